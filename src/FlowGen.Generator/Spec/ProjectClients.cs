using FlowGen.Generator.Diagnostics;
using FlowGen.Generator.Model;

namespace FlowGen.Generator.Spec;

/// <summary>
/// The clients of a project, which go into one compilation: what to generate, and everything that is wrong with the specs, alone or together.
/// </summary>
internal sealed record ProjectClients(EquatableArray<ApiModel> Models, EquatableArray<SpecDiagnostic> Diagnostics)
{
    /// <summary>
    /// A file that the build lists twice is one spec. A spec one of whose types another one generates already gets a diagnostic and no code:
    /// the first by path keeps it, whatever the build's order.
    /// </summary>
    public static ProjectClients Of(IEnumerable<SpecResult> results)
    {
        var diagnostics = new List<SpecDiagnostic>();
        var models = new Dictionary<string, ApiModel>(StringComparer.Ordinal);
        var paths = new List<string>();
        foreach (var result in results)
        {
            if (paths.Contains(result.Path))
            {
                continue;
            }

            paths.Add(result.Path);
            foreach (var diagnostic in result.Diagnostics)
            {
                diagnostics.Add(diagnostic);
            }

            if (result.Model is { } model)
            {
                models.Add(result.Path, model);
            }
        }

        var owners = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        paths.Sort(StringComparer.Ordinal);
        foreach (var path in paths)
        {
            if (models.TryGetValue(path, out var model) && Clash(TypesOf(model), path, owners) is { } clash)
            {
                diagnostics.Add(clash);
                models.Remove(path);
            }
        }

        return new(new(WithHidingTypes(paths, models, owners)), new(diagnostics));
    }

    /// <summary>The diagnostic for a spec whose types another one owns in part. Owns them from now on, when no other does.</summary>
    private static SpecDiagnostic? Clash(List<string> types, string path, Dictionary<string, string> owners)
    {
        foreach (var type in types)
        {
            if (owners.TryGetValue(type, out var owner))
            {
                return new(SpecDiagnostics.DuplicateClient.Id, new(type, System.IO.Path.GetFileName(owner)), path, 0, 0, 0, 0, 0, 0);
            }
        }

        foreach (var type in types)
        {
            owners[type] = path;
        }

        return null;
    }

    private static List<string> TypesOf(ApiModel model)
    {
        var names = model.Names;
        var types = new List<string>();
        Add(names.Client);
        Add(names.Interface);
        Add(names.Options);
        Add(names.Endpoints);
        foreach (var operation in model.Operations)
        {
            Add(operation.RequestType);
        }

        foreach (var type in model.Objects)
        {
            Add(type.Name);
        }

        foreach (var type in model.Unions)
        {
            Add(type.Name);
        }

        foreach (var type in model.Enums)
        {
            Add(type.Name);
            Add(type.KindName);
        }

        return types;

        void Add(CSharpIdentifier type) => types.Add(names.Namespace + "." + type);
    }

    /// <summary>The models by path; each knows the types in its namespace that are called as types which generated code names.</summary>
    private static List<ApiModel> WithHidingTypes(List<string> paths, Dictionary<string, ApiModel> models, Dictionary<string, string> owners)
    {
        var hiding = new List<string>();
        foreach (var owned in owners)
        {
            if (ImportedTypes.Has(owned.Key.Substring(owned.Key.LastIndexOf('.') + 1)))
            {
                hiding.Add(owned.Key);
            }
        }

        hiding.Sort(StringComparer.Ordinal);
        var all = new List<ApiModel>();
        foreach (var path in paths)
        {
            if (models.TryGetValue(path, out var model))
            {
                all.Add(hiding.Count == 0 ? model : model with { Names = model.Names with { HidingTypes = HidingIn(model.Names.Namespace, hiding) } });
            }
        }

        return all;
    }

    private static EquatableArray<string> HidingIn(CSharpNamespace @namespace, List<string> types)
    {
        var prefix = @namespace + ".";
        var names = new List<string>();
        foreach (var type in types)
        {
            if (type.StartsWith(prefix, StringComparison.Ordinal) && type.IndexOf('.', prefix.Length) < 0)
            {
                names.Add(type.Substring(prefix.Length));
            }
        }

        return new(names);
    }
}
