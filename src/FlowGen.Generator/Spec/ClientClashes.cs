using FlowGen.Generator.Diagnostics;
using FlowGen.Generator.Model;

namespace FlowGen.Generator.Spec;

/// <summary>The specs that generate nothing, because another one generates a type of the same name.</summary>
/// <remarks>A class around the list: for a struct the runtime would compile the pipeline's generic code once more, in every build.</remarks>
internal sealed record ClientClashes(EquatableArray<SpecDiagnostic> Diagnostics)
{
    /// <summary>
    /// A diagnostic for each spec one of whose types another one generates already. The first by path keeps it, whatever the build's order.
    /// </summary>
    public static ClientClashes Of(IEnumerable<ClientPlace> places)
    {
        var clashes = new List<SpecDiagnostic>();
        var owners = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var place in EquatableArray.Ordered(places, static place => place.Path))
        {
            if (place.Types.FirstOrDefault(owners.ContainsKey) is { } type)
            {
                clashes.Add(new(SpecDiagnostics.DuplicateClient.Id, new([type, System.IO.Path.GetFileName(owners[type])]), place.Path, 0, 0, 0, 0, 0, 0));
                continue;
            }

            foreach (var name in place.Types)
            {
                owners[name] = place.Path;
            }
        }

        return new(new EquatableArray<SpecDiagnostic>(clashes));
    }

    /// <summary>Whether the spec at <paramref name="path"/> is one of them.</summary>
    public bool Concern(string path)
    {
        foreach (var clash in Diagnostics)
        {
            if (clash.Path == path)
            {
                return true;
            }
        }

        return false;
    }
}
