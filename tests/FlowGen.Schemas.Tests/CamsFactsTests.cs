using Newtonsoft.Json.Linq;

namespace FlowGen.Schemas.Tests;

/// <summary>The facts that Alibaba Cloud's pages state about the three calls.</summary>
public class CamsFactsTests
{
    private readonly SpecFile _spec = SpecFile.Load(SpecFile.Cams);

    [Theory]
    [InlineData("GetFlow", "GetFlow")]
    [InlineData("GetFlowJSONAssest", "GetFlowJsonAsset")]
    [InlineData("GetFlowPreviewUrl", "GetFlowPreviewUrl")]
    public void An_operation_keeps_its_wire_name_and_is_spelt_right_in_CSharp(string wireName, string name)
    {
        var operation = _spec.Operation(wireName);

        Assert.Equal(name, (string?)(operation["x-flowgen-name"] ?? operation["operationId"]));
    }

    [Fact]
    public void The_operations_are_those_of_the_three_pages() => Assert.Equal(
        [("/GetFlow", "post", "GetFlow"), ("/GetFlowJSONAssest", "post", "GetFlowJSONAssest"), ("/GetFlowPreviewUrl", "post", "GetFlowPreviewUrl")],
        _spec.Operations.Select(operation => (operation.Path, operation.Method, (string)operation.Operation["operationId"]!)));

    [Fact]
    public void Every_call_is_posted_to_one_path_with_the_version_of_2020()
    {
        Assert.Equal("acs-rpc", (string?)_spec.At("/x-flowgen-protocol/kind"));
        Assert.Equal("/", (string?)_spec.At("/x-flowgen-protocol/path"));
        Assert.Equal("2020-06-06", (string?)_spec.At("/x-flowgen-protocol/version"));
        Assert.Equal("2020-06-06", (string?)_spec.At("/info/version"));
    }

    [Fact]
    public void The_host_is_the_one_in_Singapore() => Assert.Equal(
        [("https://cams.ap-southeast-1.aliyuncs.com", "ap-southeast-1")],
        _spec.Root["servers"]!.Select(server => ((string)server["url"]!, (string)server["x-flowgen-region"]!)));

    [Fact]
    public void A_request_is_signed_with_the_V3_signature()
    {
        var scheme = _spec.At("#/components/securitySchemes/accessKey");

        Assert.Equal("apiKey header Authorization", $"{scheme["type"]} {scheme["in"]} {scheme["name"]}");
        Assert.Equal("acs3-hmac-sha256", (string?)scheme["x-flowgen-signer"]);
        Assert.Equal(
            ["ALIBABA_CLOUD_ACCESS_KEY_ID", "ALIBABA_CLOUD_ACCESS_KEY_SECRET", "ALIBABA_CLOUD_SECURITY_TOKEN"],
            scheme["x-flowgen-environment"]!.Select(variable => (string?)variable));
    }

    [Theory]
    [InlineData("GetFlow", "FlowId", true, "333993838***")]
    [InlineData("GetFlow", "CustSpaceId", false, "cams-kei****")]
    [InlineData("GetFlowJSONAssest", "FlowId", false, "17b6****************************")]
    [InlineData("GetFlowJSONAssest", "CustSpaceId", false, "cams-kei****")]
    [InlineData("GetFlowPreviewUrl", "FlowId", true, "333993838***")]
    [InlineData("GetFlowPreviewUrl", "CustSpaceId", false, "cams-kei****")]
    public void A_parameter_is_a_text_in_the_query(string operationId, string name, bool required, string example)
    {
        var parameter = _spec.Parameters(operationId).Single(candidate => (string?)candidate["name"] == name);

        Assert.Equal("query", (string?)parameter["in"]);
        Assert.Equal(required, (bool)parameter["required"]!);
        Assert.Equal(example, (string?)parameter["example"]);
        Assert.True(JToken.DeepEquals(new JObject { ["type"] = "string" }, parameter["schema"]), "The page gives no pattern and no length.");
    }

