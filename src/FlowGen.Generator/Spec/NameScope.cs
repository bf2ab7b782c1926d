using FlowGen.Generator.Model;

namespace FlowGen.Generator.Spec;

/// <summary>
/// Gives out names that differ without regard to case, so that generated files can be named after types on any file system.
/// </summary>
internal sealed class NameScope(params string[] reserved)
{
    private readonly HashSet<string> _taken = new(reserved, StringComparer.OrdinalIgnoreCase);

    /// <summary>Where the search for a free number goes on, so that many equal names take linear time.</summary>
    private readonly Dictionary<string, int> _next = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The wanted name, or the first of <c>Name2</c>, <c>Name3</c>, … that is free.</summary>
    public CSharpIdentifier Take(CSharpIdentifier wanted) => Take(wanted, []);

    /// <summary>The name of a member. One that is called as its type, or as what every type has, is <c>NameValue</c> where that is free.</summary>
    public CSharpIdentifier TakeMember(CSharpIdentifier wanted) =>
        Array.Exists(reserved, other => other.Equals(wanted.Name, StringComparison.OrdinalIgnoreCase))
        && !wanted.Name.EndsWith("Value", StringComparison.OrdinalIgnoreCase)
        && wanted.With("Value") is var value
        && _taken.Add(value.Name)
            ? value
            : Take(wanted);

    /// <summary>As <see cref="Take(CSharpIdentifier)"/>, and none of <paramref name="avoided"/>: a type cannot be called as its members are.</summary>
    public CSharpIdentifier Take(CSharpIdentifier wanted, string[] avoided)
    {
        if (!Array.Exists(avoided, other => other.Equals(wanted.Name, StringComparison.OrdinalIgnoreCase)) && _taken.Add(wanted.Name))
        {
            return wanted;
        }

        var number = _next.TryGetValue(wanted.Name, out var next) ? next : 2;
        var name = wanted.Numbered(number);
        while (!_taken.Add(name.Name))
        {
            name = wanted.Numbered(++number);
        }

        _next[wanted.Name] = number + 1;
        return name;
    }
}
