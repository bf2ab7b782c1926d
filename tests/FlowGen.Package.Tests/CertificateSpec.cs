namespace FlowGen.Package.Tests;

/// <summary>A spec that asks for what a signer cannot do: FG1009, at <c>(7,20)</c>.</summary>
internal static class CertificateSpec
{
    public const string Text = """
        {
          "openapi": "3.1.0",
          "info": { "title": "Certificate", "version": "1" },
          "security": [ { "certificate": [] } ],
          "paths": { "/": { "get": { "operationId": "ping", "responses": { "204": { "description": "" } } } } },
          "components": { "securitySchemes": {
            "certificate": { "type": "mutualTLS" }
          } }
        }
        """;
}