    [Theory]
    [InlineData("GetFlow")]
    [InlineData("GetFlowJSONAssest")]
    [InlineData("GetFlowPreviewUrl")]
    public void An_operation_takes_the_flow_and_the_space_and_nothing_else(string operationId) =>
        Assert.Equal(["FlowId", "CustSpaceId"], _spec.Parameters(operationId).Select(parameter => (string?)parameter["name"]));

    [Theory]
    [InlineData("GetFlow", "GetFlowResponse")]
    [InlineData("GetFlowJSONAssest", "GetFlowJSONAssestResponse")]
    [InlineData("GetFlowPreviewUrl", "GetFlowPreviewUrlResponse")]
    public void An_operation_answers_its_own_body_and_refuses_with_400(string operationId, string response)
    {
        var answers = (JObject)_spec.Operation(operationId)["responses"]!;

        Assert.Equal(["200", "400", "default"], answers.Properties().Select(answer => answer.Name));
        Assert.Equal($"#/components/schemas/{response}", (string?)answers["200"]!["content"]!["application/json"]!["schema"]!["$ref"]);
        Assert.Equal("#/components/schemas/ErrorResponse", (string?)_spec.Follow(answers["400"]!)["content"]!["application/json"]!["schema"]!["$ref"]);
    }

    [Fact]
    public void GetFlow_answers_the_details_of_the_flow() => Assert.Equal(
        [
            "RequestId string DAC72B08-3327-33EF-BEDC-8EC3E83A6575",
            "Code string OK",
            "Message string None",
            "AccessDeniedDetail any None",
            "Data object",
            "Data.Status string DRAFT",
            "Data.FlowId string 92675332812643****",
            "Data.FlowName string flow_001",
            "Data.Categories array",
            "Data.Categories[] string SIGN_UP",
            "Data.JSONVersion string 2.1",
            "Data.DataApiVersion string 3.0",
            "Data.PreviewUrl string https://pre-url",
            "Data.PreviewUrlExpires integer(int64) 1700617436633",
        ],
        ResponseTree.Of(_spec, "GetFlowResponse"));

    [Fact]
    public void GetFlowJSONAssest_answers_where_the_JSON_lies() => Assert.Equal(
        [
            "AccessDeniedDetail any None",
            "RequestId string 90E63D28-E31D-1EB2-8939-A9486641****",
            "Message string None",
            "Data object",
            "Data.FlowId string 92675332812643****",
            "Data.FilePath string https://bucket-*****-ap-southeast-1.aliyuncs.com/9658820125168****.json",
            "Code string OK",
        ],
        ResponseTree.Of(_spec, "GetFlowJSONAssestResponse"));

    [Fact]
    public void GetFlowPreviewUrl_answers_the_link_and_its_end() => Assert.Equal(
        [
            "AccessDeniedDetail any None",
            "RequestId string 90E63D28-E31D-1EB2-8939-A94866411B2O",
            "Message string None",
            "Data object",
            "Data.FlowId string 92675332812643****",
            "Data.PreviewUrl string https://business.facebook.com/****",
            "Data.PreviewUrlExpires integer(int64) 1700617436633",
            "Code string OK",
        ],
        ResponseTree.Of(_spec, "GetFlowPreviewUrlResponse"));

    [Theory]
    [InlineData("FlowDetails")]
    [InlineData("FlowJsonAsset")]
    [InlineData("FlowPreviewUrl")]
    public void No_member_of_the_payload_is_promised(string type) =>
        Assert.Null(_spec.Root["components"]!["schemas"]![type]!["required"]);

    [Theory]
    [InlineData("FlowDetails")]
    [InlineData("FlowPreviewUrl")]
    public void The_end_of_a_preview_link_counts_milliseconds(string type) =>
        Assert.Equal("unix-ms", (string?)_spec.At($"#/components/schemas/{type}/properties/PreviewUrlExpires/x-flowgen-format"));

