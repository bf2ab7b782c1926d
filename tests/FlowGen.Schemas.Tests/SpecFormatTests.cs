using System.Text.RegularExpressions;
using Newtonsoft.Json.Linq;
using NJsonSchema.Validation;

namespace FlowGen.Schemas.Tests;

public class SpecFormatTests
{
    private const string Cams = SpecFile.Cams;
    private const string EightByEight = SpecFile.EightByEight;

    public static TheoryData<string> Specs => SpecFile.Names;

    [Theory]
    [MemberData(nameof(Specs))]
    public void A_shipped_spec_keeps_to_the_format(string spec) =>
        Assert.Empty(SpecFormat.Check(SpecFile.Load(spec).Root));

    [Theory]
    // Keys with a typing error, FlowGen's and OpenAPI's.
    [InlineData(Cams, "/x-flowgen-protocl", "{}", ValidationErrorKind.NoAdditionalPropertiesAllowed)]
    [InlineData(Cams, "/x-flowgen-protocol/kid", "\"rest\"", ValidationErrorKind.NoAdditionalPropertiesAllowed)]
    [InlineData(Cams, "/x-flowgen-envelope/succes", "[\"OK\"]", ValidationErrorKind.NoAdditionalPropertiesAllowed)]
    [InlineData(Cams, "/paths/~1GetFlow/post/x-flowgen-rate-limits", "\"flows\"", ValidationErrorKind.NoAdditionalPropertiesAllowed)]
    [InlineData(Cams, "/paths/~1GetFlow/post/parameters/0/requird", "true", ValidationErrorKind.NoAdditionalPropertiesAllowed)]
    [InlineData(Cams, "/paths/~1GetFlow/pots", "{}", ValidationErrorKind.NoAdditionalPropertiesAllowed)]
    [InlineData(Cams, "/components/schemas/FlowStatus/x-flowgen-openenum", "[]", ValidationErrorKind.NoAdditionalPropertiesAllowed)]
    [InlineData(Cams, "/components/schemas/FlowDetails/properties/JSONVersion/x-flowgen-nam", "\"JsonVersion\"", ValidationErrorKind.NoAdditionalPropertiesAllowed)]
    [InlineData(Cams, "/paths/~1GetFlow/post/responses/2000", "{ \"description\": \"\" }", ValidationErrorKind.NoAdditionalPropertiesAllowed)]
    [InlineData(Cams, "/paths/GetFlow", "{}", ValidationErrorKind.NoAdditionalPropertiesAllowed)]
    [InlineData(Cams, "/components/schemas/Flow details", "{}", ValidationErrorKind.NoAdditionalPropertiesAllowed)]
    [InlineData(Cams, "/paths/~1SyncFlow/post/x-flowgen-envelope/flags", "\"Success\"", ValidationErrorKind.NoAdditionalPropertiesAllowed)]
    [InlineData(Cams, "/paths/~1ListFlow/post/x-flowgen-paging/pageSize", "20", ValidationErrorKind.NoAdditionalPropertiesAllowed)]
    [InlineData(Cams, "/paths/~1DeleteFlow/post/x-flowgen-requires/Status", "[\"DRAFT\"]", ValidationErrorKind.NoAdditionalPropertiesAllowed)]
    // Keys that must be there.
    [InlineData(Cams, "/openapi", null, ValidationErrorKind.PropertyRequired)]
    [InlineData(Cams, "/info/version", null, ValidationErrorKind.PropertyRequired)]
    [InlineData(Cams, "/x-flowgen-client/namespace", null, ValidationErrorKind.PropertyRequired)]
    [InlineData(Cams, "/x-flowgen-protocol/kind", null, ValidationErrorKind.PropertyRequired)]
    [InlineData(Cams, "/x-flowgen-protocol/version", null, ValidationErrorKind.PropertyRequired)]
    [InlineData(Cams, "/x-flowgen-envelope/success", null, ValidationErrorKind.PropertyRequired)]
    [InlineData(Cams, "/x-flowgen-rate-limits/flows/windowMilliseconds", null, ValidationErrorKind.PropertyRequired)]
    [InlineData(Cams, "/x-flowgen-errors/0/category", null, ValidationErrorKind.PropertyRequired)]
    [InlineData(EightByEight, "/x-flowgen-errors/38/status", null, ValidationErrorKind.PropertyRequired)]
    [InlineData(Cams, "/x-flowgen-retry-after/0/format", null, ValidationErrorKind.PropertyRequired)]
    [InlineData(Cams, "/paths/~1GetFlow/post/parameters/0/in", null, ValidationErrorKind.PropertyRequired)]
    [InlineData(Cams, "/paths/~1GetFlow/post/parameters/1/$ref", null, ValidationErrorKind.PropertyRequired, "/paths/~1GetFlow/post/parameters/1/name")]
    [InlineData(Cams, "/paths/~1GetFlow/post/responses/200/description", null, ValidationErrorKind.PropertyRequired)]
    [InlineData(Cams, "/paths/~1GetFlow/post/x-flowgen-ram-action/action", null, ValidationErrorKind.PropertyRequired)]
    [InlineData(Cams, "/paths/~1SyncFlow/post/x-flowgen-envelope/code", null, ValidationErrorKind.PropertyRequired)]
    [InlineData(Cams, "/paths/~1SyncFlow/post/x-flowgen-envelope/success", null, ValidationErrorKind.PropertyRequired)]
    [InlineData(Cams, "/paths/~1ListFlow/post/x-flowgen-paging/index", null, ValidationErrorKind.PropertyRequired)]
    [InlineData(Cams, "/paths/~1ListFlow/post/x-flowgen-paging/size", null, ValidationErrorKind.PropertyRequired)]
    [InlineData(Cams, "/paths/~1ListFlow/post/x-flowgen-paging/first", null, ValidationErrorKind.PropertyRequired)]
    [InlineData(Cams, "/paths/~1ListFlow/post/x-flowgen-paging/defaultSize", null, ValidationErrorKind.PropertyRequired)]
    [InlineData(Cams, "/paths/~1DeleteFlow/post/x-flowgen-requires/status", null, ValidationErrorKind.PropertyRequired)]
    // Values that are none of those that exist.
    [InlineData(Cams, "/openapi", "\"2.0\"", ValidationErrorKind.PatternMismatch)]
    [InlineData(Cams, "/x-flowgen-protocol/kind", "\"soap\"", ValidationErrorKind.NotInEnumeration)]
    [InlineData(Cams, "/x-flowgen-protocol/path", "\"rpc\"", ValidationErrorKind.PatternMismatch)]
    [InlineData(Cams, "/x-flowgen-errors/2/category", "\"throtled\"", ValidationErrorKind.NotInEnumeration)]
    [InlineData(Cams, "/x-flowgen-errors/2/code", "\"System.*.Control\"", ValidationErrorKind.PatternMismatch)]
    [InlineData(Cams, "/x-flowgen-errors/2/status", "4000", ValidationErrorKind.NumberTooBig)]
    [InlineData(Cams, "/x-flowgen-rate-limits/flows/permits", "-5", ValidationErrorKind.NumberTooSmall)]
    [InlineData(Cams, "/x-flowgen-rate-limits/flows/permits", "0", ValidationErrorKind.NumberTooSmall)]
    [InlineData(Cams, "/x-flowgen-rate-limits/flows/windowMilliseconds", "86400001", ValidationErrorKind.NumberTooBig)]
    [InlineData(Cams, "/x-flowgen-rate-limits/flows/scope", "\"user\"", ValidationErrorKind.NotInEnumeration)]
    [InlineData(Cams, "/x-flowgen-retry-after/0/format", "\"seconds\"", ValidationErrorKind.NotInEnumeration)]
    [InlineData(Cams, "/x-flowgen-envelope/success", "[]", ValidationErrorKind.TooFewItems)]
    [InlineData(Cams, "/x-flowgen-client/name", "\"Cams Client\"", ValidationErrorKind.PatternMismatch)]
    [InlineData(Cams, "/x-flowgen-client/namespace", "\"FlowGen..Cams\"", ValidationErrorKind.PatternMismatch)]
    [InlineData(Cams, "/x-flowgen-client/provider", "\"Alibaba CAMS\"", ValidationErrorKind.PatternMismatch)]
    [InlineData(Cams, "/components/securitySchemes/accessKey/x-flowgen-signer", "\"acs3-hmac-sha1\"", ValidationErrorKind.NotInEnumeration)]
    [InlineData(Cams, "/components/securitySchemes/accessKey/x-flowgen-environment/0", "\"ACCESS-KEY\"", ValidationErrorKind.PatternMismatch)]
    [InlineData(Cams, "/paths/~1GetFlowJSONAssest/post/x-flowgen-name", "\"Get-Asset\"", ValidationErrorKind.PatternMismatch)]
    [InlineData(Cams, "/paths/~1GetFlow/post/x-flowgen-ram-action/accessLevel", "\"read\"", ValidationErrorKind.NotInEnumeration)]
    [InlineData(Cams, "/paths/~1GetFlow/post/parameters/0/in", "\"body\"", ValidationErrorKind.NotInEnumeration)]
    [InlineData(Cams, "/components/schemas/FlowDetails/type", "\"objekt\"", ValidationErrorKind.NotInEnumeration)]
    [InlineData(Cams, "/components/schemas/FlowPreviewUrl/properties/PreviewUrlExpires/x-flowgen-format", "\"unix-seconds\"", ValidationErrorKind.NotInEnumeration)]
    [InlineData(Cams, "/components/schemas/FlowStatus/x-flowgen-open-enum", "[\"DRAFT\", \"DRAFT\"]", ValidationErrorKind.ItemsNotUnique)]
    [InlineData(EightByEight, "/components/schemas/FlowPreview/properties/expires_at/x-flowgen-format", "\"date-time\"", ValidationErrorKind.NotInEnumeration)]
    [InlineData(Cams, "/paths/~1SyncFlow/post/x-flowgen-envelope/flag", "\"\"", ValidationErrorKind.StringTooShort)]
    [InlineData(Cams, "/paths/~1ListFlow/post/x-flowgen-paging/parameter", "\"\"", ValidationErrorKind.StringTooShort)]
    [InlineData(Cams, "/paths/~1ListFlow/post/x-flowgen-paging/first", "-1", ValidationErrorKind.NumberTooSmall)]
    [InlineData(Cams, "/paths/~1ListFlow/post/x-flowgen-paging/defaultSize", "0", ValidationErrorKind.NumberTooSmall)]
    [InlineData(Cams, "/paths/~1DeleteFlow/post/x-flowgen-requires/status", "[]", ValidationErrorKind.TooFewItems)]
    [InlineData(Cams, "/paths/~1DeleteFlow/post/x-flowgen-requires/status", "[\"DRAFT\", \"DRAFT\"]", ValidationErrorKind.ItemsNotUnique)]
    [InlineData(Cams, "/paths/~1ListFlow/post/parameters/1/content", "{}", ValidationErrorKind.TooFewProperties)]
    [InlineData(Cams, "/paths/~1ListFlow/post/parameters/1/content/text~1plain", "{}", ValidationErrorKind.TooManyProperties, "/paths/~1ListFlow/post/parameters/1/content")]
    [InlineData(Cams, "/components/schemas/FlowDetails/properties/Data", "{ \"$ref\": \"other.json#/Data\" }", ValidationErrorKind.PatternMismatch, "/components/schemas/FlowDetails/properties/Data/$ref")]
    // Values of the wrong type.
    [InlineData(Cams, "/x-flowgen-errors", "{}", ValidationErrorKind.ArrayExpected)]
    [InlineData(Cams, "/x-flowgen-errors/2/retriable", "\"yes\"", ValidationErrorKind.BooleanExpected)]
    [InlineData(EightByEight, "/x-flowgen-errors/0/code", "1001", ValidationErrorKind.StringExpected)]
    [InlineData(Cams, "/x-flowgen-rate-limits/flows/permits", "2.5", ValidationErrorKind.IntegerExpected)]
    [InlineData(Cams, "/paths/~1GetFlow/post/x-flowgen-idempotent", "1", ValidationErrorKind.BooleanExpected)]
    [InlineData(Cams, "/paths/~1GetFlow/post/x-flowgen-errors/0", "{ \"code\": \"Product.Unsubscript\" }", ValidationErrorKind.StringExpected)]
    [InlineData(Cams, "/paths/~1GetFlow/post/x-flowgen-note", "[]", ValidationErrorKind.StringExpected)]
    [InlineData(Cams, "/paths/~1DeleteFlow/post/x-flowgen-requires", "[\"DRAFT\"]", ValidationErrorKind.ObjectExpected)]
    [InlineData(Cams, "/paths/~1DeleteFlow/post/x-flowgen-requires/status", "\"DRAFT\"", ValidationErrorKind.ArrayExpected)]
    [InlineData(Cams, "/paths/~1SyncFlow/post/x-flowgen-envelope/flag", "true", ValidationErrorKind.StringExpected)]
    [InlineData(Cams, "/paths/~1SyncFlow/post/x-flowgen-envelope/success/1", "0", ValidationErrorKind.StringExpected)]
    [InlineData(Cams, "/paths/~1ListFlow/post/x-flowgen-paging/first", "\"1\"", ValidationErrorKind.IntegerExpected)]
    [InlineData(EightByEight, "/components/parameters/accountId/schema/minLength", "-1", ValidationErrorKind.NumberTooSmall)]
    // Keys that do not go together.
    [InlineData(Cams, "/components/schemas/FlowPreviewUrl/properties/PreviewUrlExpires/type", "\"string\"", ValidationErrorKind.NotInEnumeration)]
    [InlineData(Cams, "/components/schemas/FlowStatus/type", "\"integer\"", ValidationErrorKind.NotInEnumeration)]
    [InlineData(Cams, "/components/schemas/FlowStatus/enum", "[\"DRAFT\"]", ValidationErrorKind.ExcludedSchemaValidates, "/components/schemas/FlowStatus")]
    [InlineData(EightByEight, "/components/schemas/FlowStatus/enum", null, ValidationErrorKind.PropertyRequired)]
    [InlineData(EightByEight, "/components/schemas/CreateFlowBody/properties/flowJson/type", "\"object\"", ValidationErrorKind.NotInEnumeration)]
    [InlineData(EightByEight, "/components/schemas/FlowPreview/properties/expires_at/type", "\"integer\"", ValidationErrorKind.NotInEnumeration)]
    [InlineData(EightByEight, "/components/schemas/FlowPreview/properties/expires_at/format", "\"date-time\"", ValidationErrorKind.ExcludedSchemaValidates, "/components/schemas/FlowPreview/properties/expires_at")]
    [InlineData(Cams, "/paths/~1ListFlow/post/parameters/1/schema", "{ \"type\": \"string\" }", ValidationErrorKind.ExcludedSchemaValidates, "/paths/~1ListFlow/post/parameters/1")]
    public void A_broken_spec_is_refused_at_the_fault(string spec, string place, string? json, ValidationErrorKind kind, string? faultyPlace = null)
    {
        var broken = SpecFile.Load(spec);
        broken.Put(place, json);

        Assert.Contains(new Violation(faultyPlace ?? place, kind), SpecFormat.Check(broken.Root));
    }

