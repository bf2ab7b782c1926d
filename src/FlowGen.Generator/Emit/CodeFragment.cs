using FlowGen.Generator.Model;

namespace FlowGen.Generator.Emit;

/// <summary>A piece of C# made from a <see cref="CodeLine"/>, to be put into another one.</summary>
internal readonly struct CodeFragment
{
    private readonly string _code;

    private CodeFragment(string code) => _code = code;

    public static CodeFragment Of(CodeLine code) => new(code.ToStringAndClear());

    /// <summary>What <paramref name="code"/> makes of the items, with a comma and a blank between them.</summary>
    public static CodeFragment List<T>(EquatableArray<T> items, Func<T, CodeFragment> code)
        where T : class, IEquatable<T> => new(string.Join(", ", items.Select(item => code(item).ToString())));

    public override string ToString() => _code ?? "";
}
