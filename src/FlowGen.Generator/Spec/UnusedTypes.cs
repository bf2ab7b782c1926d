using FlowGen.Generator.Diagnostics;

namespace FlowGen.Generator.Spec;

/// <summary>Reports the schemas among the components that no operation leads to.</summary>
internal static class UnusedTypes
{
    private const string Prefix = "#/components/schemas/";

    public static void Report(SpecDocument document)
    {
        if (document.Root["components"]?["schemas"] is not { IsObject: true } schemas)
        {
            return;
        }

        var used = new HashSet<JsonNode>();
        var pending = new Stack<JsonNode>();
        foreach (var member in document.Root.Members)
        {
            if (member.Name != "components")
            {
                pending.Push(member.Value);
            }
        }

        // What is derived from a type by name is used where that is, should a discriminator tell them apart.
        var derived = Derived(document, schemas);
        while (pending.Count > 0)
        {
            document.CancellationToken.ThrowIfCancellationRequested();
            var node = pending.Pop();
            foreach (var item in node.Items)
            {
                pending.Push(item);
            }

            foreach (var member in node.Members)
            {
                if (member.Value.Kind == JsonKind.String && (member.Name == "$ref" || node.Key == "mapping") && Target(document, member.Value.Text) is { } target)
                {
                    Use(target);
                }
                else
                {
                    pending.Push(member.Value);
                }
            }
        }

        foreach (var schema in schemas.Members.Where(schema => schema.Value.IsObject && !used.Contains(schema.Value)))
        {
            document.ReportName(SpecDiagnostics.UnusedType, schema.Value, schema.Name);
        }

        void Use(JsonNode target)
        {
            // A reference into a schema is a use of the whole.
            for (var node = target; node is not null; node = node.Parent)
            {
                if (node.Parent == schemas)
                {
                    target = node;
                }
            }

            // In a list: types can be derived from one another without end.
            var found = new Stack<JsonNode>([target]);
            while (found.Count > 0)
            {
                var next = found.Pop();
                if (used.Add(next))
                {
                    pending.Push(next);
                    foreach (var child in derived.TryGetValue(next, out var children) ? children : [])
                    {
                        found.Push(child);
                    }
                }
            }
        }
    }

    private static JsonNode? Target(SpecDocument document, string reference) =>
        document.Root["components"]?["schemas"]?[reference]
        ?? (reference.StartsWith("#/", StringComparison.Ordinal) ? JsonPointer.Follow(document.Root, reference, out _, out _) : null);

    private static Dictionary<JsonNode, List<JsonNode>> Derived(SpecDocument document, JsonNode schemas)
    {
        var derived = new Dictionary<JsonNode, List<JsonNode>>();
        foreach (var schema in schemas.Members)
        {
            foreach (var part in schema.Value["allOf"]?.Items ?? [])
            {
                if (part["$ref"]?.Text is { } reference
                    && reference.StartsWith(Prefix, StringComparison.Ordinal)
                    && Target(document, reference) is { } parent
                    && parent["discriminator"] is not null)
                {
                    if (!derived.TryGetValue(parent, out var children))
                    {
                        derived.Add(parent, children = []);
                    }

                    children.Add(schema.Value);
                }
            }
        }

        return derived;
    }
}
