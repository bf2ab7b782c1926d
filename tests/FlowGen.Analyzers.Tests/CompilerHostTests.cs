using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using FlowGen.Analyzers.Results;
using FlowGen.CodeFixes;

namespace FlowGen.Analyzers.Tests;

/// <summary>The DLLs ask only for what the oldest supported host has: Roslyn 4.8, in the .NET 8 SDK and Visual Studio 17.8.</summary>
public sealed class CompilerHostTests
{
    private static readonly Dictionary<string, Version> ProvidedByTheOldestHost = new()
    {
        ["netstandard"] = new(2, 0, 0, 0),
        ["Microsoft.CodeAnalysis"] = new(4, 8, 0, 0),
        ["Microsoft.CodeAnalysis.CSharp"] = new(4, 8, 0, 0),
        ["Microsoft.CodeAnalysis.Workspaces"] = new(4, 8, 0, 0),
        ["Microsoft.CodeAnalysis.CSharp.Workspaces"] = new(4, 8, 0, 0),
        ["System.Collections.Immutable"] = new(7, 0, 0, 0),
        ["System.Composition.AttributedModel"] = new(7, 0, 0, 0),
    };

    public static TheoryData<Type> Parts => [typeof(UncheckedValueAnalyzer), typeof(UncheckedValueCodeFixProvider)];

    [Theory]
    [MemberData(nameof(Parts))]
    public void Nothing_is_referenced_that_the_oldest_host_lacks(Type part) =>
        Assert.All(ReferencesOf(part), reference => Assert.True(
            ProvidedByTheOldestHost.TryGetValue(reference.Name, out var provided) && reference.Version <= provided,
            $"{reference.Name} {reference.Version} is not there."));

    [Fact]
    public void The_rules_need_no_workspace() =>
        Assert.DoesNotContain(ReferencesOf(typeof(UncheckedValueAnalyzer)), reference => reference.Name.Contains("Workspaces", StringComparison.Ordinal));

    [Fact]
    public void The_fixes_do_not_need_the_rules() =>
        Assert.DoesNotContain(ReferencesOf(typeof(UncheckedValueCodeFixProvider)), reference => reference.Name.StartsWith("FlowGen", StringComparison.Ordinal));

    private static List<(string Name, Version Version)> ReferencesOf(Type part)
    {
        using var stream = File.OpenRead(part.Assembly.Location);
        using var image = new PEReader(stream);
        var metadata = image.GetMetadataReader();
        return
        [
            .. metadata.AssemblyReferences
                .Select(handle => metadata.GetAssemblyReference(handle))
                .Select(reference => (metadata.GetString(reference.Name), reference.Version)),
        ];
    }
}
