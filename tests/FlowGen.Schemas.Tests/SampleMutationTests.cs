using Newtonsoft.Json.Linq;
using NJsonSchema.Validation;

namespace FlowGen.Schemas.Tests;

/// <summary>Spoils the official samples, one member at a time, to see that the specs notice, and only where they should.</summary>
public class SampleMutationTests
{
    private static readonly JToken[] OneOfEachKind =
        [JValue.CreateNull(), new JValue(true), new JValue(7), new JValue(7.5), new JValue("text"), new JArray(), new JObject()];

    public static TheoryData<string> FileNames => OfficialSample.FileNames;

    [Theory]
    [MemberData(nameof(FileNames))]
    public void A_member_of_another_type_is_noticed_where_it_stands(string fileName)
    {
        var sample = OfficialSample.Named(fileName);
        var schema = sample.LoadSchema();
        var original = sample.Read();

        foreach (var path in original.Descendants().Where(token => token is not JProperty).Select(token => token.Path).ToList())
        {
            foreach (var replacement in OneOfEachKind.Where(kind => kind.Type != original.SelectToken(path)!.Type))
            {
                var spoilt = (JObject)original.DeepClone();
                spoilt.SelectToken(path)!.Replace(replacement.DeepClone());

                var violations = schema.Check(spoilt);

                // The gateway sends an object here when RAM denies a call, so that the type is left open.
                if (path == "AccessDeniedDetail" || IsCodeOfSyncFlow(sample, path, replacement))
                {
                    Assert.Empty(violations);
                }
                else
                {
                    Assert.Contains(violations, violation => violation.Place == ToPointer(path) && violation.Kind != ValidationErrorKind.PropertyRequired);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(FileNames))]
    public void A_member_that_is_missing_is_noticed_where_it_is_promised(string fileName)
    {
        var sample = OfficialSample.Named(fileName);
        var schema = sample.LoadSchema();
        var original = sample.Read();
        string[] promised = sample.Schema switch
        {
            "ErrorResponse" => ["code", "errorId", "timestamp"],
            "CreateFlowBody" => ["name", "categories"],
            "UpdateFlowBody" or "FlowList" or "FlowDetails" or "FlowWriteResult" or "FlowPreview" => [],
            _ => ["Code"],
        };

        foreach (var path in original.Descendants().OfType<JProperty>().Select(member => member.Path).ToList())
        {
            var spoilt = (JObject)original.DeepClone();
            spoilt.SelectToken(path)!.Parent!.Remove();

            Violation[] expected = promised.Contains(path) ? [new(ToPointer(path), ValidationErrorKind.PropertyRequired)] : [];
            Assert.Equal(expected, schema.Check(spoilt));
        }
    }

    [Theory]
    [MemberData(nameof(FileNames))]
    public void A_member_that_the_spec_does_not_know_is_no_fault(string fileName)
    {
        var sample = OfficialSample.Named(fileName);
        var schema = sample.LoadSchema();
        var body = sample.Read();

        foreach (var target in body.DescendantsAndSelf().OfType<JObject>().ToList())
        {
            target["addedLater"] = new JObject { ["any"] = new JArray(1, "two") };
        }

        Assert.Empty(schema.Check(body));
    }

    [Theory]
    [InlineData("8x8-get-flow-details.json", "status", "BLOCKED", ValidationErrorKind.NotInEnumeration)]
    [InlineData("8x8-get-flow-details.json", "status", "draft", ValidationErrorKind.NotInEnumeration)]
    [InlineData("8x8-get-flow-details.json", "categories[0]", "SHOPPING", ValidationErrorKind.NotInEnumeration)]
    [InlineData("8x8-get-flow-details.json", "flowJsonUrl", "not an address", ValidationErrorKind.UriExpected)]
    [InlineData("8x8-get-flows.json", "flows[1].status", "THROTTLED", ValidationErrorKind.NotInEnumeration)]
    [InlineData("8x8-create-flow-request.json", "categories[0]", "SHOPPING", ValidationErrorKind.NotInEnumeration)]
    [InlineData("8x8-preview-flow.json", "preview_url", "not an address", ValidationErrorKind.UriExpected)]
    [InlineData("8x8-error-1001.json", "errorId", "91b106f0", ValidationErrorKind.UuidExpected)]
    [InlineData("8x8-error-1001.json", "timestamp", "yesterday", ValidationErrorKind.DateTimeExpected)]
    public void A_value_that_8x8_does_not_document_is_noticed(string fileName, string path, string value, ValidationErrorKind kind)
    {
        var sample = OfficialSample.Named(fileName);
        var spoilt = sample.Read();
        spoilt.SelectToken(path)!.Replace(value);

        Assert.Contains(new Violation(ToPointer(path), kind), sample.LoadSchema().Check(spoilt));
    }

    [Theory]
    [InlineData("Data.Status", "ARCHIVED")]
    [InlineData("Data.Status", "")]
    [InlineData("Data.Categories[0]", "SHOPPING")]
    public void A_value_of_an_open_enum_is_never_a_fault(string path, string value)
    {
        var sample = OfficialSample.Named("cams-get-flow.en.json");
        var changed = sample.Read();
        changed.SelectToken(path)!.Replace(value);

        Assert.Empty(sample.LoadSchema().Check(changed));
    }

    [Fact]
    public void An_update_of_nothing_is_noticed() => Assert.Equal(
        [ValidationErrorKind.TooFewProperties],
        ComponentSchema.Of(SpecFile.Load(SpecFile.EightByEight), "UpdateFlowBody").Check(new JObject()).Select(violation => violation.Kind));

    /// <summary>SyncFlow's code may be a text or a whole number; its page says both.</summary>
    private static bool IsCodeOfSyncFlow(OfficialSample sample, string path, JToken replacement) =>
        sample.Schema == "SyncFlowResponse" && path == "Code" && replacement.Type is JTokenType.String or JTokenType.Integer;

    private static string ToPointer(string path) =>
        "/" + path.Replace("[", ".", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal).Replace('.', '/');
}
