using Newtonsoft.Json.Linq;
using NJsonSchema;

namespace FlowGen.Schemas.Tests;

/// <summary>The facts that 8x8's page states about the call.</summary>
public class EightByEightFactsTests
{
    private const string OperationId = "get-whatsapp-flow-details";

    private readonly SpecFile _spec = SpecFile.Load(SpecFile.EightByEight);

    [Fact]
    public void The_operation_is_a_GET_with_three_identifiers_in_its_path()
    {
        var (path, method, operation) = Assert.Single(_spec.Operations);

        Assert.Equal("/api/v1/accounts/{accountId}/channels/{channelId}/flows/{flowId}", path);
        Assert.Equal("get", method);
        Assert.Equal(OperationId, (string?)operation["operationId"]);
        Assert.Equal("GetFlowDetails", (string?)operation["x-flowgen-name"]);
        Assert.True((bool)operation["x-flowgen-idempotent"]!);
        Assert.Equal(["accountId", "channelId", "flowId"], _spec.Parameters(OperationId).Select(parameter => (string?)parameter["name"]));
        Assert.All(_spec.Parameters(OperationId), parameter => Assert.Equal("path", (string?)parameter["in"]));
        Assert.All(_spec.Parameters(OperationId), parameter => Assert.Equal("string", (string?)parameter["schema"]!["type"]));
    }

    [Fact]
    public void The_account_is_a_GUID_with_or_without_dashes()
    {
        var schema = _spec.Parameters(OperationId).First()["schema"]!;

        Assert.Equal(32, (int)schema["minLength"]!);
        Assert.Equal(36, (int)schema["maxLength"]!);
        Assert.Equal("^[0-9A-Fa-f]{8}[-]?(?:[0-9A-Fa-f]{4}[-]?){3}[0-9A-Fa-f]{12}$", (string?)schema["pattern"]);
    }

    [Theory]
    [InlineData("0f1e2d3c-4b5a-6978-8796-A5B4C3D2E1F0", true)]
    [InlineData("0f1e2d3c4b5a69788796A5B4C3D2E1F0", true)]
    [InlineData("0f1e2d3c4b5a69788796A5B4C3D2E1F", false)]
    [InlineData("0f1e2d3c-4b5a-6978-8796-A5B4C3D2E1F00", false)]
    [InlineData("0f1e2d3c-4b5a-6978-8796-A5B4C3D2E1Fg", false)]
    [InlineData("", false)]
    public async Task The_pattern_of_the_account_means_what_it_should(string accountId, bool valid)
    {
        var text = _spec.Parameters(OperationId).First()["schema"]!.ToString();
        var schema = await JsonSchema.FromJsonAsync(text, TestContext.Current.CancellationToken);

        Assert.Equal(valid, schema.Validate(new JValue(accountId)).Count == 0);
    }

    [Fact]
    public void The_hosts_are_those_of_four_regions_and_Asia_Pacific_is_the_default() => Assert.Equal(
        [
            ("https://chatapps.8x8.com", "asia-pacific"),
            ("https://chatapps.us.8x8.com", "north-america"),
            ("https://chatapps.8x8.uk", "europe"),
            ("https://chatapps.8x8.id", "indonesia"),
        ],
        _spec.Root["servers"]!.Select(server => ((string)server["url"]!, (string)server["x-flowgen-region"]!)));

    [Fact]
    public void A_request_carries_the_API_key_as_a_bearer_token()
    {
        var scheme = _spec.At("#/components/securitySchemes/apiKey");

        Assert.Equal("http bearer", $"{scheme["type"]} {scheme["scheme"]}");
        Assert.Equal(["EIGHTBYEIGHT_API_KEY"], scheme["x-flowgen-environment"]!.Select(variable => (string?)variable));
    }

    [Fact]
    public void The_operation_answers_the_details_of_the_flow() => Assert.Equal(
        [
            "flowId string 822625023859371",
            "flowJsonUrl string(uri) https://mmg.whatsapp.net/m1/v/t24/An-a1LjKk34-zpvJMd&_nc_sid=471",
            "name string Example flow",
            "status string DRAFT",
            "categories array",
            "categories[] string OTHER",
            "validationErrors array",
            "validationErrors[] object",
            "validationErrors[].error string INVALID_PROPERTY_VALUE",
            "validationErrors[].errorType string FLOW_JSON_ERROR",
            "validationErrors[].message string Invalid value found for property 'type'.",
            "validationErrors[].lineStart integer 1",
            "validationErrors[].lineEnd integer 1",
            "validationErrors[].columnStart integer 84",
            "validationErrors[].columnEnd integer 92",
            "validationErrors[].pointers array",
            "validationErrors[].pointers[] object",
            "validationErrors[].pointers[].lineStart integer 1",
            "validationErrors[].pointers[].lineEnd integer 1",
            "validationErrors[].pointers[].columnStart integer 84",
            "validationErrors[].pointers[].columnEnd integer 92",
            "validationErrors[].pointers[].path string screens[0].layout.children[0].children[0].type",
        ],
        ResponseTree.Of(_spec, "FlowDetails"));