    [Fact]
    public void The_JSON_version_has_a_CSharp_name() =>
        Assert.Equal("JsonVersion", (string?)_spec.At("#/components/schemas/FlowDetails/properties/JSONVersion/x-flowgen-name"));

    [Fact]
    public void The_status_is_open_because_the_page_prints_no_values()
    {
        var status = _spec.At("#/components/schemas/FlowStatus");

        Assert.Null(status["enum"]);
        Assert.Equal(["DRAFT", "PUBLISHED", "DEPRECATED", "BLOCKED", "THROTTLED"], status["x-flowgen-open-enum"]!.Select(value => (string?)value));
    }

    [Theory]
    [InlineData("BLOCKED")]
    [InlineData("THROTTLED")]
    public void A_status_that_only_Meta_defines_says_so(string value) =>
        Assert.Contains("not documented by CAMS", (string?)_spec.At($"#/components/schemas/FlowStatus/x-flowgen-enum-descriptions/{value}"), StringComparison.Ordinal);

    [Fact]
    public void The_categories_are_open_because_the_pages_print_no_values()
    {
        var category = _spec.At("#/components/schemas/FlowCategory");

        Assert.Null(category["enum"]);
        Assert.Equal(
            ["SIGN_UP", "SIGN_IN", "APPOINTMENT_BOOKING", "LEAD_GENERATION", "CONTACT_US", "CUSTOMER_SUPPORT", "SURVEY", "OTHER"],
            category["x-flowgen-open-enum"]!.Select(value => (string?)value));
    }

    [Fact]
    public void The_quota_is_5_calls_per_second_and_account()
    {
        var quota = _spec.At("/x-flowgen-rate-limits/flows");

        Assert.Equal(5, (int)quota["permits"]!);
        Assert.Equal(1000, (int)quota["windowMilliseconds"]!);
        Assert.Equal("account", (string?)quota["scope"]);
        Assert.All(_spec.Operations, operation => Assert.Equal("flows", (string?)operation.Operation["x-flowgen-rate-limit"]));
    }

    [Theory]
    [InlineData("GetFlow", "cams:GetFlow")]
    [InlineData("GetFlowJSONAssest", "cams:GetFlowJSONAssest")]
    [InlineData("GetFlowPreviewUrl", "cams:GetFlowPreviewUrl")]
    public void An_operation_needs_its_RAM_action_on_all_resources(string operationId, string action)
    {
        var permission = _spec.Operation(operationId)["x-flowgen-ram-action"]!;

        Assert.Equal(action, (string?)permission["action"]);
        Assert.Equal("get", (string?)permission["accessLevel"]);
        Assert.Equal("*", (string?)permission["resource"]);
    }

    [Theory]
    [InlineData("GetFlow")]
    [InlineData("GetFlowJSONAssest")]
    [InlineData("GetFlowPreviewUrl")]
    public void An_operation_reads_and_documents_four_errors(string operationId)
    {
        var operation = _spec.Operation(operationId);

        Assert.True((bool)operation["x-flowgen-idempotent"]!);
        Assert.Equal(
            ["Product.Unsubscript", "Ram.PermissionDeny", "System.LimitControl", "Unknown.ResourceOwnerId"],
            operation["x-flowgen-errors"]!.Select(code => (string?)code));
    }

    [Theory]
    [InlineData("Product.Unsubscript", "You have not subscribed to the specified product.", "not-subscribed", false)]
    [InlineData("Ram.PermissionDeny", "You are not authorized to perform the operation.", "forbidden", false)]
    [InlineData("System.LimitControl", "The system is under flow control.", "throttled", true)]
    [InlineData("Unknown.ResourceOwnerId", "The resource does not belong to the current user.", "forbidden", false)]
    public void A_documented_error_comes_with_status_400_and_its_message(string code, string message, string category, bool retriable)
    {
        var row = _spec.Error(code);

        Assert.Equal(400, (int)row["status"]!);
        Assert.Equal(message, (string?)row["message"]);
        Assert.Equal(category, (string?)row["category"]);
        Assert.Equal(retriable, (bool)row["retriable"]!);
    }

