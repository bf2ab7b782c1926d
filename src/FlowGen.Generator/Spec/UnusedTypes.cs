using FlowGen.Generator.Diagnostics;

namespace FlowGen.Generator.Spec;

/// <summary>Reports the schemas among the components that no operation leads to.</summary>
internal static class UnusedTypes
{
    public static void Report(SpecDocument document, Inheritance inheritance)
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
                if (member.Value.Kind == JsonKind.String && (member.Name is "$ref" or "$dynamicRef" || node.Key == "mapping") && (inheritance.Target(member.Value.Text) ?? document.Named(node, member.Value.Text)) is { } target)
                {
                    Use(target);
                }
                else
                {
                    pending.Push(member.Value);
                }
            }
        }

        foreach (var schema in schemas.Members)
        {
            if (schema.Value.IsObject && !used.Contains(schema.Value))
            {
                document.ReportName(SpecDiagnostics.UnusedType, schema.Value, schema.Name);
            }
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

            if (!used.Add(target))
            {
                return;
            }

            // What is derived from a type is used where that is, should a discriminator tell them apart.
            pending.Push(target);
            foreach (var child in inheritance.DerivedFrom(target))
            {
                if (used.Add(child))
                {
                    pending.Push(child);
                }
            }
        }
    }
}
