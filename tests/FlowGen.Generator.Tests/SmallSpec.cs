namespace FlowGen.Generator.Tests;

/// <summary>Documents of a few lines, for one thing each.</summary>
internal static class SmallSpec
{
    /// <summary>A document with these members of <c>paths</c> and of <c>components/schemas</c>, and <paramref name="more"/> at the root.</summary>
    public static SpecText Of(string paths = "", string schemas = "", string more = "") => new(
        "small.openapi.json",
        $$"""
        {
          "openapi": "3.1.0",
          "info": { "title": "Small", "version": "1" },
          "servers": [{ "url": "https://api.example" }],
          {{(more.Length > 0 ? more + "," : "")}}
          "paths": { {{paths}} },
          "components": { "schemas": { {{schemas}} } }
        }
        """);

    /// <summary>A document whose operation <c>GetThing</c> answers <paramref name="schema"/>.</summary>
    public static SpecText Answering(string schema, string schemas = "") => Of(
        $$"""
        "/thing": { "get": { "operationId": "GetThing", "responses": { "200": { "content": { "application/json": { "schema": {{schema}} } } } } } }
        """,
        schemas);

    /// <summary>A document whose operation <c>PutThing</c> takes <paramref name="schema"/> as its body and answers it.</summary>
    public static SpecText Echoing(string schema, string schemas = "") => Of(
        $$"""
        "/thing": { "put": { "operationId": "PutThing",
          "requestBody": { "required": true, "content": { "application/json": { "schema": {{schema}} } } },
          "responses": { "200": { "content": { "application/json": { "schema": {{schema}} } } } } } }
        """,
        schemas);

    /// <summary>A document whose operation <c>Send</c> takes these parameters and answers nothing.</summary>
    public static SpecText Taking(string parameters, string path = "/things", string schemas = "") => Of(
        $$"""
        "{{path}}": { "get": { "operationId": "List", "parameters": [ {{parameters}} ], "responses": { "204": {} } } }
        """,
        schemas);
}
