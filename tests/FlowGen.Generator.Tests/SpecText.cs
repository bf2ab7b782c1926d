using FlowGen.Generator.Emit;
using FlowGen.Generator.Spec;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace FlowGen.Generator.Tests;

/// <summary>A spec as an additional file, tagged as FlowGen.targets does.</summary>
internal sealed class SpecText(string path, string text, string @namespace = "", string client = "") : AdditionalText
{
    public static SpecText Cams { get; } = Shipped("alibaba-cams");

    public static SpecText EightByEight { get; } = Shipped("8x8-chatapps");

    public override string Path => path;

    public string Text => text;

    public string Namespace => @namespace;

    public string Client => client;

    /// <summary>Whether the item says that the file is a spec.</summary>
    public bool IsMarked { get; init; } = true;

    public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);

    /// <summary>The spec after an edit, which has to change something.</summary>
    public SpecText With(string before, string after)
    {
        Assert.Contains(before, text, StringComparison.Ordinal);
        return new(path, text.Replace(before, after, StringComparison.Ordinal), @namespace, client);
    }

    /// <summary>The spec with another text.</summary>
    public SpecText WithText(string other) => new(path, other, @namespace, client);

    /// <summary>What the parser makes of the spec, without a compiler around it.</summary>
    public SpecResult Parse() => SpecParser.Parse(new(path, text, @namespace, client), TestContext.Current.CancellationToken);

    /// <summary>The files of the client by name, without a compiler around them; none when there is no client.</summary>
    public Dictionary<string, string> Emit() => Parse().Model is { } model
        ? SourceUnit.Of(new(model)).ToDictionary(static unit => unit.HintName, static unit => unit.Emit().ToString(), StringComparer.OrdinalIgnoreCase)
        : [];

    private static SpecText Shipped(string name) =>
        new($"schemas/{name}.openapi.json", File.ReadAllText(System.IO.Path.Combine(AppContext.BaseDirectory, "Schemas", $"{name}.openapi.json")));
}
