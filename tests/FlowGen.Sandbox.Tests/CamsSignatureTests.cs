using System.Globalization;

namespace FlowGen.Sandbox.Tests;

public sealed class CamsSignatureTests : SandboxTest
{
    [Fact]
    public async Task A_signed_call_is_answered()
    {
        Answer answer = await Answer.ToAsync(GetFlow());

        Assert.Equal((200, "OK"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task A_signed_call_by_GET_is_answered()
    {
        Answer answer = await Answer.ToAsync(GetFlow() with { Method = HttpMethod.Get });

        Assert.Equal((200, "OK"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task A_signed_body_that_is_no_form_is_accepted_and_holds_no_parameters()
    {
        Answer answer = await Answer.ToAsync(GetFlow() with { Body = "FlowId=1"u8.ToArray() });

        Assert.Equal((200, "OK"), (answer.Status, answer.Code));
    }

    [Theory]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/x-www-form-urlencoded; charset=UTF-8")]
    public async Task A_signed_form_holds_parameters_as_the_query_does(string contentType)
    {
        CamsCall call = GetFlow() with
        {
            Query = [("CustSpaceId", Sandbox.CustSpaceId)],
            Headers = [("content-type", contentType)],
            Body = System.Text.Encoding.ASCII.GetBytes($"FlowId={Flow(Cams, "DRAFT").Id}&Note=a+b%2Bc"),
        };

        Answer answer = await Answer.ToAsync(call);

        Assert.Equal((200, "OK"), (answer.Status, answer.Code));
        Assert.Equal("a b+c", Sandbox.Requests[0].Parameters["Note"]);
    }

    [Fact]
    public async Task A_parameter_in_the_query_and_in_the_form_is_refused()
    {
        Answer answer = await Answer.ToAsync(GetFlow() with { Headers = [("content-type", "application/x-www-form-urlencoded")], Body = "FlowId=1"u8.ToArray() });

        Assert.Equal((400, "InvalidFlowId"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task A_form_that_cannot_be_decoded_is_refused()
    {
        Answer answer = await Answer.ToAsync(GetFlow() with { Headers = [("content-type", "application/x-www-form-urlencoded")], Body = "Note=%ff"u8.ToArray() });

        Assert.Equal((400, "InvalidParameter.Format"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task A_form_that_was_tampered_with_is_refused()
    {
        HttpRequestMessage request = (GetFlow() with { Query = [], Headers = [("content-type", "application/x-www-form-urlencoded")], Body = "FlowId=1"u8.ToArray() }).Sign();
        System.Net.Http.Headers.MediaTypeHeaderValue? type = request.Content!.Headers.ContentType;
        request.Content = new ByteArrayContent("FlowId=2"u8.ToArray());
        request.Content.Headers.ContentType = type;

        Answer answer = await Answer.ToAsync(request);

        Assert.Equal("SignatureDoesNotMatch", answer.Code);
    }

    [Fact]
    public async Task A_wrong_secret_is_refused()
    {
        Answer answer = await Answer.ToAsync(GetFlow() with { Secret = "not the secret" });

        Assert.Equal((400, "SignatureDoesNotMatch"), (answer.Status, answer.Code));
        Assert.DoesNotContain(Sandbox.AccessKeySecret, answer.Text, StringComparison.Ordinal);
        Assert.Contains("ACS3-HMAC-SHA256\\n", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_tampered_query_is_refused()
    {
        Answer answer = await Answer.ToAsync(GetFlow().Sign().WithRawQuery("FlowId=" + Flow(Cams, "PUBLISHED").Id));

        Assert.Equal((400, "SignatureDoesNotMatch"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task An_added_parameter_is_refused()
    {
        HttpRequestMessage request = GetFlow().Sign();

        Answer answer = await Answer.ToAsync(request.WithRawQuery(request.RequestUri!.Query[1..] + "&CustSpaceId=" + Sandbox.CustSpaceId));

        Assert.Equal((400, "SignatureDoesNotMatch"), (answer.Status, answer.Code));
    }

    [Theory]
    [InlineData("x-acs-action", "GetFlowPreviewUrl")]
    [InlineData("x-acs-version", "2020-06-07")]
    [InlineData("x-acs-date", "2025-01-02T03:04:06Z")]
    [InlineData("x-acs-signature-nonce", "another")]
    [InlineData("x-acs-content-sha256", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b856")]
    [InlineData("Host", "cams.ap-southeast-1.aliyuncs.com")]
    public async Task A_tampered_header_is_refused(string name, string value)
    {
        Answer answer = await Answer.ToAsync(GetFlow().Sign().WithHeader(name, value));

        Assert.Equal((400, "SignatureDoesNotMatch"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Another_method_than_the_signed_one_is_refused()
    {
        HttpRequestMessage request = GetFlow().Sign();
        request.Method = HttpMethod.Get;
        request.Content = null;

        Answer answer = await Answer.ToAsync(request);

        Assert.Equal((400, "SignatureDoesNotMatch"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Another_body_than_the_signed_one_is_refused()
    {
        HttpRequestMessage request = GetFlow().Sign();
        request.Content = new ByteArrayContent("FlowId=1"u8.ToArray());

        Answer answer = await Answer.ToAsync(request);

        Assert.Equal((400, "SignatureDoesNotMatch"), (answer.Status, answer.Code));
        Assert.Contains("x-acs-content-sha256", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-15 * 60, true)]
    [InlineData(15 * 60, true)]
    [InlineData(-15 * 60 - 1, false)]
    [InlineData(15 * 60 + 1, false)]
    public async Task A_date_is_good_for_fifteen_minutes_either_way(int secondsOff, bool isGood)
    {
        Answer answer = await Answer.ToAsync(GetFlow() with { Date = Clock.GetUtcNow().AddSeconds(secondsOff) });

        Assert.Equal(isGood ? (200, "OK") : (400, "InvalidTimeStamp.Expired"), (answer.Status, answer.Code));
    }

    [Theory]
    [InlineData("Thu, 02 Jan 2025 03:04:05 GMT")]
    [InlineData("2025-01-02T03:04:05.000Z")]
    [InlineData("2025-01-02T03:04:05+00:00")]
    [InlineData("2025-01-02 03:04:05Z")]
    [InlineData("20250102T030405Z")]
    [InlineData("2025-13-02T03:04:05Z")]
    public async Task A_date_in_another_format_is_refused(string date)
    {
        Answer answer = await Answer.ToAsync(GetFlow() with { DateText = date });

        Assert.Equal((400, "InvalidTimeStamp.Format"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task A_replayed_nonce_is_refused()
    {
        CamsCall call = GetFlow();
        Answer first = await Answer.ToAsync(call);

        Answer second = await Answer.ToAsync(call);
        Answer otherCall = await Answer.ToAsync(call with { Action = "GetFlowPreviewUrl" });

        Assert.Equal((200, "OK"), (first.Status, first.Code));
        Assert.Equal((400, "SignatureNonceUsed"), (second.Status, second.Code));
        Assert.Equal((400, "SignatureNonceUsed"), (otherCall.Status, otherCall.Code));
        Assert.Equal("Specified signature nonce was used already.", second.Json.GetProperty("Message").GetString());
    }

    [Fact]
    public async Task A_nonce_can_be_used_again_once_its_first_request_is_out_of_date()
    {
        await Answer.ToAsync(GetFlow() with { Nonce = "once" });
        Clock.Advance(TimeSpan.FromMinutes(15));
        Answer within = await Answer.ToAsync(GetFlow() with { Nonce = "once" });
        Clock.Advance(TimeSpan.FromSeconds(1));
        Answer after = await Answer.ToAsync(GetFlow() with { Nonce = "once" });

        Assert.Equal("SignatureNonceUsed", within.Code);
        Assert.Equal("OK", after.Code);
    }

    [Fact]
    public async Task A_request_dated_ahead_cannot_be_replayed_while_it_is_in_date()
    {
        CamsCall ahead = GetFlow() with { Date = Clock.GetUtcNow().AddMinutes(14) };
        Answer first = await Answer.ToAsync(ahead);
        Clock.Advance(TimeSpan.FromMinutes(28));

        Answer replay = await Answer.ToAsync(ahead);

        Assert.Equal("OK", first.Code);
        Assert.Equal("SignatureNonceUsed", replay.Code);
    }

    [Fact]
    public async Task A_refused_signature_does_not_use_up_the_nonce()
    {
        CamsCall call = GetFlow();
        Answer forged = await Answer.ToAsync(call with { Secret = "guessed" });

        Answer genuine = await Answer.ToAsync(call);

        Assert.Equal("SignatureDoesNotMatch", forged.Code);
        Assert.Equal("OK", genuine.Code);
    }

    [Fact]
    public async Task An_unknown_key_is_refused()
    {
        Answer answer = await Answer.ToAsync(GetFlow() with { AccessKeyId = "LTAINobody" });

        Assert.Equal((404, "InvalidAccessKeyId.NotFound"), (answer.Status, answer.Code));
    }

    [Theory]
    [InlineData("host")]
    [InlineData("x-acs-date")]
    [InlineData("x-acs-extra")]
    public async Task A_header_that_has_to_be_signed_and_is_not_is_refused(string name)
    {
        Answer answer = await Answer.ToAsync(GetFlow() with { Headers = [("x-acs-extra", "1")], Unsigned = [name] });

        Assert.Equal((400, "IncompleteSignature"), (answer.Status, answer.Code));
        Assert.Contains(name, answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Further_signed_headers_are_accepted()
    {
        Answer answer = await Answer.ToAsync(GetFlow() with { Headers = [("x-acs-extra", "1"), ("accept", "application/json"), ("user-agent", "test/1.0")] });

        Assert.Equal("OK", answer.Code);
    }

    [Fact]
    public async Task A_further_signed_header_that_is_tampered_with_is_refused()
    {
        CamsCall call = GetFlow() with { Headers = [("accept", "application/json")] };

        Answer answer = await Answer.ToAsync(call.Sign().WithHeader("Accept", "text/xml"));

        Assert.Equal("SignatureDoesNotMatch", answer.Code);
    }

    [Fact]
    public async Task A_signed_header_that_is_taken_away_is_refused()
    {
        CamsCall call = GetFlow() with { Headers = [("x-acs-extra", "1")] };

        Answer answer = await Answer.ToAsync(call.Sign().WithHeader("x-acs-extra"));

        Assert.Equal("SignatureDoesNotMatch", answer.Code);
    }

    [Fact]
    public async Task A_signed_header_that_is_sent_twice_is_refused()
    {
        CamsCall call = GetFlow() with { Headers = [("x-acs-extra", "1")] };

        string answer = await RawHttp.SendAsync(Sandbox.CamsEndpoint, RawHttp.Text(call.Sign(), ("X-Acs-Extra", "2")));

        Assert.Contains("\"SignatureDoesNotMatch\"", answer, StringComparison.Ordinal);
        Assert.Contains("x-acs-extra", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("x-acs-version", "MissingVersion")]
    [InlineData("x-acs-action", "MissingAction")]
    [InlineData("x-acs-date", "MissingTimestamp")]
    [InlineData("x-acs-signature-nonce", "MissingSignatureNonce")]
    [InlineData("x-acs-content-sha256", "IncompleteSignature")]
    [InlineData("Authorization", "IncompleteSignature")]
    public async Task A_missing_header_is_named_by_its_code(string name, string code)
    {
        Answer answer = await Answer.ToAsync(GetFlow().Sign().WithHeader(name));

        Assert.Equal((400, code), (answer.Status, answer.Code));
    }

    [Theory]
    [InlineData("ACS3-HMAC-SHA256", "ACS3-HMAC-SM3", "InvalidSignatureMethod")]
    [InlineData("ACS3-HMAC-SHA256 ", "Bearer ", "InvalidSignatureMethod")]
    [InlineData(",SignedHeaders=", ", SignedHeaders=", "IncompleteSignature")]
    [InlineData("Credential=", "Credentials=", "IncompleteSignature")]
    [InlineData(",Signature=", ",Signature=,Signature=", "IncompleteSignature")]
    [InlineData("host;", "Host;", "SignatureDoesNotMatch")]
    [InlineData("host;x-acs-action", "x-acs-action;host", "SignatureDoesNotMatch")]
    [InlineData("host;", "host;host;", "SignatureDoesNotMatch")]
    [InlineData("host;", "host;;", "SignatureDoesNotMatch")]
    public async Task A_signature_header_that_is_not_as_described_is_refused(string part, string replacement, string code)
    {
        HttpRequestMessage request = GetFlow().Sign().WithAuthorization(header => header.Replace(part, replacement, StringComparison.Ordinal));

        Answer answer = await Answer.ToAsync(request);

        Assert.Equal((400, code), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task A_signature_in_upper_case_is_refused()
    {
        HttpRequestMessage request = GetFlow().Sign().WithAuthorization(header => header[..^64] + header[^64..].ToUpperInvariant());

        Answer answer = await Answer.ToAsync(request);

        Assert.Equal("SignatureDoesNotMatch", answer.Code);
    }

    [Fact]
    public async Task Two_signatures_are_refused()
    {
        HttpRequestMessage request = GetFlow().Sign();
        string signature = request.Headers.NonValidated["Authorization"].ToString();

        string answer = await RawHttp.SendAsync(Sandbox.CamsEndpoint, RawHttp.Text(request, ("Authorization", signature)));

        Assert.Contains("\"IncompleteSignature\"", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a b")]
    [InlineData("a+b")]
    [InlineData("a*b")]
    [InlineData("a~b")]
    [InlineData("a/b&c=d")]
    [InlineData("100%")]
    [InlineData("é 流 😀")]
    public async Task A_value_of_any_characters_is_verified_by_its_canonical_encoding(string value)
    {
        Answer answer = await Answer.ToAsync(GetFlow() with { Query = [("FlowId", Flow(Cams, "DRAFT").Id), ("Note", value)] });

        Assert.Equal("OK", answer.Code);
    }

    [Theory]
    [InlineData("a b", "a+b")]
    [InlineData("a*b", "a*b")]
    [InlineData("a~b", "a%7Eb")]
    [InlineData("é", "%c3%a9")]
    [InlineData("a(b)!'", "a(b)!'")]
    public async Task A_value_may_be_sent_in_another_encoding_than_the_signed_one_as_the_SDKs_of_most_languages_do(string value, string sent)
    {
        string id = Flow(Cams, "DRAFT").Id;
        HttpRequestMessage request = (GetFlow() with { Query = [("FlowId", id), ("Note", value)] }).Sign().WithRawQuery($"FlowId={id}&Note={sent}");

        Answer answer = await Answer.ToAsync(request);

        Assert.Equal("OK", answer.Code);
    }

    [Theory]
    [InlineData("a+b", "a+b")]
    [InlineData("a b", "a%2Bb")]
    [InlineData("a%20b", "a%20b")]
    [InlineData("a&b=c", "a&b=c")]
    public async Task An_encoding_that_means_another_value_than_the_signed_one_is_refused(string value, string sent)
    {
        string id = Flow(Cams, "DRAFT").Id;
        HttpRequestMessage request = (GetFlow() with { Query = [("FlowId", id), ("Note", value)] }).Sign().WithRawQuery($"FlowId={id}&Note={sent}");

        Answer answer = await Answer.ToAsync(request);

        Assert.Equal("SignatureDoesNotMatch", answer.Code);
    }

    [Fact]
    public async Task Parameters_may_be_sent_in_any_order_and_are_signed_in_ordinal_order()
    {
        string id = Flow(Cams, "DRAFT").Id;
        CamsCall call = GetFlow() with { Query = [("a", "1"), ("B", "2"), ("B.10", "3"), ("B.2", ""), ("FlowId", id)] };

        Answer answer = await Answer.ToAsync(call.Sign().WithRawQuery($"FlowId={id}&B.2&a=1&B=2&B.10=3"));

        Assert.Equal("OK", answer.Code);
    }

    [Fact]
    public async Task The_log_quotes_the_canonical_request_of_a_refused_signature()
    {
        await Answer.ToAsync(GetFlow() with { Secret = "not the secret" });

        SandboxRequest request = Assert.Single(Sandbox.Requests);
        Assert.Equal(("SignatureDoesNotMatch", 400, null), (request.Code, request.Status, request.Operation));
        Assert.Contains($"POST\n/\nFlowId={Flow(Cams, "DRAFT").Id}\nhost:", request.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_token_that_the_key_does_not_have_is_refused()
    {
        Answer answer = await Answer.ToAsync(GetFlow() with { Headers = [("x-acs-security-token", "made-up")] });

        Assert.Equal((400, "InvalidSecurityToken.MismatchWithAccessKey"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Every_refusal_is_dated_by_the_sandbox_clock()
    {
        Answer answer = await Answer.ToAsync(GetFlow() with { Date = DateTimeOffset.UnixEpoch });

        Assert.Equal(Clock.GetUtcNow().ToString("R", CultureInfo.InvariantCulture), answer.Headers.Date?.ToString("R", CultureInfo.InvariantCulture));
    }
}
