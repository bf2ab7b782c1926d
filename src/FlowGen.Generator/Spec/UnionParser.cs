using FlowGen.Generator.Diagnostics;
using FlowGen.Generator.Model;

namespace FlowGen.Generator.Spec;

/// <summary>Makes a class of a choice between types.</summary>
internal sealed class UnionParser(SpecDocument document, SchemaParser schemas, EnumParser enums, CompositionParser compositions, Inheritance inheritance)
{
    /// <summary>What generated unions have as members of their own.</summary>
    public static readonly string[] Members = ["Json", "Type", "FromJson", .. SchemaParser.ObjectMembers];

    /// <summary>Where another tool keeps the value by which a derived type is told.</summary>
    private const string WrittenValue = "x-ms-discriminator-value";

    /// <summary>What the methods of a branch begin with.</summary>
    private static readonly string[] Prefixes = ["From", "TryGet"];

    public UnionModel Parse(JsonNode schema, Choice choice, CSharpIdentifier name)
    {
        // A class cannot have a method of its own name.
        var names = new NameScope(
            [.. Members, .. Array.ConvertAll(Array.FindAll(Prefixes, prefix => name.Name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)), prefix => name.Name.Substring(prefix.Length))]);
        var byNode = new Dictionary<JsonNode, int>();
        var branches = new List<(CSharpIdentifier Name, TypeModel Type, JsonNode Node, List<string> Values)>();
        var types = new HashSet<TypeModel>();
        foreach (var branch in choice.Branches)
        {
            var reference = ReferenceOf(branch);
            var wanted = NameOf(branch, reference);
            var type = schemas.Parse(branch, CSharpIdentifier.Pascal(name.Name + "_" + (wanted?.Name ?? "Variant"), "Variant"));
            var target = branch == choice.Base ? inheritance.Original(schema) : reference is null ? null : compositions.Target(reference);
            if (target is not null && !byNode.ContainsKey(target))
            {
                byNode.Add(target, branches.Count);
            }

            // Two branches of one type are one, and of any JSON there is nothing to ask.
            if (type.Kind != TypeKind.Json && types.Add(type))
            {
                var taken = names.Take(wanted ?? NameOf(type, name));
                branches.Add((taken, type, branch, []));
            }
        }

