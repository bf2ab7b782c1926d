using Newtonsoft.Json.Linq;

namespace FlowGen.Schemas.Tests;

/// <summary>The facts that Alibaba Cloud's pages and published metadata state about the eleven calls.</summary>
public class CamsFactsTests
{
    private readonly SpecFile _spec = SpecFile.Load(SpecFile.Cams);

    [Theory]
    [InlineData("CreateFlow", "CreateFlow")]
    [InlineData("GetFlow", "GetFlow")]
    [InlineData("ListFlow", "ListFlow")]
    [InlineData("ModifyFlow", "ModifyFlow")]
    [InlineData("UpdateFlowJSONAsset", "UpdateFlowJsonAsset")]
    [InlineData("GetFlowJSONAssest", "GetFlowJsonAsset")]
    [InlineData("GetFlowPreviewUrl", "GetFlowPreviewUrl")]
    [InlineData("PublishFlow", "PublishFlow")]
    [InlineData("DeprecateFlow", "DeprecateFlow")]
    [InlineData("DeleteFlow", "DeleteFlow")]
    [InlineData("SyncFlow", "SyncFlow")]
    public void An_operation_keeps_its_wire_name_and_is_spelt_right_in_CSharp(string wireName, string name)
    {
        var operation = _spec.Operation(wireName);

        Assert.Equal(name, (string?)(operation["x-flowgen-name"] ?? operation["operationId"]));
    }

