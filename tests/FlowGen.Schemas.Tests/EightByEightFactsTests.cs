using Newtonsoft.Json.Linq;
using NJsonSchema;

namespace FlowGen.Schemas.Tests;

/// <summary>The facts that 8x8's reference states about the eight calls.</summary>
public class EightByEightFactsTests
{
    private const string OperationId = "get-whatsapp-flow-details";
    private const string Flows = "/api/v1/accounts/{accountId}/channels/{channelId}/flows";

    private readonly SpecFile _spec = SpecFile.Load(SpecFile.EightByEight);

    public static TheoryData<string> OperationIds =>
        [.. SpecFile.Load(SpecFile.EightByEight).Operations.Select(operation => (string)operation.Operation["operationId"]!)];

    [Fact]
    public void The_operations_are_the_eight_of_the_reference() => Assert.Equal(
        [
            ("get " + Flows, "get-whatsapp-flows", "ListFlows"),
            ("post " + Flows, "create-whatsapp-flow", "CreateFlow"),
            ("get " + Flows + "/{flowId}", "get-whatsapp-flow-details", "GetFlowDetails"),
            ("put " + Flows + "/{flowId}", "update-whatsapp-flow", "UpdateFlow"),
            ("delete " + Flows + "/{flowId}", "delete-whatsapp-flow", "DeleteFlow"),
            ("get " + Flows + "/{flowId}/preview", "preview-whatsapp-flow", "GetFlowPreview"),
            ("post " + Flows + "/{flowId}/publish", "publish-whatsapp-flow", "PublishFlow"),
            ("post " + Flows + "/{flowId}/deprecate", "deprecate-whatsapp-flow", "DeprecateFlow"),
        ],
        _spec.Operations.Select(operation => (
            $"{operation.Method} {operation.Path}",
            (string)operation.Operation["operationId"]!,
            (string)operation.Operation["x-flowgen-name"]!)));

    [Theory]
    [InlineData("get-whatsapp-flows", "limit")]
    [InlineData("create-whatsapp-flow")]
    [InlineData("get-whatsapp-flow-details", "flowId")]
    [InlineData("update-whatsapp-flow", "flowId")]
    [InlineData("delete-whatsapp-flow", "flowId")]
    [InlineData("preview-whatsapp-flow", "flowId", "refresh")]
    [InlineData("publish-whatsapp-flow", "flowId")]
    [InlineData("deprecate-whatsapp-flow", "flowId")]
    public void An_operation_takes_the_account_the_channel_and_its_own_parameters(string operationId, params string[] own) =>
        Assert.Equal(["accountId", "channelId", .. own], _spec.Parameters(operationId).Select(parameter => (string?)parameter["name"]));

    [Fact]
    public void The_identifiers_are_texts_in_the_path() => Assert.All(_spec.Parameters(OperationId), parameter =>
    {
        Assert.Equal("path", (string?)parameter["in"]);
        Assert.Equal("string", (string?)parameter["schema"]!["type"]);
    });

    [Fact]
    public void A_list_holds_100_flows_or_a_number_from_1_to_1000()
    {
        var limit = _spec.Parameters("get-whatsapp-flows").Last();

        Assert.Equal("limit query False", $"{limit["name"]} {limit["in"]} {limit["required"]}");
        Assert.Equal("integer 1 1000 100", $"{limit["schema"]!["type"]} {limit["schema"]!["minimum"]} {limit["schema"]!["maximum"]} {limit["schema"]!["default"]}");
    }

    [Fact]
    public void A_list_cannot_be_paged_through()
    {
        Assert.Null(_spec.Operation("get-whatsapp-flows")["x-flowgen-paging"]);
        Assert.Contains("no paging", (string?)_spec.Operation("get-whatsapp-flows")["x-flowgen-note"], StringComparison.Ordinal);
    }

    [Fact]
    public void A_preview_is_made_anew_only_on_request()
    {
        var refresh = _spec.Parameters("preview-whatsapp-flow").Last();

        Assert.Equal("refresh query False", $"{refresh["name"]} {refresh["in"]} {refresh["required"]}");
        Assert.Equal("boolean False", $"{refresh["schema"]!["type"]} {refresh["schema"]!["default"]}");
    }

    [Theory]
    [InlineData("get-whatsapp-flows", true)]
    [InlineData("create-whatsapp-flow", false)]
    [InlineData("get-whatsapp-flow-details", true)]
    [InlineData("update-whatsapp-flow", false)]
    [InlineData("delete-whatsapp-flow", false)]
    [InlineData("preview-whatsapp-flow", true)]
    [InlineData("publish-whatsapp-flow", false)]
    [InlineData("deprecate-whatsapp-flow", false)]
    public void A_call_may_be_repeated_where_it_only_reads(string operationId, bool idempotent) =>
        Assert.Equal(idempotent, (bool)_spec.Operation(operationId)["x-flowgen-idempotent"]!);

