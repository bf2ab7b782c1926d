using FlowGen.Generator.Diagnostics;
using FlowGen.Generator.Model;

namespace FlowGen.Generator.Spec;

/// <summary>
/// The specs that generate nothing, because another one generates a type of the same name; and the generated types that are called as types
/// which generated code names.
/// </summary>
/// <remarks>A class around the list: for a struct the runtime would compile the pipeline's generic code once more, in every build.</remarks>
internal sealed record ClientClashes(EquatableArray<SpecDiagnostic> Diagnostics, EquatableArray<string> HidingTypes)
{
    /// <summary>
    /// A diagnostic for each spec one of whose types another one generates already. The first by path keeps it, whatever the build's order.
    /// </summary>
    public static ClientClashes Of(IEnumerable<ClientPlace> places)
    {
        var clashes = new List<SpecDiagnostic>();
        var hiding = new List<string>();
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
                if (ImportedTypes.Has(name.Substring(name.LastIndexOf('.') + 1)))
                {
                    hiding.Add(name);
                }
            }
        }

        return new(new(clashes), new(hiding));
    }

    /// <summary>What to generate of a spec; <see langword="null"/> when that is nothing.</summary>
    public ApiModel? ModelOf(SpecResult result)
    {
        foreach (var clash in Diagnostics)
        {
            if (clash.Path == result.Path)
            {
                return null;
            }
        }

        return result.Model is { } model && HidingTypes.Count > 0 ? model with { Names = model.Names with { HidingTypes = HidingIn(model.Names.Namespace) } } : result.Model;
    }

    private EquatableArray<string> HidingIn(CSharpNamespace @namespace)
    {
        var prefix = @namespace + ".";
        var names = new List<string>();
        foreach (var type in HidingTypes)
        {
            if (type.StartsWith(prefix, StringComparison.Ordinal) && type.IndexOf('.', prefix.Length) < 0)
            {
                names.Add(type.Substring(prefix.Length));
            }
        }

        return new(names);
    }
}
