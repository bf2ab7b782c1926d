using Microsoft.CodeAnalysis;

namespace FlowGen.Analyzers.RateLimits;

/// <summary>The generated clients that a compilation sees, by their provider. Only assemblies that use the runtime are searched.</summary>
internal static class ClientTypes
{
    private const string Runtime = "FlowGen.Runtime";

    public static Dictionary<string, INamedTypeSymbol> Of(Compilation compilation, FlowGenTypes types)
    {
        var clients = new Dictionary<string, INamedTypeSymbol>(StringComparer.Ordinal);
        Add(compilation.Assembly.GlobalNamespace, types, clients);
        foreach (var reference in compilation.References)
        {
            if (compilation.GetAssemblyOrModuleSymbol(reference) is IAssemblySymbol assembly && UsesTheRuntime(assembly))
            {
                Add(assembly.GlobalNamespace, types, clients);
            }
        }

        return clients;
    }

    private static bool UsesTheRuntime(IAssemblySymbol assembly)
    {
        foreach (var module in assembly.Modules)
        {
            foreach (var referenced in module.ReferencedAssemblies)
            {
                if (referenced.Name == Runtime)
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static void Add(INamespaceSymbol space, FlowGenTypes types, Dictionary<string, INamedTypeSymbol> clients)
    {
        foreach (var member in space.GetMembers())
        {
            switch (member)
            {
                case INamespaceSymbol nested:
                    Add(nested, types, clients);
                    break;
                case INamedTypeSymbol { TypeKind: TypeKind.Class } type when types.ProviderOf(type) is { } provider:
                    clients[provider] = type;
                    break;
                default:
                    break;
            }
        }
    }
}
