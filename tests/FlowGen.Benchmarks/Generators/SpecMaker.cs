using System.Globalization;
using System.Text;

namespace FlowGen.Benchmarks.Generators;

/// <summary>Makes specs of any size: each operation has parameters, a body, and types and an enum of its own.</summary>
internal static class SpecMaker
{
    /// <summary>The description of one operation, for an edit that changes nothing else.</summary>
    public static string DescriptionOf(int operation) => string.Create(CultureInfo.InvariantCulture, $"Changes order {operation} of the day.");

    public static SpecFile Make(int operations)
    {
        var spec = new StringBuilder("""
            {
              "openapi": "3.0.3",
              "info": { "title": "Orders", "version": "1.0" },
              "servers": [ { "url": "https://orders.example" } ],
              "components": {
                "securitySchemes": { "key": { "type": "http", "scheme": "bearer" } },
                "schemas": {
            """);
        for (var i = 0; i < operations; i++)
        {
            spec.Append(i == 0 ? "\n" : ",\n").Append(CultureInfo.InvariantCulture, $$"""
                  "Order{{i}}": {
                    "type": "object",
                    "description": "An order of kind {{i}}.",
                    "required": ["id", "state"],
                    "properties": {
                      "id": { "type": "string", "description": "The order's number.", "example": "order_{{i}}" },
                      "state": { "type": "string", "enum": ["OPEN_{{i}}", "PAID", "SHIPPED", "CANCELLED"], "description": "How far the order is." },
                      "placedAt": { "type": "string", "format": "date-time", "description": "When the customer placed it." },
                      "total": { "type": "number", "format": "decimal", "description": "What it costs in all." },
                      "isGift": { "type": "boolean" },
                      "note": { "type": "string", "nullable": true, "description": "What the customer wrote." },
                      "lines": { "type": "array", "items": { "$ref": "#/components/schemas/Line{{i}}" } }
                    }
                  },
                  "Line{{i}}": {
                    "type": "object",
                    "properties": {
                      "article": { "type": "string" },
                      "count": { "type": "integer", "format": "int32" },
                      "price": { "type": "number", "format": "double" },
                      "labels": { "type": "object", "additionalProperties": { "type": "string" } }
                    }
                  }
            """);
        }

        spec.Append("\n    }\n  },\n  \"security\": [ { \"key\": [] } ],\n  \"paths\": {");
        for (var i = 0; i < operations; i++)
        {
            spec.Append(i == 0 ? "\n" : ",\n").Append(CultureInfo.InvariantCulture, $$"""
                "/orders{{i}}/{id}": {
                  "put": {
                    "operationId": "changeOrder{{i}}",
                    "summary": "{{DescriptionOf(i)}}",
                    "parameters": [
                      { "name": "id", "in": "path", "required": true, "schema": { "type": "string", "maxLength": 64, "pattern": "^[a-z]+_[0-9]+$" } },
                      { "name": "version", "in": "query", "schema": { "type": "integer", "format": "int64" }, "description": "The version to change." }
                    ],
                    "requestBody": { "required": true, "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Line{{i}}" } } } },
                    "responses": { "200": { "description": "The order.", "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Order{{i}}" } } } } }
                  }
                }
            """);
        }

        return new(string.Create(CultureInfo.InvariantCulture, $"orders{operations}.openapi.json"), spec.Append("\n  }\n}\n").ToString());
    }
}