    [Theory]
    [MemberData(nameof(Specs))]
    public void An_unknown_FlowGen_key_is_refused_wherever_it_stands(string spec)
    {
        var root = SpecFile.Load(spec).Root;

        foreach (var target in root.DescendantsAndSelf().OfType<JObject>().Where(target => !IsInsideAnExample(target)).ToList())
        {
            target["x-flowgen-unheard-of"] = 1;
            Assert.Contains(SpecFormat.Check(root), violation => violation.Place.EndsWith("/x-flowgen-unheard-of", StringComparison.Ordinal));
            _ = target.Remove("x-flowgen-unheard-of");
        }

        Assert.Empty(SpecFormat.Check(root));
    }

    [Theory]
    [InlineData("/x-acme-owner")]
    [InlineData("/info/x-logo")]
    [InlineData("/servers/0/x-internal")]
    [InlineData("/paths/x-groups")]
    [InlineData("/paths/~1GetFlow/x-internal")]
    [InlineData("/paths/~1GetFlow/post/x-codeSamples")]
    [InlineData("/paths/~1GetFlow/post/parameters/0/x-order")]
    [InlineData("/paths/~1GetFlow/post/responses/x-order")]
    [InlineData("/components/schemas/FlowDetails/x-tags")]
    [InlineData("/components/securitySchemes/accessKey/x-order")]
    public void The_keys_of_other_tools_are_left_alone(string place)
    {
        var spec = SpecFile.Load(Cams);
        spec.Put(place, "{ \"any\": [1, null] }");

        Assert.Empty(SpecFormat.Check(spec.Root));
    }