    [Theory]
    [InlineData("get-whatsapp-flows")]
    [InlineData("create-whatsapp-flow")]
    [InlineData("get-whatsapp-flow-details")]
    [InlineData("update-whatsapp-flow", "DRAFT")]
    [InlineData("delete-whatsapp-flow", "DRAFT", "DEPRECATED")]
    [InlineData("preview-whatsapp-flow")]
    [InlineData("publish-whatsapp-flow", "DRAFT")]
    [InlineData("deprecate-whatsapp-flow", "PUBLISHED")]
    public void An_operation_needs_a_status_or_none(string operationId, params string[] statuses) => Assert.Equal(
        statuses,
        _spec.Operation(operationId)["x-flowgen-requires"]?["status"]!.Select(status => (string?)status) ?? []);

    [Theory]
    [InlineData("get-whatsapp-flows", "200", "401", "500")]
    [InlineData("create-whatsapp-flow", "200", "400", "401", "500")]
    [InlineData("get-whatsapp-flow-details", "200", "400", "401", "500")]
    [InlineData("update-whatsapp-flow", "200", "400", "401", "500")]
    [InlineData("delete-whatsapp-flow", "200", "400", "401", "500")]
    [InlineData("preview-whatsapp-flow", "200", "400", "401", "500")]
    [InlineData("publish-whatsapp-flow", "200", "400", "401", "500")]
    [InlineData("deprecate-whatsapp-flow", "200", "400", "401", "500")]
    public void An_operation_answers_with_the_statuses_of_the_reference(string operationId, params string[] statuses) =>
        Assert.Equal(statuses, ((JObject)_spec.Operation(operationId)["responses"]!).Properties().Select(answer => answer.Name));

    [Theory]
    [InlineData("get-whatsapp-flows", "FlowList")]
    [InlineData("create-whatsapp-flow", "FlowWriteResult")]
    [InlineData("get-whatsapp-flow-details", "FlowDetails")]
    [InlineData("update-whatsapp-flow", "FlowWriteResult")]
    [InlineData("delete-whatsapp-flow", null)]
    [InlineData("preview-whatsapp-flow", "FlowPreview")]
    [InlineData("publish-whatsapp-flow", null)]
    [InlineData("deprecate-whatsapp-flow", null)]
    public void A_success_has_a_body_or_none(string operationId, string? type) => Assert.Equal(
        type is null ? null : $"#/components/schemas/{type}",
        (string?)_spec.Operation(operationId)["responses"]!["200"]!["content"]?["application/json"]!["schema"]!["$ref"]);

    [Theory]
    [InlineData("create-whatsapp-flow", "CreateFlowBody")]
    [InlineData("update-whatsapp-flow", "UpdateFlowBody")]
    public void A_flow_is_written_with_a_body_in_JSON(string operationId, string type)
    {
        var body = _spec.Operation(operationId)["requestBody"]!;

        Assert.True((bool)body["required"]!);
        Assert.Equal($"#/components/schemas/{type}", (string?)body["content"]!["application/json"]!["schema"]!["$ref"]);
        Assert.Equal(2, _spec.Operations.Count(operation => operation.Operation["requestBody"] is not null));
    }

    [Fact]
    public void A_new_flow_needs_a_name_and_categories()
    {
        Assert.Equal(
            [
                "name string Example Flow",
                "categories array",
                "categories[] string OTHER",
                "publish boolean False",
                $"flowJson string {_spec.At("#/components/schemas/CreateFlowBody/properties/flowJson/example")}",
                "cloneFlowId string 1145805540595505",
                "endPointUri string(uri) https://example.com/webhook/flow-completion",
            ],
            ResponseTree.Of(_spec, "CreateFlowBody"));
        Assert.Equal(["name", "categories"], _spec.At("#/components/schemas/CreateFlowBody/required").Select(member => (string?)member));
        Assert.Null(_spec.At("#/components/schemas/CreateFlowBody/properties/categories")["minItems"]);
    }

    [Fact]
    public void An_update_takes_what_a_new_flow_takes_and_an_application_and_needs_one_of_them()
    {
        var created = ((JObject)_spec.At("#/components/schemas/CreateFlowBody/properties")).Properties().Select(member => member.Name);
        var updated = _spec.At("#/components/schemas/UpdateFlowBody");

        Assert.Equal([.. created, "applicationId"], ((JObject)updated["properties"]!).Properties().Select(member => member.Name));
        Assert.Null(updated["required"]);
        Assert.Equal(1, (int)updated["minProperties"]!);
    }

    [Theory]
    [InlineData("CreateFlowBody")]
    [InlineData("UpdateFlowBody")]
    public void The_JSON_of_a_flow_is_a_JSON_document_in_a_text(string type)
    {
        var flowJson = _spec.At($"#/components/schemas/{type}/properties/flowJson");

        Assert.Equal("json-text", (string?)flowJson["x-flowgen-format"]);
        Assert.Equal("5.0", (string?)JObject.Parse((string)flowJson["example"]!)["version"]);
    }

    [Theory]
    [InlineData("CreateFlowBody")]
    [InlineData("UpdateFlowBody")]
    public void A_flow_is_not_published_unless_the_caller_says_so(string type) =>
        Assert.False((bool)_spec.At($"#/components/schemas/{type}/properties/publish/default"));

