using FlowGen.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FlowGen.Analyzers.Tests;

/// <summary>Code as it is while somebody types: some of its tokens are missing.</summary>
internal sealed class TokenLoss(int seed)
{
#pragma warning disable CA5394 // the same tokens on every run
    private readonly Random _random = new(seed);

    /// <summary>The source without one to <paramref name="most"/> of its tokens.</summary>
    public string In(string source, int most)
    {
        var tokens = CSharpSyntaxTree.ParseText(source, TestCompilation.ParseOptions).GetRoot().DescendantTokens().ToList();
        var dropped = Enumerable.Range(0, _random.Next(1, most + 1)).Select(_ => _random.Next(tokens.Count)).ToHashSet();
        return string.Concat(tokens.Select((token, index) => dropped.Contains(index) ? "" : token.ToFullString()));
    }
#pragma warning restore CA5394
}
