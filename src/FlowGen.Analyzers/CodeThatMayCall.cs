using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;

namespace FlowGen.Analyzers;

/// <summary>
/// Whether a compilation's own code can touch a client at all. Most projects that reference the runtime do so in a few files, some in none;
/// where none does, no rule asks the compiler for anything.
/// </summary>
internal static class CodeThatMayCall
{
    private const string Name = "FlowGen";

    private const string Runtime = "FlowGen.Runtime";

    /// <summary>Which files may. With each key that is pressed there is a new compilation, with all files but one as they were.</summary>
    private static readonly ConditionalWeakTable<SyntaxTree, StrongBox<bool>> Files = new();

    /// <summary>False only when no file that a person wrote can name, or be given, anything of FlowGen.</summary>
    public static bool IsIn(Compilation compilation)
    {
        // Another assembly that uses the runtime may hand out results under any name.
        foreach (var reference in compilation.References)
        {
            if (compilation.GetAssemblyOrModuleSymbol(reference) is IAssemblySymbol assembly && assembly.Name != Runtime && UsesTheRuntime(assembly))
            {
                return true;
            }
        }

        foreach (var tree in compilation.SyntaxTrees)
        {
            if (Files.GetValue(tree, static tree => new(MayName(tree))).Value)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether an assembly references the runtime.</summary>
    public static bool UsesTheRuntime(IAssemblySymbol assembly)
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

    private static bool MayName(SyntaxTree tree) =>
        IsGenerated(tree) ? HasNamespaceOfItsOwn(tree) : tree.GetText().ToString().IndexOf(Name, StringComparison.Ordinal) >= 0;

    private static bool IsGenerated(SyntaxTree tree) => tree.FilePath.IndexOf("FlowGen.Generator.FlowGenerator", StringComparison.Ordinal) >= 0;

    /// <summary>Whether a generated client is in a namespace that the project chose, so that its name may stand anywhere.</summary>
    private static bool HasNamespaceOfItsOwn(SyntaxTree tree)
    {
        var start = tree.FilePath.LastIndexOfAny(['/', '\\']) + 1;
        return string.CompareOrdinal(tree.FilePath, start, Name + ".", 0, Name.Length + 1) != 0;
    }
}