    [Fact]
    public void A_document_without_any_FlowGen_key_is_a_spec_too() => Assert.Empty(SpecFormat.Check(SpecFile.Parse(
        """
        {
          "openapi": "3.0.0",
          "info": { "title": "Pets", "version": "1" },
          "paths": {
            "/pets/{id}": {
              "parameters": [{ "name": "id", "in": "path", "required": true, "schema": { "type": "integer", "format": "int64" } }],
              "put": {
                "operationId": "update pet",
                "requestBody": { "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Pet" } } } },
                "responses": {
                  "200": {
                    "description": "Done",
                    "headers": { "ETag": { "schema": { "type": "string" } } },
                    "content": { "application/json": { "schema": { "type": "array", "items": { "$ref": "#/components/schemas/Pet" } } } }
                  },
                  "4XX": { "description": "Refused" }
                }
              }
            }
          },
          "components": {
            "schemas": {
              "Pet": {
                "type": "object",
                "required": ["name"],
                "properties": {
                  "name": { "type": "string", "nullable": true, "maxLength": 10 },
                  "parent": { "allOf": [{ "$ref": "#/components/schemas/Pet" }], "description": "The mother" },
                  "tags": { "type": "object", "additionalProperties": { "type": "string" } },
                  "kind": { "type": "string", "enum": ["CAT", "DOG"], "default": "CAT" }
                },
                "additionalProperties": false
              }
            }
          }
        }
        """)));

