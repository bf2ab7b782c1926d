using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace FlowGen.Analyzers.RateLimits;

/// <summary>How often a container makes what is registered with a method.</summary>
internal static class ServiceLifetimes
{
    private const string Injection = "for each injection";

    private const string Scope = "for each scope";

    /// <summary>In words, for the end of a sentence; null for a singleton, and for any other method.</summary>
    public static string? HowOften(IMethodSymbol method)
    {
        var name = method.Name;
        if (name == "AddHttpClient")
        {
            return method.TypeArguments.Length > 0 && IsOfTheContainer(method) ? Injection : null;
        }

        return HowOften(name) is { } often && IsOfTheContainer(method) ? often : null;
    }

    /// <summary>What the name of a method that registers says.</summary>
    public static string? HowOften(string method) => method switch
    {
        "AddTransient" or "TryAddTransient" or "AddKeyedTransient" or "TryAddKeyedTransient" or "Transient" or "KeyedTransient" => Injection,
        "AddScoped" or "TryAddScoped" or "AddKeyedScoped" or "TryAddKeyedScoped" or "Scoped" or "KeyedScoped" => Scope,
        _ => null,
    };

    /// <summary><c>new ServiceDescriptor(…, ServiceLifetime.Scoped)</c>.</summary>
    public static string? HowOften(IObjectCreationOperation descriptor)
    {
        if (descriptor is not { Constructor: { ContainingType.Name: "ServiceDescriptor" } constructor } || !IsOfTheContainer(constructor))
        {
            return null;
        }

        foreach (var argument in descriptor.Arguments)
        {
            if (argument is { Parameter.Type.Name: "ServiceLifetime", Value.ConstantValue: { HasValue: true, Value: int lifetime } })
            {
                return lifetime switch { 1 => Scope, 2 => Injection, _ => null };
            }
        }

        return null;
    }

    private static bool IsOfTheContainer(IMethodSymbol method)
    {
        for (var space = method.ContainingNamespace; space is { IsGlobalNamespace: false }; space = space.ContainingNamespace)
        {
            if (space is { Name: "DependencyInjection", ContainingNamespace: { Name: "Extensions", ContainingNamespace.Name: "Microsoft" } })
            {
                return true;
            }
        }

        return false;
    }
}
