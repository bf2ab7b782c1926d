using System.Collections.Immutable;
using FlowGen.Analyzers.Results;
using FlowGen.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FlowGen.Analyzers.Tests;

/// <summary>The rules find a client wherever it lives, by the runtime's types and attributes alone.</summary>
public sealed class ClientPlaceTests
{
    private const string Client = """
        namespace Acme.Pets;

        public interface IPetClient { System.Threading.Tasks.Task<FlowGen.ApiResult<string>> NameAsync(string id); }
        """;

    private const string Use = """
        using Acme.Pets;

        public static class Pets
        {
            public static async Task<string?> NameAsync(IPetClient client) => (await client.NameAsync("1")).Value;
        }
        """;

    [Fact]
    public async Task A_client_that_was_generated_into_the_project_under_a_name_of_its_own_is_known() =>
        Assert.Equal("FG2002", Assert.Single(await DiagnoseAsync(TestCompilation.Create(Use, ReferenceSet.Runtime).AddSyntaxTrees(
            CSharpSyntaxTree.ParseText(Client, TestCompilation.ParseOptions, "FlowGen.Generator/FlowGen.Generator.FlowGenerator/Acme.Pets.PetClient.g.cs", cancellationToken: TestContext.Current.CancellationToken)))).Id);

    [Fact]
    public async Task A_client_of_another_assembly_is_known()
    {
        using var image = new MemoryStream();
        Assert.True(TestCompilation.Create(Client, ReferenceSet.Runtime).WithAssemblyName("Pets").Emit(image, cancellationToken: TestContext.Current.CancellationToken).Success);
        var references = ReferenceSet.Runtime.With(MetadataReference.CreateFromImage([.. image.ToArray()]));

        Assert.Equal("FG2002", Assert.Single(await DiagnoseAsync(TestCompilation.Create(Use, references))).Id);
    }

    [Fact]
    public async Task A_project_without_the_runtime_gets_nothing() =>
        Assert.Empty(await DiagnoseAsync(TestCompilation.Create("Console.WriteLine(new KeyValuePair<string, string>(\"a\", \"b\").Value);", ReferenceSet.Framework)));

    private static Task<ImmutableArray<Diagnostic>> DiagnoseAsync(Compilation compilation) =>
        AnalyzerVerifier<UncheckedValueAnalyzer>.DiagnoseAsync(compilation, TestContext.Current.CancellationToken);
}
