using FlowGen.Generator.Diagnostics;
using FlowGen.Generator.Model;

namespace FlowGen.Generator.Spec;

/// <summary>Which spec generates which client.</summary>
internal sealed record ClientPlace(string Path, ApiNames Names)
{
    /// <summary>
    /// A diagnostic for each spec whose client another one generates already. The first by path keeps it, whatever the build's order.
    /// </summary>
    public static EquatableArray<SpecDiagnostic> Clashes(IEnumerable<ClientPlace> places)
    {
        var clashes = new List<SpecDiagnostic>();
        var owners = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var place in places.OrderBy(static place => place.Path, StringComparer.Ordinal))
        {
            var client = place.Names.Namespace + "." + place.Names.Client;
            if (owners.TryGetValue(client, out var owner))
            {
                clashes.Add(new(SpecDiagnostics.DuplicateClient.Id, new([client, System.IO.Path.GetFileName(owner)]), place.Path, 0, 0, 0, 0, 0, 0));
            }
            else
            {
                owners.Add(client, place.Path);
            }
        }

        return new(clashes);
    }
}
