using FlowGen.Generator.Model;

namespace FlowGen.Generator.Spec;

/// <summary>Reads what the bodies of failures are, status by status.</summary>
internal sealed class ErrorTypeParser(SpecDocument document, SchemaParser schemas)
{
    private const string Components = "responses";

    /// <summary>Types that are written out in several places, by their text: one stands for all.</summary>
    private readonly Dictionary<string, JsonNode> _shared = new(StringComparer.Ordinal);

    /// <summary>Finds the types that several operations write out word by word, so that they become one.</summary>
    public void FindShared(IEnumerable<FoundOperation> operations)
    {
        var first = new Dictionary<string, (JsonNode Schema, FoundOperation Operation)>(StringComparer.Ordinal);
        foreach (var operation in operations)
        {
            foreach (var response in Failures(operation))
            {
                if (IsWrittenOut(response.Value) && Schema(response.Value) is { } schema && IsWrittenOut(schema))
                {
                    var text = document.TextOf(schema);
                    if (!first.TryGetValue(text, out var known))
                    {
                        first.Add(text, (schema, operation));
                    }
                    else if (known.Operation != operation)
                    {
                        _shared[text] = known.Schema;
                    }
                }
            }
        }
    }

    /// <summary>The types, in the order of the document.</summary>
    public EquatableArray<ErrorTypeModel> Parse(FoundOperation operation)
    {
        var types = new List<TypeModel>();
        var places = new Dictionary<TypeModel, int>();
        var statuses = new List<List<string>>();
        foreach (var response in Failures(operation))
        {
            if (document.Resolve(response.Value) is not { } node || Schema(node) is not { } schema)
            {
                continue;
            }

            JsonNode? same = null;
            var isShared = IsWrittenOut(response.Value) && IsWrittenOut(schema) && _shared.TryGetValue(document.TextOf(schema), out same);
            var type = schemas.Parse(same ?? schema, Name(operation, response.Name, node, isShared));
            if (places.TryGetValue(type, out var place))
            {
                statuses[place].Add(response.Name);
            }
            else
            {
                places.Add(type, types.Count);
                types.Add(type);
                statuses.Add([response.Name]);
            }
        }

        var errors = new ErrorTypeModel[types.Count];
        for (var index = 0; index < errors.Length; index++)
        {
            errors[index] = new(types[index], new(statuses[index]));
        }

        return new(errors);
    }

    private static List<JsonMember> Failures(FoundOperation operation) =>
        operation.Node["responses"] is { IsObject: true } responses
            ? responses.Members.FindAll(static member => IsFailure(member.Name))
            : [];

    private static bool IsWrittenOut(JsonNode node) => node.IsObject && node["$ref"] is null;

    private static bool IsFailure(string status) =>
        status == "default" || (status.Length == 3 && status[0] is '1' or '3' or '4' or '5');

    /// <summary>What the JSON of a response is; <see langword="null"/> when it has none that is described.</summary>
    private static JsonNode? Schema(JsonNode response) =>
        response["content"]?.Members.Find(static media => new MediaType(media.Name).IsJson)?.Value["schema"];

    /// <summary>A name for a type that has none: after the response where that has a name, after the status where several operations have it, else after both.</summary>
    private static CSharpIdentifier Name(FoundOperation operation, string status, JsonNode response, bool isShared)
    {
        var suffix = status == "default" ? "" : status.ToUpperInvariant();
        if (response.Parent?.Key == Components && response.Parent.Parent?.Key == "components")
        {
            var named = CSharpIdentifier.Pascal(response.Key, "Failure");
            return named.Name.EndsWith("Error", StringComparison.Ordinal) ? named : named.With("Error");
        }

        return CSharpIdentifier.Pascal((isShared ? "Api" : operation.Name.Name) + "Error" + suffix, "ApiError");
    }
}
