namespace FlowGen.Generator.Spec;

/// <summary>Kinds of objects of OpenAPI that keys of FlowGen belong to.</summary>
[Flags]
internal enum SpecObject
{
    /// <summary>One that they do not belong to.</summary>
    Other = 1,
    Document = 2,
    Server = 4,
    PathItem = 8,
    Operation = 16,
    Parameter = 32,
    Body = 64,
    Response = 128,
    Media = 256,
    Schema = 512,
    SecurityScheme = 1024,
    Components = 2048,
    Any = Other | Document | Server | PathItem | Operation | Parameter | Body | Response | Media | Schema | SecurityScheme | Components,
}

/// <summary>Where in a document one is.</summary>
/// <param name="Object">What the object is, or what the values of a map are.</param>
/// <param name="IsMap">Whether the names of the members are the author's own.</param>
internal sealed record SpecPlace(SpecObject Object, bool IsMap)
{
    public static readonly SpecPlace Document = new(SpecObject.Document, false);

    /// <summary>What the objects are called, for a message.</summary>
    public static (SpecObject Object, string Text)[] Names =>
    [
        (SpecObject.Document, "the document"), (SpecObject.Server, "a server"), (SpecObject.SecurityScheme, "a security scheme"), (SpecObject.Operation, "an operation"),
        (SpecObject.Parameter, "a parameter"), (SpecObject.Body, "a request body"), (SpecObject.Schema, "a schema"),
    ];

    /// <summary>Members whose value is data of the API, not a part of the description.</summary>
    private static readonly HashSet<string> Data = new(StringComparer.Ordinal) { "example", "examples", "default", "enum", "const" };

    /// <summary>Whether the value of a member is data of the API.</summary>
    public static bool IsData(string member) => Data.Contains(member);

    /// <summary>Where the value of a member is; <see langword="null"/> when it is data.</summary>
    public SpecPlace? Below(string member) =>
        IsMap ? new(Object, false)
        : IsData(member) ? null
        : (Object, member) switch
        {
            (SpecObject.Document, "servers") => new(SpecObject.Server, false),
            (SpecObject.Document, "paths") => new(SpecObject.PathItem, true),
            (SpecObject.Document, "webhooks") => new(SpecObject.PathItem, true),
            (SpecObject.Document, "components") => new(SpecObject.Components, false),
            (SpecObject.Components, "schemas") => new(SpecObject.Schema, true),
            (SpecObject.Components, "responses") => new(SpecObject.Response, true),
            (SpecObject.Components, "parameters") => new(SpecObject.Parameter, true),
            (SpecObject.Components, "headers") => new(SpecObject.Parameter, true),
            (SpecObject.Components, "requestBodies") => new(SpecObject.Body, true),
            (SpecObject.Components, "securitySchemes") => new(SpecObject.SecurityScheme, true),
            (SpecObject.Components, "pathItems") => new(SpecObject.PathItem, true),
            (SpecObject.Components, "links") => new(SpecObject.Other, true),
            (SpecObject.Components, "callbacks") => new(SpecObject.Other, true),
            (SpecObject.PathItem, "servers") => new(SpecObject.Server, false),
            (SpecObject.PathItem, "parameters") => new(SpecObject.Parameter, false),
            (SpecObject.Operation, "servers") => new(SpecObject.Server, false),
            (SpecObject.Operation, "parameters") => new(SpecObject.Parameter, false),
            (SpecObject.Operation, "requestBody") => new(SpecObject.Body, false),
            (SpecObject.Operation, "responses") => new(SpecObject.Response, true),
            (SpecObject.Operation, "callbacks") => new(SpecObject.Other, true),
            (SpecObject.Parameter, "schema") => new(SpecObject.Schema, false),
            (SpecObject.Parameter, "content") => new(SpecObject.Media, true),
            (SpecObject.Body, "content") => new(SpecObject.Media, true),
            (SpecObject.Response, "content") => new(SpecObject.Media, true),
            (SpecObject.Response, "headers") => new(SpecObject.Parameter, true),
            (SpecObject.Response, "links") => new(SpecObject.Other, true),
            (SpecObject.Media, "schema") => new(SpecObject.Schema, false),
            (SpecObject.Media, "encoding") => new(SpecObject.Other, true),
            (SpecObject.Server, "variables") => new(SpecObject.Other, true),
            (SpecObject.Schema, "properties") => new(SpecObject.Schema, true),
            (SpecObject.Schema, "patternProperties") => new(SpecObject.Schema, true),
            (SpecObject.Schema, "dependentSchemas") => new(SpecObject.Schema, true),
            (SpecObject.Schema, "$defs") => new(SpecObject.Schema, true),
            (SpecObject.Schema, "definitions") => new(SpecObject.Schema, true),
            (SpecObject.Schema, "discriminator") => new(SpecObject.Other, false),
            (SpecObject.Schema, "xml") => new(SpecObject.Other, false),
            (SpecObject.Schema, "externalDocs") => new(SpecObject.Other, false),
            (SpecObject.Schema, _) => new(SpecObject.Schema, false),
            (SpecObject.PathItem, _) when OperationParser.IsMethod(member) => new(SpecObject.Operation, false),
            _ => new(SpecObject.Other, false),
        };
}

/// <summary>A node, and where in a document it is.</summary>
internal sealed record PlacedNode(JsonNode Node, SpecPlace Place);
