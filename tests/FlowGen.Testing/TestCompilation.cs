using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FlowGen.Testing;

/// <summary>Compiles test sources the way the SDK would: C# 14, nullable, implicit usings.</summary>
public static class TestCompilation
{
    /// <summary>The usings that the SDK adds to every file of a project.</summary>
    public const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    /// <summary>How test sources are parsed.</summary>
    public static CSharpParseOptions ParseOptions { get; } = new(LanguageVersion.CSharp14, DocumentationMode.Diagnose);

    /// <summary>Compiles a source; a program if it has top-level statements, else a library.</summary>
    public static CSharpCompilation Create(string source, ReferenceSet references)
    {
        ArgumentNullException.ThrowIfNull(references);
        var tree = CSharpSyntaxTree.ParseText(source, ParseOptions, "Test.cs");
        return CSharpCompilation.Create(
            "Test",
            [tree, CSharpSyntaxTree.ParseText(ImplicitUsings, ParseOptions, "ImplicitUsings.cs")],
            references.References,
            OptionsFor(tree));
    }

    /// <summary>The options for a source: a program if it has top-level statements, else a library.</summary>
    public static CSharpCompilationOptions OptionsFor(SyntaxTree tree)
    {
        ArgumentNullException.ThrowIfNull(tree);
        var isProgram = tree.GetRoot().ChildNodes().Any(node => node.IsKind(SyntaxKind.GlobalStatement));
        return new(isProgram ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable);
    }
}
