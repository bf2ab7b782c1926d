using System.Globalization;
using FlowGen.Generator.Model;

namespace FlowGen.Generator.Emit;

/// <summary>
/// A file that holds many units. The compiler touches each generated file after every edit of the project, whether it changed or not:
/// thousands of them would be felt with every key. Nobody opens generated files by name, so that the names may be numbers.
/// </summary>
internal sealed record UnitGroup(ApiNames Api, int Number, EquatableArray<SourceUnit> Units) : SourceUnit(Api)
{
    private const int MaxSingleUnits = 100;

    private const int Count = 64;

    public override string HintName => HintNames.Of(Api, "Units", CSharpIdentifier.Fixed("Group" + Number.ToString(CultureInfo.InvariantCulture)));

    /// <summary>
    /// The units; in groups when they are more than a hundred. A unit's group follows from its name alone, so that a new unit leaves the others
    /// where they are.
    /// </summary>
    public static List<SourceUnit> Of(ApiNames api, List<SourceUnit> units)
    {
        if (units.Count <= MaxSingleUnits)
        {
            return units;
        }

        var groups = new List<SourceUnit>?[Count];
        foreach (var unit in units)
        {
            (groups[Hash(unit.HintName) % Count] ??= []).Add(unit);
        }

        var grouped = new List<SourceUnit>();
        for (var number = 0; number < Count; number++)
        {
            if (groups[number] is { } group)
            {
                grouped.Add(new UnitGroup(api, number, new(group)));
            }
        }

        return grouped;
    }

    protected override void Write(SourceWriter writer)
    {
        var isFirst = true;
        foreach (var unit in Units)
        {
            if (!isFirst)
            {
                writer.Line();
            }

            isFirst = false;
            Write(unit, writer);
        }
    }

    /// <summary>FNV-1a: the same on every machine, which string.GetHashCode is not.</summary>
    private static uint Hash(string text)
    {
        var hash = 2166136261;
        foreach (var character in text)
        {
            hash = unchecked((hash ^ character) * 16777619);
        }

        return hash;
    }
}