        var member = choice.Discriminator is { } stated ? document.Text(stated, "propertyName") : TellingMember(branches);
        var discriminator = member is null ? null : Discriminator(choice, member, name, branches, byNode);
        return new(
            name,
            document.Text(schema, "description") ?? document.Text(schema, "title") ?? "",
            discriminator?.Model,
            new(branches.ConvertAll(branch => new UnionBranchModel(
                branch.Name,
                branch.Type,
                new(branch.Values.ConvertAll(value => discriminator!.Value.Values[value])),
                branch.Node == choice.Base))));
    }

    private (DiscriminatorModel Model, Dictionary<string, OpenEnumValueModel> Values)? Discriminator(
        Choice choice,
        string property,
        CSharpIdentifier name,
        List<(CSharpIdentifier Name, TypeModel Type, JsonNode Node, List<string> Values)> branches,
        Dictionary<JsonNode, int> byNode)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var entry in choice.Discriminator is { } stated ? document.Members(stated, "mapping") : [])
        {
            if (document.Text(entry.Value) is not { } target)
            {
                continue;
            }

            if (inheritance.Target(target) is not { } node)
            {
                var names = document.Root["components"]?["schemas"]?.Members.Select(static member => member.Name) ?? [];
                document.Report(SpecDiagnostics.Unsupported, entry.Value, JsonPointer.Of(entry.Value), "'" + target + "' is no schema of the document." + document.Suggest(target.Substring(target.LastIndexOf('/') + 1), names), "values of '" + entry.Name + "' have no type of their own");
            }
            else if (byNode.TryGetValue(node, out var index) && index < branches.Count && taken.Add(entry.Name))
            {
                branches[index].Values.Add(entry.Name);
            }
        }

        foreach (var branch in branches)
        {
            // Without a mapping the schema's name says so, or what the member itself has to be.
            if (branch.Values.Count == 0 && branch.Node != choice.Base)
            {
                var told = choice.Discriminator is null ? ListedValues(branch.Node, property) ?? [] : Implied(branch.Node, property, choice.Base is not null);
                foreach (var value in told.Where(taken.Add))
                {
                    branch.Values.Add(value);
                }
            }
        }

        var texts = branches.SelectMany(static branch => branch.Values).ToList();
        if (texts.Count == 0)
        {
            return null;
        }

        var type = enums.Of(name.With("Type"), "What '" + property + "' says.", texts);
        var values = new Dictionary<string, OpenEnumValueModel>(StringComparer.Ordinal);
        foreach (var value in type.Values)
        {
            values.Add(value.WireText, value);
        }

        return (new(property, type.Name, type.KindName), values);
    }

    /// <summary>
    /// The member that tells the objects of a choice from each other where the document does not name it: all require it, and no text is listed for
    /// two of them. <see langword="null"/> when there is none.
    /// </summary>
    private string? TellingMember(List<(CSharpIdentifier Name, TypeModel Type, JsonNode Node, List<string> Values)> branches)
    {
        var objects = branches.FindAll(static branch => branch.Type.Kind == TypeKind.Object);
        return objects.Count < 2 ? null : schemas.Whole(objects[0].Node)?["properties"]?.Members.Find(member => IsTelling(member.Name))?.Name;

        bool IsTelling(string member)
        {
            var seen = new HashSet<string>(StringComparer.Ordinal);
            return objects.TrueForAll(branch => ListedValues(branch.Node, member) is { } values && values.TrueForAll(seen.Add));
        }
    }

    /// <summary>The texts that a branch lists for a member that it requires; <see langword="null"/> when it does not.</summary>
    private List<string>? ListedValues(JsonNode branch, string member) =>
        schemas.Whole(branch) is { } whole
        && whole["required"]?.Items.Exists(item => item.Text == member) == true
        && whole["properties"]?[member] is { IsObject: true } property
        && schemas.Whole(property) is { } value
        && enums.Values(value) is { Count: > 0 } values
        && values.TrueForAll(static candidate => candidate.Kind == JsonKind.String)
            ? values.ConvertAll(static candidate => candidate.Text)
            : null;

    private IEnumerable<string> Implied(JsonNode branch, string property, bool isDerived)
    {
        var name = ReferenceOf(branch)?["$ref"] is { Kind: JsonKind.String } reference ? reference.Text.Substring(reference.Text.LastIndexOf('/') + 1) : null;
        if (compositions.Resolve(branch) is not { } resolved)
        {
            return [];
        }

        if (resolved[WrittenValue] is { Kind: JsonKind.String } written)
        {
            return [written.Text];
        }

        if (compositions.Merge(resolved)?["properties"]?[property] is { IsObject: true } member
            && compositions.Resolve(member) is { } memberSchema
            && compositions.Merge(memberSchema) is { } value
            && enums.Values(value) is { Count: > 0 } values
            && values.TrueForAll(static candidate => candidate.Kind == JsonKind.String))
        {
            // The base lists the values of all that are derived from it.
            return !isDerived || values.Count == 1 ? values.Select(static candidate => candidate.Text)
                : values.Find(candidate => candidate.Text.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } own ? [own.Text]
                : [];
        }

        return name is null ? [] : [name];
    }

    /// <summary>The part of a branch that is a reference.</summary>
    private static JsonNode? ReferenceOf(JsonNode branch) => branch["$ref"] is not null ? branch
        : branch["allOf"] is { Items.Count: > 0 } parts && parts.Items[parts.Items.Count - 1]["$ref"] is not null ? parts.Items[parts.Items.Count - 1]
        : null;

    private CSharpIdentifier? NameOf(JsonNode branch, JsonNode? reference)
    {
        if (reference is not null && compositions.Target(reference) is { } target)
        {
            return CSharpIdentifier.Pascal(document.Text(target, "x-flowgen-name") ?? target.Key, "Variant");
        }

        var own = document.Text(branch, "x-flowgen-name") ?? document.Text(branch, "title");
        return own is null ? null : CSharpIdentifier.Pascal(own, "Variant");
    }

    private static CSharpIdentifier NameOf(TypeModel type, CSharpIdentifier union) => type.Kind switch
    {
        TypeKind.Object => type.Name!.Name.StartsWith(union.Name, StringComparison.Ordinal) && type.Name.Name.Length > union.Name.Length
            ? CSharpIdentifier.Pascal(type.Name.Name.Substring(union.Name.Length), "Variant")
            : type.Name,
        TypeKind.OpenEnum => CSharpIdentifier.Fixed("Text"),
        TypeKind.IntegerEnum => CSharpIdentifier.Fixed("Number"),
        TypeKind.List => NameOf(type.Item!, union).With("List"),
        TypeKind.Map => NameOf(type.Item!, union).With("Map"),
        _ => CSharpIdentifier.Fixed(type.Kind.ToString()),
    };
}
