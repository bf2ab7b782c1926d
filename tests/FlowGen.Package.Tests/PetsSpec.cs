namespace FlowGen.Package.Tests;

/// <summary>A spec of a user: one operation, one type.</summary>
internal static class PetsSpec
{
    /// <summary>A property more of <c>Pet</c> is one more line.</summary>
    public static string With(params string[] properties) => $$"""
        {
          "openapi": "3.1.0",
          "info": { "title": "Pets", "version": "1" },
          "paths": { "/pets/{id}": { "get": {
            "operationId": "getPet",
            "parameters": [ { "name": "id", "in": "path", "required": true, "schema": { "type": "integer", "format": "int64" } } ],
            "responses": { "200": { "description": "A pet", "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Pet" } } } } }
          } } },
          "components": { "schemas": { "Pet": { "type": "object", "properties": {
            {{string.Join(",\n    ", properties.Select(static name => $"\"{name}\": {{ \"type\": \"string\" }}"))}}
          } } } }
        }
        """;
}