    [Theory]
    [InlineData("SignatureDoesNotMatch", 400, "unauthenticated")]
    [InlineData("SignatureNonceUsed", 400, "unauthenticated")]
    [InlineData("InvalidTimeStamp.Expired", 400, "unauthenticated")]
    [InlineData("InvalidTimeStamp.Format", 400, "unauthenticated")]
    [InlineData("IllegalTimestamp", 400, "unauthenticated")]
    [InlineData("IncompleteSignature", 400, "unauthenticated")]
    [InlineData("InvalidSignatureMethod", 400, "unauthenticated")]
    [InlineData("InvalidAccessKeyId.NotFound", 404, "unauthenticated")]
    [InlineData("InvalidAccessKeyId.Inactive", 400, "unauthenticated")]
    [InlineData("InvalidSecurityToken.Expired", 403, "unauthenticated")]
    [InlineData("InvalidSecurityToken.Malformed", 400, "unauthenticated")]
    [InlineData("InvalidSecurityToken.MismatchWithAccessKey", 400, "unauthenticated")]
    [InlineData("MissingSecurityToken", 400, "unauthenticated")]
    [InlineData("Throttling", 400, "throttled")]
    [InlineData("Throttling.User", 429, "throttled")]
    [InlineData("Throttling.Api", 429, "throttled")]
    [InlineData("Throttling.System", 429, "throttled")]
    [InlineData("ServiceUnavailable", 503, "transient")]
    [InlineData("InternalError", 500, "transient")]
    [InlineData("RequestTimeout", 504, "transient")]
    [InlineData("Timeout", 408, "transient")]
    [InlineData("LastTokenProcessing", 403, "transient")]
    [InlineData("Forbidden", 403, "forbidden")]
    [InlineData("Forbidden.RAM", 403, "forbidden")]
    [InlineData("Forbidden.RiskControl", 403, "forbidden")]
    [InlineData("NoPermission", 403, "forbidden")]
    [InlineData("InvalidApi.NotFound", 404, "not-found")]
    [InlineData("InvalidAction.NotFound", 404, "not-found")]
    [InlineData("InvalidVersion", 404, "not-found")]
    [InlineData("InvalidProduct.NotFound", 404, "not-found")]
    [InlineData("InvalidProtocol.NeedSsl", 404, "invalid-request")]
    [InlineData("UnsupportedHTTPMethod", 400, "invalid-request")]
    [InlineData("MissingParameter", 400, "invalid-request")]
    [InlineData("InvalidParameter.Format", 400, "invalid-request")]
    public void A_common_error_of_the_gateway_is_in_the_table(string code, int status, string category)
    {
        var row = _spec.Error(code);

        Assert.Equal(status, (int)row["status"]!);
        Assert.Equal(category, (string?)row["category"]);
    }

    [Fact]
    public void The_envelope_says_where_a_body_keeps_what()
    {
        var envelope = _spec.At("/x-flowgen-envelope");

        Assert.Equal("Code Message RequestId Data", $"{envelope["code"]} {envelope["message"]} {envelope["requestId"]} {envelope["payload"]}");
        Assert.Equal(["OK"], envelope["success"]!.Select(code => (string?)code));
        Assert.Equal(["None"], envelope["absent"]!.Select(text => (string?)text));
    }

    [Fact]
    public void The_gateway_says_in_three_headers_how_long_to_wait() => Assert.Equal(
        [("x-acs-retry-after", "milliseconds"), ("x-ratelimit-user-api", "acs-rate-limit"), ("x-ratelimit-user", "acs-rate-limit")],
        _spec.Root["x-flowgen-retry-after"]!.Select(header => ((string)header["header"]!, (string)header["format"]!)));
}
