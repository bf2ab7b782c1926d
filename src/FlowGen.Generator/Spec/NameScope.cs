using System.Globalization;
using FlowGen.Generator.Model;

namespace FlowGen.Generator.Spec;

/// <summary>
/// Gives out names that differ without regard to case, so that generated files can be named after types on any file system.
/// </summary>
internal sealed class NameScope(params string[] reserved)
{
    private readonly HashSet<string> _taken = new(reserved, StringComparer.OrdinalIgnoreCase);

    /// <summary>The wanted name, or the first of <c>Name2</c>, <c>Name3</c>, … that is free.</summary>
    public CSharpIdentifier Take(CSharpIdentifier wanted)
    {
        var name = wanted;
        for (var number = 2; !_taken.Add(name.Name); number++)
        {
            name = wanted.With(number.ToString(CultureInfo.InvariantCulture));
        }

        return name;
    }
}
