namespace FlowGen.Generator.Emit;

/// <summary>A piece of C# made from a <see cref="CodeLine"/>, to be put into another one.</summary>
internal readonly struct CodeFragment
{
    private readonly string _code;

    private CodeFragment(string code) => _code = code;

    public static CodeFragment Of(CodeLine code) => new(code.ToStringAndClear());

    /// <summary>The fragments with a comma and a blank between them.</summary>
    public static CodeFragment List(IEnumerable<CodeFragment> fragments) => new(string.Join(", ", fragments.Select(static fragment => fragment.ToString())));

    public override string ToString() => _code ?? "";
}
