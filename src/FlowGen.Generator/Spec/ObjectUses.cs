using FlowGen.Generator.Model;

namespace FlowGen.Generator.Spec;

/// <summary>Fits objects to what they are used for: one type may be sent, or be in answers, or both.</summary>
internal static class ObjectUses
{
    public static EquatableArray<ObjectModel> Apply(EquatableArray<ObjectModel> objects, EquatableArray<UnionModel> unions, EquatableArray<OperationModel> operations)
    {
        if (!objects.Any(static type => type.Properties.Any(static property => IsUnclear(property) || IsOneWay(property))))
        {
            return objects;
        }

        var parts = new Dictionary<string, List<TypeModel>>(StringComparer.Ordinal);
        foreach (var type in objects)
        {
            var types = new List<TypeModel>(type.Properties.Select(static property => property.Type));
            if (type.Additional is { } additional)
            {
                types.Add(additional.Type);
            }

            parts.Add(type.Name.Name, types);
        }

        foreach (var type in unions)
        {
            parts.Add(type.Name.Name, [.. type.Branches.Select(static branch => branch.Type)]);
        }

        var requests = new Stack<TypeModel>();
        var answers = new Stack<TypeModel>();

        // Pages of a list are copied from request to request, and no server gives null a meaning there.
        var pages = new HashSet<string>(StringComparer.Ordinal);
        foreach (var operation in operations)
        {
            foreach (var parameter in operation.Parameters)
            {
                requests.Push(parameter.Property.Type);
            }

            if (operation.Body is { } body)
            {
                requests.Push(body.Property.Type);
            }

            foreach (var error in operation.ErrorTypes)
            {
                answers.Push(error.Type);
            }

            if (operation.Response is { } response)
            {
                answers.Push(response);
            }

            if (operation.Paging?.Page?.Name is { } page)
            {
                pages.Add(page.Name);
            }
        }

        var sent = Reached(parts, requests);
        var received = Reached(parts, answers);
        return new(objects.Select(type =>
        {
            var name = type.Name.Name;
            var fitted = type.Properties.Any(IsOneWay) ? type with { Properties = new(type.Properties.Select(property => Fitted(property, sent.Contains(name), received.Contains(name)))) } : type;
            return sent.Contains(name) && !pages.Contains(name) && fitted.Properties.Any(IsUnclear) ? Marked(fitted) : fitted;
        }));
    }

    /// <summary>Whether a member may be absent and may be null, which is one value in C#.</summary>
    private static bool IsUnclear(PropertyModel property) => property is { IsRequired: false, IsNullable: true };

    private static bool IsOneWay(PropertyModel property) => property is { IsRequired: true, Direction: not MemberDirection.Both };

    /// <summary>What must be there in answers need not be made up to send one, and the other way round.</summary>
    private static PropertyModel Fitted(PropertyModel property, bool isSent, bool isReceived) =>
        IsOneWay(property) && (property.Direction == MemberDirection.Answer ? isSent : isReceived)
            ? property with { IsRequired = false, Flag = null }
            : property;

    /// <summary>The names of all types that values of the pending types have in them.</summary>
    private static HashSet<string> Reached(Dictionary<string, List<TypeModel>> parts, Stack<TypeModel> pending)
    {
        var reached = new HashSet<string>(StringComparer.Ordinal);
        while (pending.Count > 0)
        {
            var type = pending.Pop();
            if (type.Item is { } item)
            {
                pending.Push(item);
            }
            else if (type.Name is { } name && reached.Add(name.Name) && parts.TryGetValue(name.Name, out var others))
            {
                others.ForEach(pending.Push);
            }
        }

        return reached;
    }

    /// <summary>
    /// An object whose members tell null from absent: to many a server the one means "remove it", and the other "leave it as it is". In
    /// answers nobody has asked for the difference.
    /// </summary>
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