    [Theory]
    [InlineData("FlowDetails")]
    [InlineData("ValidationError")]
    [InlineData("ValidationErrorPointer")]
    public void No_member_of_the_answer_is_promised(string type) =>
        Assert.Null(_spec.Root["components"]!["schemas"]![type]!["required"]);

    [Fact]
    public void The_status_has_three_values() =>
        Assert.Equal(["DRAFT", "PUBLISHED", "DEPRECATED"], _spec.At("#/components/schemas/FlowStatus/enum").Select(value => (string?)value));

    [Fact]
    public void The_categories_have_eight_values() => Assert.Equal(
        ["SIGN_UP", "SIGN_IN", "APPOINTMENT_BOOKING", "LEAD_GENERATION", "CONTACT_US", "CUSTOMER_SUPPORT", "SURVEY", "OTHER"],
        _spec.At("#/components/schemas/FlowCategory/enum").Select(value => (string?)value));

    [Theory]
    [InlineData("400", "1001", "1002")]
    [InlineData("401", "1001", "1200")]
    [InlineData("500", "1001", "2000")]
    public void A_failure_is_shown_with_two_codes(string status, params string[] codes)
    {
        var answer = _spec.Follow(_spec.Operation(OperationId)["responses"]![status]!)["content"]!["application/json"]!;

        Assert.Equal("#/components/schemas/ErrorResponse", (string?)answer["schema"]!["$ref"]);
        Assert.Equal(codes, ((JObject)answer["examples"]!).Properties().Select(example => example.Name));
    }

    [Fact]
    public void A_failure_has_a_code_a_message_an_id_and_a_time() => Assert.Equal(
        [
            "code integer 1001",
            "message string Provided subAccountId doesn't belongs to your account",
            "errorId string(uuid) 91b106f0-c0da-4aba-a43a-7af9c5893a80",
            "timestamp string(date-time) 2017-04-19T02:31:19.4297387+00:00",
        ],
        ResponseTree.Of(_spec, "ErrorResponse"));

    [Fact]
    public void The_id_of_a_failure_stands_for_the_request_id()
    {
        var body = _spec.At("/x-flowgen-error-body");

        Assert.Equal("code message errorId", $"{body["code"]} {body["message"]} {body["requestId"]}");
    }

    [Fact]
    public void The_operation_documents_four_errors() =>
        Assert.Equal(["1001", "1002", "1200", "2000"], _spec.Operation(OperationId)["x-flowgen-errors"]!.Select(code => (string?)code));

    [Theory]
    [InlineData("1001", 400, "Provided subAccountId doesn't belongs to your account", "forbidden", false)]
    [InlineData("1002", 400, "Invalid MSISDN format (not E.164 international number)", "invalid-request", false)]
    [InlineData("1200", 401, "Request was not authenticated properly", "unauthenticated", false)]
    [InlineData("2000", 500, "Internal server error", "transient", true)]
    public void A_documented_error_comes_with_its_status_and_message(string code, int status, string message, string category, bool retriable)
    {
        var row = _spec.Error(code);

        Assert.Equal(status, (int)row["status"]!);
        Assert.Equal(message, (string?)row["message"]);
        Assert.Equal(category, (string?)row["category"]);
        Assert.Equal(retriable, (bool)row["retriable"]!);
    }

    [Theory]
    [InlineData(400, "invalid-request")]
    [InlineData(401, "unauthenticated")]
    [InlineData(403, "forbidden")]
    [InlineData(404, "not-found")]
    [InlineData(410, "not-found")]
    [InlineData(422, "invalid-request")]
    [InlineData(426, "invalid-request")]
    [InlineData(429, "throttled")]
    [InlineData(500, "transient")]
    public void A_status_that_8x8_may_use_has_a_meaning_without_a_code_too(int status, string category) =>
        Assert.Equal(category, (string?)_spec.Errors.Single(row => row["code"] is null && (int)row["status"]! == status)["category"]);

    [Fact]
    public void The_quota_is_100_calls_a_minute_and_key()
    {
        var quota = _spec.At("/x-flowgen-rate-limits/flow-management");

        Assert.Equal(100, (int)quota["permits"]!);
        Assert.Equal(60_000, (int)quota["windowMilliseconds"]!);
        Assert.Equal("key", (string?)quota["scope"]);
        Assert.NotNull(quota["x-flowgen-note"]);
    }

    [Fact]
    public void A_throttled_answer_says_in_Retry_After_how_long_to_wait()
    {
        var header = Assert.Single(_spec.Root["x-flowgen-retry-after"]!);

        Assert.Equal("Retry-After seconds-or-date", $"{header["header"]} {header["format"]}");
    }
}