    [Fact]
    public void The_operations_are_the_eleven_of_the_WhatsApp_Flow_family() => Assert.Equal(
        new[]
        {
            "CreateFlow",
            "GetFlow",
            "ListFlow",
            "ModifyFlow",
            "UpdateFlowJSONAsset",
            "GetFlowJSONAssest",
            "GetFlowPreviewUrl",
            "PublishFlow",
            "DeprecateFlow",
            "DeleteFlow",
            "SyncFlow",
        }.Select(name => ("/" + name, "post", name)),
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
    [InlineData("CreateFlow", "FlowName", true, "flow-001")]
    [InlineData("CreateFlow", "EndpointUri", false, "http://www.***.com")]
    [InlineData("CreateFlow", "CustSpaceId", false, "cams-kei****")]
    [InlineData("ListFlow", "FlowName", false, "flow-21101")]
    [InlineData("ListFlow", "CustSpaceId", false, "cams-kei****")]
    [InlineData("ModifyFlow", "FlowName", true, "flow_001")]
    [InlineData("ModifyFlow", "EndpointUri", false, "http://www.***.com")]
    [InlineData("ModifyFlow", "CustSpaceId", false, "cams-kei****")]
    [InlineData("UpdateFlowJSONAsset", "FlowId", true, "2322334234234")]
    [InlineData("UpdateFlowJSONAsset", "FilePath", true, "http://www.xxxx.com/files/document.json")]
    [InlineData("UpdateFlowJSONAsset", "CustSpaceId", false, "cams-kei****")]
    [InlineData("PublishFlow", "FlowId", true, "333993838***")]
    [InlineData("PublishFlow", "CustSpaceId", false, "cams-kei****")]
    [InlineData("DeprecateFlow", "FlowId", true, "1212323")]
    [InlineData("DeprecateFlow", "CustSpaceId", false, "cams-kei****")]
    [InlineData("DeleteFlow", "FlowId", true, "346699123")]
    [InlineData("DeleteFlow", "CustSpaceId", false, "cams-kei****")]
    [InlineData("SyncFlow", "CustSpaceId", true, "cams-kei****")]
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
    [InlineData("CreateFlow", "FlowName", "Categories", "EndpointUri", "CustSpaceId")]
    [InlineData("GetFlow", "FlowId", "CustSpaceId")]
    [InlineData("ListFlow", "FlowName", "Page", "CustSpaceId")]
    [InlineData("ModifyFlow", "FlowId", "FlowName", "Categories", "EndpointUri", "CustSpaceId")]
    [InlineData("UpdateFlowJSONAsset", "FlowId", "FilePath", "CustSpaceId")]
    [InlineData("GetFlowJSONAssest", "FlowId", "CustSpaceId")]
    [InlineData("GetFlowPreviewUrl", "FlowId", "CustSpaceId")]
    [InlineData("PublishFlow", "FlowId", "CustSpaceId")]
    [InlineData("DeprecateFlow", "FlowId", "CustSpaceId")]
    [InlineData("DeleteFlow", "FlowId", "CustSpaceId")]
    [InlineData("SyncFlow", "CustSpaceId")]
    public void An_operation_takes_its_parameters_and_nothing_else(string operationId, params string[] names)
    {
        Assert.Equal(names, _spec.Parameters(operationId).Select(parameter => (string?)parameter["name"]));
        Assert.Null(_spec.Operation(operationId)["requestBody"]);
    }

    [Theory]
    [InlineData("CreateFlow")]
    [InlineData("ModifyFlow")]
    public void The_categories_travel_as_one_JSON_text_and_are_never_empty(string operationId)
    {
        var parameter = _spec.Parameters(operationId).Single(candidate => (string?)candidate["name"] == "Categories");
        var json = parameter["content"]!["application/json"]!;

        Assert.Equal("query", (string?)parameter["in"]);
        Assert.True((bool)parameter["required"]!);
        Assert.Null(parameter["schema"]);
        Assert.Equal("array", (string?)json["schema"]!["type"]);
        Assert.Equal(1, (int)json["schema"]!["minItems"]!);
        Assert.Equal("#/components/schemas/FlowCategory", (string?)json["schema"]!["items"]!["$ref"]);
        Assert.Equal("""["SIGN_UP"]""", json["example"]!.ToString(Newtonsoft.Json.Formatting.None));
    }

    [Fact]
    public void The_page_of_a_list_travels_as_one_JSON_text()
    {
        var parameter = _spec.Parameters("ListFlow").Single(candidate => (string?)candidate["name"] == "Page");
        var json = parameter["content"]!["application/json"]!;

        Assert.Equal("query", (string?)parameter["in"]);
        Assert.False((bool)parameter["required"]!);
        Assert.Null(parameter["schema"]);
        Assert.Equal("""{"Index":1,"Size":20}""", json["example"]!.ToString(Newtonsoft.Json.Formatting.None));
        Assert.Equal(["Index integer(int32) 1", "Size integer(int32) 20"], ResponseTree.Of(_spec, "FlowPage"));
        Assert.Null(_spec.At("#/components/schemas/FlowPage")["required"]);
    }

    [Fact]
    public void A_list_is_read_from_page_1_in_pages_of_20()
    {
        var paging = _spec.Operation("ListFlow")["x-flowgen-paging"]!;

        Assert.Equal("Page Index Size 1 20", $"{paging["parameter"]} {paging["index"]} {paging["size"]} {paging["first"]} {paging["defaultSize"]}");
        Assert.Contains("our choice", (string?)paging["x-flowgen-note"], StringComparison.Ordinal);
        Assert.Single(_spec.Operations, operation => operation.Operation["x-flowgen-paging"] is not null);
    }

    [Fact]
    public void The_flow_to_modify_is_required_although_its_page_says_otherwise()
    {
        var flow = _spec.Parameters("ModifyFlow").Single(parameter => (string?)parameter["name"] == "FlowId");

        Assert.True((bool)flow["required"]!);
        Assert.Contains("Documented as optional", (string?)flow["x-flowgen-note"], StringComparison.Ordinal);
        Assert.Equal("21231232312", (string?)flow["example"]);
        Assert.True(JToken.DeepEquals(new JObject { ["type"] = "string" }, flow["schema"]));
    }

    [Theory]
    [InlineData("DeleteFlow", "DRAFT")]
    [InlineData("PublishFlow", "DRAFT")]
    [InlineData("DeprecateFlow", "PUBLISHED")]
    [InlineData("CreateFlow")]
    [InlineData("GetFlow")]
    [InlineData("ListFlow")]
    [InlineData("ModifyFlow")]
    [InlineData("UpdateFlowJSONAsset")]
    [InlineData("GetFlowJSONAssest")]
    [InlineData("GetFlowPreviewUrl")]
    [InlineData("SyncFlow")]
    public void An_operation_needs_a_status_or_none(string operationId, params string[] statuses) => Assert.Equal(
        statuses,
        _spec.Operation(operationId)["x-flowgen-requires"]?["status"]!.Select(status => (string?)status) ?? []);

    [Theory]
    [InlineData("PublishFlow")]
    [InlineData("DeprecateFlow")]
    public void A_status_that_only_Meta_demands_says_so(string operationId) =>
        Assert.StartsWith("Meta's rule", (string?)_spec.Operation(operationId)["x-flowgen-requires"]!["x-flowgen-note"], StringComparison.Ordinal);

    [Theory]
    [InlineData("CreateFlow")]
    [InlineData("GetFlow")]
    [InlineData("ListFlow")]
    [InlineData("ModifyFlow")]
    [InlineData("UpdateFlowJSONAsset")]
    [InlineData("GetFlowJSONAssest")]
    [InlineData("GetFlowPreviewUrl")]
    [InlineData("PublishFlow")]
    [InlineData("DeprecateFlow")]
    [InlineData("DeleteFlow")]
    public void An_operation_answers_its_own_body_and_refuses_with_400(string operationId)
    {
        var answers = (JObject)_spec.Operation(operationId)["responses"]!;

        Assert.Equal(["200", "400", "default"], answers.Properties().Select(answer => answer.Name));
        Assert.Equal($"#/components/schemas/{operationId}Response", (string?)answers["200"]!["content"]!["application/json"]!["schema"]!["$ref"]);
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
            "Data.EndpointUri string",
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

    [Fact]
    public void CreateFlow_answers_the_new_flow() => Assert.Equal(
        [
            "AccessDeniedDetail any None",
            "RequestId string 90E63D28-E31D-1EB2-8939-A9486641****",
            "Message string None",
            "Data object",
            "Data.FlowId string 333993838***",
            "Data.FlowName string test1",
            "Data.Categories array",
            "Data.Categories[] string SIGN_UP",
            "Code string OK",
        ],
        ResponseTree.Of(_spec, "CreateFlowResponse"));

    [Fact]
    public void ListFlow_answers_flows_without_their_status() => Assert.Equal(
        [
            "AccessDeniedDetail any None",
            "RequestId string 1612C226-E271-4CFE-9F18-4066D550F91B",
            "Message string None",
            "Data array",
            "Data[] object",
            "Data[].FlowId string 92675332812643****",
            "Data[].Categories array",
            "Data[].Categories[] string SIGN_UP",
            "Data[].FlowName string flow-02020",
            "Code string OK",
        ],
        ResponseTree.Of(_spec, "ListFlowResponse"));

    [Fact]
    public void ModifyFlow_answers_the_flow_as_it_is_now() => Assert.Equal(
        [
            "AccessDeniedDetail any None",
            "RequestId string 1612C226-E271-4CFE-9F18-4066D******",
            "Message string None",
            "Data object",
            "Data.FlowId string 92675332812643****",
            "Data.FlowName string flow_001",
            "Data.Categories array",
            "Data.Categories[] string SIGN_UP",
            "Data.EndpointUri string",
            "Code string OK",
        ],
        ResponseTree.Of(_spec, "ModifyFlowResponse"));

    [Fact]
    public void UpdateFlowJSONAsset_answers_the_id_and_no_validation_errors() => Assert.Equal(
        [
            "AccessDeniedDetail any None",
            "RequestId string 90E63D28-E31D-1EB2-8939-A9486641****",
            "Message string None",
            "Data object",
            "Data.FlowId string 92675332812643****",
            "Code string OK",
        ],
        ResponseTree.Of(_spec, "UpdateFlowJSONAssetResponse"));

    [Theory]
    [InlineData("PublishFlow", "DAC72B08-3327-33EF-BEDC-8EC3E83A6575")]
    [InlineData("DeprecateFlow", "90E63D28-E31D-1EB2-8939-A94866411B2O")]
    [InlineData("DeleteFlow", "90E63D28-E31D-1EB2-8939-A9486641****")]
    public void An_operation_that_only_does_something_answers_no_payload(string operationId, string requestId) => Assert.Equal(
        ["AccessDeniedDetail any None", $"RequestId string {requestId}", "Message string None", "Code string OK"],
        ResponseTree.Of(_spec, $"{operationId}Response"));

    [Fact]
    public void SyncFlow_answers_a_flag_and_a_code_of_two_types()
    {
        Assert.Equal(
            [
                "AccessDeniedDetail any None",
                "Message string OK",
                "RequestId string 172D586A-5E9D-11C8-BED3-7E4A0***",
                "Code any OK",
                "Success boolean False",
            ],
            ResponseTree.Of(_spec, "SyncFlowResponse"));
        Assert.Equal(
            [("string", null), ("integer", "int64")],
            _spec.At("#/components/schemas/SyncFlowResponse/properties/Code/oneOf").Select(type => ((string)type["type"]!, (string?)type["format"])));
    }

    [Theory]
    [InlineData("\"OK\"", true)]
    [InlineData("0", true)]
    [InlineData("\"Unknown.ResourceOwnerId\"", true)]
    [InlineData("false", false)]
    [InlineData("0.5", false)]
    [InlineData("null", false)]
    public void The_code_of_SyncFlow_is_a_text_or_a_whole_number(string code, bool valid) => Assert.Equal(
        valid,
        ComponentSchema.Of(_spec, "SyncFlowResponse").Check(new JObject { ["Code"] = JToken.Parse(code) }).Count == 0);

    [Fact]
    public void SyncFlow_has_an_envelope_of_its_own_with_a_flag_and_without_a_payload()
    {
        var envelope = _spec.Operation("SyncFlow")["x-flowgen-envelope"]!;

        Assert.Equal("Code Message RequestId Success", $"{envelope["code"]} {envelope["message"]} {envelope["requestId"]} {envelope["flag"]}");
        Assert.Null(envelope["payload"]);
        Assert.Equal(["OK", "0"], envelope["success"]!.Select(code => (string?)code));
        Assert.Equal(["None", "无"], envelope["absent"]!.Select(text => (string?)text));
        Assert.All(_spec.Operations.Where(other => (string?)other.Operation["operationId"] != "SyncFlow"), other => Assert.Null(other.Operation["x-flowgen-envelope"]));
    }

    [Fact]
    public void The_sample_of_SyncFlow_contradicts_its_own_page_and_the_spec_says_so()
    {
        var sample = OfficialSample.Named("cams-sync-flow.zh.json").Read();

        Assert.Equal("0 OK False", $"{sample["Code"]} {sample["Message"]} {sample["Success"]}");
        Assert.Contains("prints false", (string?)_spec.At("#/paths/~1SyncFlow/post/x-flowgen-envelope/x-flowgen-note"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("FlowDetails")]
    [InlineData("FlowJsonAsset")]
    [InlineData("FlowPreviewUrl")]
    [InlineData("CreatedFlow")]
    [InlineData("FlowSummary")]
    [InlineData("ModifiedFlow")]
    [InlineData("UpdatedFlowJsonAsset")]
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
    public void The_categories_are_open_because_Meta_knows_more()
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
    [InlineData("CreateFlow", "create")]
    [InlineData("GetFlow", "get")]
    [InlineData("ListFlow", "list")]
    [InlineData("ModifyFlow", "get")]
    [InlineData("UpdateFlowJSONAsset", "update")]
    [InlineData("GetFlowJSONAssest", "get")]
    [InlineData("GetFlowPreviewUrl", "get")]
    [InlineData("PublishFlow", "get")]
    [InlineData("DeprecateFlow", "get")]
    [InlineData("DeleteFlow", "get")]
    public void An_operation_needs_its_RAM_action_on_all_resources(string operationId, string accessLevel)
    {
        var permission = _spec.Operation(operationId)["x-flowgen-ram-action"]!;

        Assert.Equal($"cams:{operationId}", (string?)permission["action"]);
        Assert.Equal(accessLevel, (string?)permission["accessLevel"]);
        Assert.Equal("*", (string?)permission["resource"]);
    }

    [Theory]
    [InlineData("CreateFlow", false)]
    [InlineData("GetFlow", true)]
    [InlineData("ListFlow", true)]
    [InlineData("ModifyFlow", false)]
    [InlineData("UpdateFlowJSONAsset", false)]
    [InlineData("GetFlowJSONAssest", true)]
    [InlineData("GetFlowPreviewUrl", true)]
    [InlineData("PublishFlow", false)]
    [InlineData("DeprecateFlow", false)]
    [InlineData("DeleteFlow", false)]
    [InlineData("SyncFlow", false)]
    public void A_call_may_be_repeated_where_it_only_reads(string operationId, bool idempotent) =>
        Assert.Equal(idempotent, (bool)_spec.Operation(operationId)["x-flowgen-idempotent"]!);

    [Theory]
    [InlineData("CreateFlow")]
    [InlineData("GetFlow")]
    [InlineData("ListFlow")]
    [InlineData("ModifyFlow")]
    [InlineData("UpdateFlowJSONAsset")]
    [InlineData("GetFlowJSONAssest")]
    [InlineData("GetFlowPreviewUrl")]
    [InlineData("PublishFlow")]
    [InlineData("DeprecateFlow")]
    [InlineData("DeleteFlow")]
    public void An_operation_documents_four_errors(string operationId) => Assert.Equal(
        ["Product.Unsubscript", "Ram.PermissionDeny", "System.LimitControl", "Unknown.ResourceOwnerId"],
        _spec.Operation(operationId)["x-flowgen-errors"]!.Select(code => (string?)code));

    [Fact]
    public void SyncFlow_documents_no_error_no_RAM_action_and_no_limit()
    {
        var operation = _spec.Operation("SyncFlow");

        Assert.Null(operation["x-flowgen-errors"]);
        Assert.Null(operation["x-flowgen-ram-action"]);
        Assert.Equal(["200", "default"], ((JObject)operation["responses"]!).Properties().Select(answer => answer.Name));
        Assert.Contains("the stricter reading", (string?)operation["x-flowgen-note"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("InvalidParameter.PageInvalid", "invalid-request")]
    [InlineData("ResourceNotFound", "not-found")]
    public void An_error_of_CAMS_that_no_page_of_a_flow_documents_has_no_status(string code, string category)
    {
        var row = _spec.Error(code);

        Assert.Null(row["status"]);
        Assert.Equal(category, (string?)row["category"]);
        Assert.NotNull(row["x-flowgen-note"]);
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
        Assert.Null(envelope["flag"]);
        Assert.Equal(["OK"], envelope["success"]!.Select(code => (string?)code));
        Assert.Equal(["None", "无"], envelope["absent"]!.Select(text => (string?)text));
    }

    [Fact]
    public void The_gateway_says_in_three_headers_how_long_to_wait() => Assert.Equal(
        [("x-acs-retry-after", "milliseconds"), ("x-ratelimit-user-api", "acs-rate-limit"), ("x-ratelimit-user", "acs-rate-limit")],
        _spec.Root["x-flowgen-retry-after"]!.Select(header => ((string)header["header"]!, (string)header["format"]!)));
}
