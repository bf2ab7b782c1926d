namespace FlowGen.Generator.Model;

/// <summary>A namespace: identifiers joined by dots.</summary>
internal readonly record struct CSharpNamespace
{
    private const int MaxLength = 250;

    private readonly string _code;

    private CSharpNamespace(EquatableArray<CSharpIdentifier> parts)
    {
        Parts = parts;
        _code = string.Join(".", parts.Select(static part => part.ToString()));
    }

    public EquatableArray<CSharpIdentifier> Parts { get; }

    /// <summary>Each part of <paramref name="text"/> is kept if it is an identifier, and else becomes one.</summary>
    public static CSharpNamespace From(string text)
    {
        var parts = new List<CSharpIdentifier>();
        var length = 0;
        foreach (var part in text.Split('.'))
        {
            var identifier = CSharpIdentifier.Written(part, "Api");
            length += identifier.Name.Length + 1;
            if (parts.Count > 0 && length > MaxLength)
            {
                break;
            }

            parts.Add(identifier);
        }

        var result = new CSharpNamespace(new(parts));

        // A type of the spec could be called as one that generated code names.
        if (ImportedTypes.IsNamespace(result.ToString()))
        {
            parts[parts.Count - 1] = parts[parts.Count - 1].With("Api");
            return new(new(parts));
        }

        return result;
    }

    /// <summary>The namespace as it is written in C#.</summary>
    public override string ToString() => _code ?? "";
}
