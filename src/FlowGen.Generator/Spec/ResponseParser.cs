using FlowGen.Generator.Diagnostics;
using FlowGen.Generator.Model;

namespace FlowGen.Generator.Spec;

/// <summary>What an operation answers.</summary>
/// <param name="Type">The payload's type; <see langword="null"/> when there is none.</param>
/// <param name="Coding">How it is written: <see cref="TypeKind.Json"/>, <see cref="TypeKind.String"/> or <see cref="TypeKind.Stream"/>.</param>
/// <param name="Payload">The envelope's member that holds it.</param>
/// <param name="Accept">The media type to ask for, where it is not <c>application/json</c>.</param>
/// <param name="BodilessStatuses">The statuses of successful answers without a body, where others have one.</param>
/// <param name="IsNullable">Whether the payload may be <c>null</c>.</param>
internal sealed record ParsedResponse(TypeModel? Type, TypeKind Coding, string? Payload, string? Accept, EquatableArray<string> BodilessStatuses, bool IsNullable = false);

/// <summary>Reads what an operation answers when it succeeds.</summary>
internal sealed class ResponseParser(SpecDocument document, SchemaParser schemas)
{
    private static readonly ParsedResponse NoPayload = new(null, TypeKind.Json, null, null, default);

    /// <summary>The answer; <see langword="null"/>, with a diagnostic, when it is not sound.</summary>
    public ParsedResponse? Parse(FoundOperation operation, EnvelopeModel? envelope)
    {
        if (!document.IsAbsentOr(operation.Node["responses"], JsonKind.Object))
        {
            return null;
        }

        if (operation.Method == "head")
        {
            // Its answers have no body (RFC 9110, section 9.3.2): what a document describes is what GET would answer.
            return NoPayload;
        }

        var responses = document.Members(operation.Node, "responses");
        var success = responses.FindAll(static member => member.Name.Length == 3 && member.Name[0] == '2');
        success.Sort(static (left, right) => string.CompareOrdinal(left.Name, right.Name));
        if (success.Count == 0)
        {
            success = responses.FindAll(static member => member.Name == "default");
        }

        JsonMember? other = null;
        var schemasFound = new List<FoundSchema>();
        var bodiless = new List<string>();
        foreach (var candidate in success)
        {
            if (document.Resolve(candidate.Value) is not { } node || !document.IsAbsentOr(node["content"], JsonKind.Object))
            {
                return null;
            }

            var content = document.Members(node, "content");
            if (content.Find(media => new MediaType(media.Name).IsJson && !document.IsBinary(media.Value["schema"])) is { } json)
            {
                // Without a schema it is any JSON.
                schemasFound.Add(new(json.Value["schema"] ?? JsonNode.Composed(json.Value, new List<JsonMember>()), new(json.Name)));
            }
            else if (content.Count == 0)
            {
                bodiless.Add(candidate.Name);
            }
            else if (other is null)
            {
                other = content[0];
            }
        }

        if (schemasFound.Count > 0)
        {
            var (schema, media) = schemasFound[0];
            var accept = media is { Essence: "application/json" } or { IsSendable: false } ? null : media.Essence;
            var differs = schemasFound.Exists(found => found.Schema != schema && found.Schema["$ref"]?.Text != (schema["$ref"]?.Text ?? ""));
            if (differs && envelope is null)
            {
                // One type for each code: which it is, the value itself says.
                schema = JsonNode.Composed(schema, [new JsonMember("anyOf", schema.Start, schema.Start, JsonNode.Composed(schema, schemasFound.ConvertAll(static found => found.Schema)))]);
            }

            if (other is not null)
            {
                document.ReportName(SpecDiagnostics.Unsupported, other.Value, JsonPointer.Of(operation.Node), "an answer is JSON under one status and '" + other.Name + "' under another", "only the JSON can be read");
            }

            return Payload(operation, envelope, schema, accept, bodiless);
        }

        if (other is null)
        {
            return NoPayload;
        }

        var mediaType = new MediaType(other.Name);
        var kind = mediaType is { IsText: true, IsSequence: false } && !document.IsBinary(other.Value["schema"]) ? TypeKind.String : TypeKind.Stream;
        return new(new(kind), kind, null, mediaType.IsSendable ? mediaType.Essence : "*/*", default);
    }

    private ParsedResponse? Payload(FoundOperation operation, EnvelopeModel? wrapping, JsonNode schema, string? accept, List<string> bodiless)
    {
        if (wrapping is null)
        {
            var type = schemas.Parse(schema, operation.Name.With("Response"), out var isNullable);
            return new(type, TypeKind.Json, null, accept, new(bodiless), isNullable);
        }

        if (schemas.Whole(schema) is not { } envelope)
        {
            return null;
        }

        if (wrapping.Payload is { } member && document.Object(envelope, "properties") is { } properties && document.Object(properties, member) is { } inner)
        {
            return new(schemas.Parse(inner, CSharpIdentifier.Pascal(operation.Name.Name + "_" + member, "Payload")), TypeKind.Json, member, accept, default);
        }

        return new(null, TypeKind.Json, null, accept, default);
    }

    private sealed record FoundSchema(JsonNode Schema, MediaType Media);
}