    [Fact]
    public void Every_FlowGen_key_of_the_format_is_explained()
    {
        var format = SpecFile.Parse(SpecFile.ReadText("flowgen.schema.json"));
        var definitions = (JObject)format["definitions"]!;

        var keys = format.Descendants().OfType<JProperty>()
            .Where(property => property.Name.StartsWith("x-flowgen-", StringComparison.Ordinal) && property.Value is JObject && !IsInsideARule(property))
            .ToList();

        Assert.NotEmpty(keys);
        Assert.All(keys, key =>
        {
            var name = ((string?)key.Value["$ref"])?.Split('/')[^1];
            var explained = name is null ? key.Value : definitions[name]!;
            Assert.False(string.IsNullOrEmpty((string?)explained["description"]), key.Path);
        });
    }

    [Fact]
    public void The_readme_lists_the_keys_of_the_format_and_no_others()
    {
        var format = SpecFile.Parse(SpecFile.ReadText("flowgen.schema.json"));
        var known = format.Descendants().OfType<JProperty>().Select(property => property.Name).Where(name => Regex.IsMatch(name, "^x-flowgen-[a-z]"));
        var listed = Regex.Matches(SpecFile.ReadText("README.md"), "`(x-flowgen-[a-z-]+[a-z])`").Select(match => match.Groups[1].Value);

        Assert.Equal(known.Distinct().Order(StringComparer.Ordinal), listed.Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_member_of_a_FlowGen_object_is_explained()
    {
        var definitions = SpecFile.Parse(SpecFile.ReadText("flowgen.schema.json"))["definitions"]!;
        string[] own = ["client", "protocol", "envelope", "errorBody", "rateLimit", "errorRow", "retryAfterHeader", "ramAction", "paging", "requirement"];

        foreach (var name in own)
        {
            Assert.False((bool)definitions[name]!["additionalProperties"]!);
            var members = ((JObject)definitions[name]!["properties"]!).Properties().Where(member => member.Name is not ("x-flowgen-note" or "x-flowgen-suppress"));
            Assert.All(members, member => Assert.False(string.IsNullOrEmpty((string?)member.Value["description"]), member.Path));
        }
    }

    /// <summary>A rule on keys that go together names them once more; they are explained where they are declared.</summary>
    private static bool IsInsideARule(JProperty key) => key.Ancestors().Any(ancestor => ancestor.Parent is JProperty { Name: "anyOf" });

    /// <summary>What an example holds is the provider's business, and so is what a property is called.</summary>
    private static bool IsInsideAnExample(JObject target) =>
        target.AncestorsAndSelf().Any(ancestor => ancestor.Parent is JProperty { Name: "example" or "value" });
}