    [Theory]
    [InlineData("FlowSummary", "id", "FlowId")]
    [InlineData("FlowWriteResult", "id", "FlowId")]
    [InlineData("FlowPreview", "id", "FlowId")]
    [InlineData("FlowPreview", "preview_url", "PreviewUrl")]
    [InlineData("FlowPreview", "expires_at", "ExpiresAt")]
    [InlineData("CreateFlowBody", "endPointUri", "EndpointUri")]
    [InlineData("UpdateFlowBody", "endPointUri", "EndpointUri")]
    public void A_member_keeps_its_wire_name_and_is_called_alike_everywhere_in_CSharp(string type, string wireName, string name) =>
        Assert.Equal(name, (string?)_spec.At($"#/components/schemas/{type}/properties/{wireName}/x-flowgen-name"));

    [Fact]
    public void A_list_answers_id_name_and_status_of_each_flow() => Assert.Equal(
        ["flows array", "flows[] object", "flows[].id string 1145805540595505", "flows[].name string Loan Collection", "flows[].status string DRAFT"],
        ResponseTree.Of(_spec, "FlowList"));

    [Fact]
    public void A_write_answers_the_id_the_success_and_what_is_wrong() => Assert.Equal(
        ["id string 866937862658913", "success boolean True", "validationErrors array", "validationErrors[] object"],
        ResponseTree.Of(_spec, "FlowWriteResult").Take(4));

    [Fact]
    public void A_write_can_succeed_and_have_validation_errors()
    {
        var sample = OfficialSample.Named("8x8-flow-write-result-with-validation-errors.json").Read();

        Assert.True((bool)sample["success"]!);
        Assert.Single(sample["validationErrors"]!);
        Assert.Contains("success is true beside validation errors", (string?)_spec.At("#/components/schemas/FlowWriteResult/x-flowgen-note"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_preview_ends_at_a_time_whose_offset_has_no_colon()
    {
        Assert.Equal(
            [
                "id string 833178916081311",
                "preview_url string(uri) https://business.facebook.com/wa/manage/flows/833178916081311/preview/?token=0836260f-9b1e-4a78-b02b-aaad5c173278",
                "expires_at string 2025-12-13T05:49:59+0000",
            ],
            ResponseTree.Of(_spec, "FlowPreview"));
        Assert.Equal("date-time-basic-offset", (string?)_spec.At("#/components/schemas/FlowPreview/properties/expires_at/x-flowgen-format"));
        Assert.Null(_spec.At("#/components/schemas/FlowPreview/properties/expires_at")["format"]);
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
    [InlineData("FlowList")]
    [InlineData("FlowSummary")]
    [InlineData("FlowDetails")]
    [InlineData("FlowWriteResult")]
    [InlineData("FlowPreview")]
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

    [Theory]
    [MemberData(nameof(OperationIds))]
    public void An_operation_documents_four_errors_or_without_a_400_two(string operationId)
    {
        var operation = _spec.Operation(operationId);
        string[] codes = operation["responses"]!["400"] is null ? ["1200", "2000"] : ["1001", "1002", "1200", "2000"];

        Assert.Equal(codes, operation["x-flowgen-errors"]!.Select(code => (string?)code));
    }

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
    [InlineData(409, "conflict")]
    [InlineData(410, "not-found")]
    [InlineData(422, "invalid-request")]
    [InlineData(426, "invalid-request")]
    [InlineData(429, "throttled")]
    [InlineData(500, "transient")]
    public void A_status_that_8x8_may_use_has_a_meaning_without_a_code_too(int status, string category) =>
        Assert.Equal(category, (string?)_spec.Errors.Single(row => row["code"] is null && (int)row["status"]! == status)["category"]);

    [Fact]
    public void A_409_is_a_conflict_also_with_the_code_for_any_parameter()
    {
        var categories = _spec.Errors.Where(row => (string?)row["code"] == "1000").Select(row => ((int)row["status"]!, (string?)row["category"]));

        Assert.Equal([(400, "invalid-request"), (409, "conflict")], categories);
    }

    [Fact]
    public void The_quota_is_100_calls_a_minute_and_key()
    {
        var quota = _spec.At("/x-flowgen-rate-limits/flow-management");

        Assert.Equal(100, (int)quota["permits"]!);
        Assert.Equal(60_000, (int)quota["windowMilliseconds"]!);
        Assert.Equal("key", (string?)quota["scope"]);
        Assert.NotNull(quota["x-flowgen-note"]);
        Assert.All(_spec.Operations, operation => Assert.Equal("flow-management", (string?)operation.Operation["x-flowgen-rate-limit"]));
    }

    [Fact]
    public void A_throttled_answer_says_in_Retry_After_how_long_to_wait()
    {
        var header = Assert.Single(_spec.Root["x-flowgen-retry-after"]!);

        Assert.Equal("Retry-After seconds-or-date", $"{header["header"]} {header["format"]}");
    }
}
