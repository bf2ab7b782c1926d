using FlowGen.Generator.Diagnostics;
using FlowGen.Generator.Model;

namespace FlowGen.Generator.Spec;

/// <summary>Which spec generates which types.</summary>
internal sealed record ClientPlace(string Path, EquatableArray<string> Types)
{
    public static ClientPlace Of(string path, ApiModel model)
    {
        var names = model.Names;
        CSharpIdentifier[] types =
        [
            names.Client, names.Interface, names.Options, names.Endpoints,
            .. model.Operations.Select(static operation => operation.RequestType),
            .. model.Objects.Select(static type => type.Name),
            .. model.Unions.Select(static type => type.Name),
            .. model.Enums.Select(static type => type.Name),
            .. model.Enums.Select(static type => type.KindName),
        ];
        return new(path, new(types.Select(type => names.Namespace + "." + type)));
    }

    /// <summary>
    /// A diagnostic for each spec one of whose types another one generates already. The first by path keeps it, whatever the build's order.
    /// </summary>
    public static EquatableArray<SpecDiagnostic> Clashes(IEnumerable<ClientPlace> places)
    {
        var clashes = new List<SpecDiagnostic>();
        var owners = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var place in places.OrderBy(static place => place.Path, StringComparer.Ordinal))
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

        return new(clashes);
    }
}
