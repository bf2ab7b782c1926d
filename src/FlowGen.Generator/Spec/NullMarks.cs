using FlowGen.Generator.Model;

namespace FlowGen.Generator.Spec;

/// <summary>
/// Tells null from absent in objects that are sent: to many a server the one means "remove it", and the other "leave it as it is". In answers
/// nobody has asked for the difference.
/// </summary>
internal static class NullMarks
{
    /// <summary>The objects, marked where they are sent.</summary>
    public static EquatableArray<ObjectModel> Add(EquatableArray<ObjectModel> objects, EquatableArray<UnionModel> unions, EquatableArray<OperationModel> operations)
    {
        if (!objects.Any(static type => type.Properties.Any(IsUnclear)))
        {
            return objects;
        }

        var sent = Sent(objects, unions, operations);
        return new(objects.Select(type => sent.Contains(type.Name.Name) && type.Properties.Any(IsUnclear) ? Marked(type) : type));
    }

    /// <summary>Whether a member may be absent and may be null, which is one value in C#.</summary>
    private static bool IsUnclear(PropertyModel property) => property is { IsRequired: false, IsNullable: true };

    private static HashSet<string> Sent(EquatableArray<ObjectModel> objects, EquatableArray<UnionModel> unions, EquatableArray<OperationModel> operations)
    {
        var parts = new Dictionary<string, List<TypeModel>>(StringComparer.Ordinal);
        foreach (var type in objects)
        {
            parts.Add(type.Name.Name, [.. type.Properties.Select(static property => property.Type), .. type.Additional is { } additional ? [additional.Type] : Array.Empty<TypeModel>()]);
        }

        foreach (var type in unions)
        {
            parts.Add(type.Name.Name, [.. type.Branches.Select(static branch => branch.Type)]);
        }

        var pending = new Stack<TypeModel>();
        foreach (var operation in operations)
        {
            if (operation.Body is { Coding: TypeKind.Json } body)
            {
                pending.Push(body.Property.Type);
            }

            // Those of a list's pages are copied from request to request, and no server gives null a meaning there.
            foreach (var parameter in operation.Parameters.Where(parameter => parameter.Location is ParameterLocation.Part or ParameterLocation.Field))
            {
                pending.Push(parameter.Property.Type);
            }
        }

        var sent = new HashSet<string>(StringComparer.Ordinal);
        while (pending.Count > 0)
        {
            var type = pending.Pop();
            if (type.Item is { } item)
            {
                pending.Push(item);
            }
            else if (type.Name is { } name && sent.Add(name.Name) && parts.TryGetValue(name.Name, out var others))
            {
                others.ForEach(pending.Push);
            }
        }

        foreach (var page in operations.Select(static operation => operation.Paging?.Page?.Name).OfType<CSharpIdentifier>())
        {
            sent.Remove(page.Name);
        }

        return sent;
    }

    private static ObjectModel Marked(ObjectModel type)
    {
        var names = new NameScope([type.Name.Name, .. SchemaParser.ObjectMembers, "AdditionalProperties", .. type.Properties.Select(static property => property.Name.Name)]);
        var locals = new LocalScope(["reader", "writer", "additionalProperties", .. type.Properties.Select(static property => property.Local.Name), .. type.Properties.Select(static property => property.Flag?.Name).OfType<string>()]);
        return type with
        {
            Properties = new(type.Properties.Select(property =>
            {
                if (!IsUnclear(property))
                {
                    return property;
                }

                var name = names.Take(CSharpIdentifier.Fixed("Is" + property.Name.Name + "Null"));
                return property with { NullMark = new(name, locals.Take(name)) };
            })),
        };
    }
}
