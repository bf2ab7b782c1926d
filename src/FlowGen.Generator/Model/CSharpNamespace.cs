namespace FlowGen.Generator.Model;

/// <summary>A namespace: identifiers joined by dots.</summary>
internal readonly record struct CSharpNamespace
{
    private CSharpNamespace(EquatableArray<CSharpIdentifier> parts) => Parts = parts;

    public EquatableArray<CSharpIdentifier> Parts { get; }

    /// <summary>Each part of <paramref name="text"/> becomes an identifier.</summary>
    public static CSharpNamespace From(string text) =>
        new(new(text.Split('.').Select(static part => CSharpIdentifier.Pascal(part, "Api"))));

    /// <summary>The namespace as it is written in C#.</summary>
    public override string ToString() => string.Join(".", Parts.Select(static part => part.ToString()));
}
