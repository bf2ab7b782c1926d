namespace FlowGen.Package.Tests;

/// <summary>A spec that refers to another document, which the compiler is not given: FG1009, at <c>(5,69)</c>.</summary>
internal static class ElsewhereSpec
{
    public const string Text = """
        {
          "openapi": "3.0.3",
          "info": { "title": "Elsewhere", "version": "1" },
          "paths": { "/": { "get": { "operationId": "ping", "responses": { "200": { "description": "", "content": { "application/json": {
            "schema": { "type": "object", "properties": { "name": { "$ref": "shared.json#/Name" } } }
          } } } } } } }
        }
        """;
}
