using FlowGen.Signing;

namespace FlowGen.Runtime.Tests.Signing;

/// <summary>The vectors that the provider publishes, and some that were computed with its own SDK.</summary>
public sealed class Acs3VectorTests
{
    private const string KeyId = "YourAccessKeyId";
    private const string Secret = "YourAccessKeySecret";
    private const string EmptyHash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    [Fact]
    public void The_digest_of_no_body_is_that_of_no_bytes() => Assert.Equal(EmptyHash, Acs3Signature.HashContent([]));

    [Fact]
    public void The_published_RunInstances_example_comes_out_the_same()
    {
        var request = Acs3CanonicalRequest.Create(
            "POST",
            "/",
            [new("RegionId", "cn-shanghai"), new("ImageId", "win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd")],
            [
                new("x-acs-action", "RunInstances"),
                new("Host", "ecs.cn-shanghai.aliyuncs.com"),
                new("X-Acs-Version", "2014-05-26"),
                new("accept", "application/json"),
                new("x-acs-date", "2023-10-26T10:22:32Z"),
                new("x-acs-content-sha256", EmptyHash),
                new("x-acs-signature-nonce", "3156853299f313e23d1673dc12e1703d"),
            ],
            EmptyHash);

        Assert.Equal(
            """
            POST
            /
            ImageId=win2019_1809_x64_dtc_zh-cn_40G_alibase_20230811.vhd&RegionId=cn-shanghai
            host:ecs.cn-shanghai.aliyuncs.com
            x-acs-action:RunInstances
            x-acs-content-sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
            x-acs-date:2023-10-26T10:22:32Z
            x-acs-signature-nonce:3156853299f313e23d1673dc12e1703d
            x-acs-version:2014-05-26

            host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version
            e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
            """.ReplaceLineEndings("\n"),
            request.Text);
        Assert.Equal("7ea06492da5221eba5297e897ce16e55f964061054b7695beedaac1145b1e259", request.Hash);
        Assert.Equal("06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0", Acs3Signature.Sign(Secret, request));
        Assert.Equal(
            "ACS3-HMAC-SHA256 Credential=YourAccessKeyId,SignedHeaders=host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version,Signature=06563a9e1b43f5dfe96b81484da74bceab24a1d853912eee15083a6f0f3283c0",
            Acs3Signature.Authorization(KeyId, Secret, request));
    }

    [Fact]
    public void GetFlow_with_a_fixed_key_is_signed_as_by_the_vendors_SDK()
    {
        var request = GetFlow([new("FlowId", "926753328126430001"), new("CustSpaceId", "cams-kei0001")]);

        Assert.Equal("CustSpaceId=cams-kei0001&FlowId=926753328126430001", request.Query);
        Assert.Equal("host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version", request.SignedHeaders);
        Assert.Equal("660632bb193e543dc0602d38fe06c773e6cee038653cd96d45ea89c6102ed7a0", request.Hash);
        Assert.Equal("96a842401163702566f26ee4dba513ae6046c0a305a83edcf974b8f5fbc1cae8", Acs3Signature.Sign(Secret, request));
    }

    [Fact]
    public void GetFlow_with_a_temporary_key_signs_its_token_too()
    {
        var request = GetFlow(
            [new("FlowId", "926753328126430001")],
            new("x-acs-security-token", "CAIS+example/token=="),
            new("x-acs-accesskey-id", KeyId));

        Assert.Equal(
            "host;x-acs-accesskey-id;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-security-token;x-acs-signature-nonce;x-acs-version",
            request.SignedHeaders);
        Assert.Equal("0a726672181d672c3720dc00fe91c735eb1d887c9ac3adeb09cb5c85cbca24f4", request.Hash);
        Assert.Equal("376bcaf35aefd215fac44e6d3b4a83b2e89aaa9341fcb7f2e3974367dbbcebfe", Acs3Signature.Sign(Secret, request));
    }

    /// <summary>Computed by a script of a few lines that was written from the provider's description.</summary>
    public static TheoryData<string, Acs3CanonicalRequest, string, string, string> FurtherVectors() => new()
    {
        {
            "a list and an empty value in the query",
            Request("POST", "/", "cams.ap-southeast-1.aliyuncs.com", "CreateFlow", "2020-06-06", "", null, [new("FlowName", "a b*c~d+e/f?g"), new("Categories", "[\"SIGN_UP\",\"OTHER\"]"), new("CustSpaceId", "")]),
            "Categories=%5B%22SIGN_UP%22%2C%22OTHER%22%5D&CustSpaceId=&FlowName=a%20b%2Ac~d%2Be%2Ff%3Fg",
            "276de91575aced940064e6b58d7137445cee7cfd46e9368598ca4a5e783170f4",
            "136f0372cf10b6dc3d12c2be56e7428551f5f2888f76ca6d7a22d4ed8d655ff8"
        },
        {
            "a form",
            Request("POST", "/", "cams.ap-southeast-1.aliyuncs.com", "CreateFlow", "2020-06-06", "FlowName=%E6%B5%81%E7%A8%8B&Categories=%5B%22OTHER%22%5D", "application/x-www-form-urlencoded", []),
            "",
            "df83129a74494091ec404538d9744f97c35a092d01f48b5f89f61997345aae61",
            "74afd10e78e872ed62ed28f6e14d73230ae280be9fc85f7708e0191fa872d2ea"
        },
        {
            "a path and a JSON body",
            Request("PUT", "/clusters/c:1/nodes/%e6%b5%81", "cs.cn-hangzhou.aliyuncs.com", "UpdateNode", "2015-12-15", "{\"name\":\"流程\"}", "application/json; charset=utf-8", [new("Force", "true"), new("b", "2"), new("B", "1")]),
            "B=1&Force=true&b=2",
            "b46dc6b978bc9736fd5f3b006162aac3103180e01c947bf2c12b92b961a14910",
            "8371de2464264a2ecf6b7c599b9090ff491c0ca0bd03da1048496bb7bbc7534b"
        },
        {
            "a GET with a name that is not ASCII",
            Request("GET", "/api/v1/users", "sae.aliyuncs.com", "ListUsers", "2019-05-06", "", null, [new("PageSize", "10"), new("PageNumber", "1"), new("名", "值")]),
            "PageNumber=1&PageSize=10&%E5%90%8D=%E5%80%BC",
            "0dc88100fb53ac16f5adcda87e6bc0af709aa9b8f5b3f7160a83173bd029f9b4",
            "71658682d87a369c5c3aed27d41e11c17f23d8a251b64a96177663ef2aee694c"
        },
    };

    [Theory]
    [MemberData(nameof(FurtherVectors), DisableDiscoveryEnumeration = true)]
    public void What_the_description_says_comes_out(string kind, Acs3CanonicalRequest request, string query, string hash, string signature)
    {
        Assert.Equal(query, request.Query);
        Assert.True(hash == request.Hash, kind);
        Assert.True(signature == Acs3Signature.Sign(Secret, request), kind);
    }

    [Fact]
    public void The_query_is_sorted_by_plain_names_with_upper_case_first()
    {
        var request = Acs3CanonicalRequest.Create(
            "GET",
            "/",
            [new("b", "1"), new("InstanceId.2", "2"), new("B", "3"), new("InstanceId.10", "4"), new("a/", "5"), new("a-", "6"), new("a", "7")],
            [],
            EmptyHash);

        Assert.Equal("B=3&InstanceId.10=4&InstanceId.2=2&a=7&a-=6&a%2F=5&b=1", request.Query);
    }

    [Fact]
    public void Equal_names_keep_their_order()
    {
        var request = Acs3CanonicalRequest.Create("GET", "/", [new("n", "2"), new("m", "x"), new("n", "1"), new("n", "3")], [], EmptyHash);

        Assert.Equal("m=x&n=2&n=1&n=3", request.Query);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("a b", "a%20b")]
    [InlineData("*", "%2A")]
    [InlineData("~-_.", "~-_.")]
    [InlineData("a/b?c=d&e+f", "a%2Fb%3Fc%3Dd%26e%2Bf")]
    [InlineData("流程", "%E6%B5%81%E7%A8%8B")]
    [InlineData("😀", "%F0%9F%98%80")]
    [InlineData("100%", "100%25")]
    [InlineData("!'()", "%21%27%28%29")]
    public void A_value_has_one_spelling(string value, string encoded) =>
        Assert.Equal($"v={encoded}", Acs3CanonicalRequest.Create("GET", "/", [new("v", value)], [], EmptyHash).Query);

    [Theory]
    [InlineData("", "/")]
    [InlineData("/", "/")]
    [InlineData("/clusters/abc", "/clusters/abc")]
    [InlineData("/a:b/c@d", "/a%3Ab/c%40d")]
    [InlineData("/a%2Fb/%e4%bd%a0/%7e", "/a%2Fb/%E4%BD%A0/~")]
    [InlineData("/trailing/", "/trailing/")]
    [InlineData("/100%/%zz", "/100%25/%25zz")]
    [InlineData("/%FF", "/%FF")]
    public void A_path_has_one_spelling(string path, string canonical) =>
        Assert.Equal(canonical, Acs3CanonicalRequest.Create("GET", path, [], [], EmptyHash).Path);

    [Fact]
    public void Header_values_are_trimmed_and_joined_and_only_the_signed_ones_count()
    {
        var request = Acs3CanonicalRequest.Create(
            "post",
            "/",
            [],
            [new("X-Acs-B", " 2 "), new("User-Agent", "x"), new("x-acs-a", "1"), new("x-acs-b", "3"), new("Content-Type", "text/plain"), new("x-acsother", "no")],
            EmptyHash);

        Assert.Equal("content-type;x-acs-a;x-acs-b", request.SignedHeaders);
        Assert.StartsWith("POST\n/\n\ncontent-type:text/plain\nx-acs-a:1\nx-acs-b:2, 3\n\n", request.Text, StringComparison.Ordinal);
    }

    private static Acs3CanonicalRequest Request(string method, string path, string host, string action, string version, string body, string? contentType, KeyValuePair<string, string>[] query)
    {
        var contentHash = Acs3Signature.HashContent(System.Text.Encoding.UTF8.GetBytes(body));
        List<KeyValuePair<string, string>> headers =
        [
            new("host", host),
            new("x-acs-action", action),
            new("x-acs-version", version),
            new("x-acs-date", "2025-01-02T03:04:05Z"),
            new("x-acs-signature-nonce", "0f1e2d3c4b5a69788796a5b4c3d2e1f0"),
            new("x-acs-content-sha256", contentHash),
        ];
        if (contentType is not null)
        {
            headers.Add(new("Content-Type", contentType));
        }

        return Acs3CanonicalRequest.Create(method, path, query, headers, contentHash);
    }

    private static Acs3CanonicalRequest GetFlow(KeyValuePair<string, string>[] query, params KeyValuePair<string, string>[] headers) =>
        Acs3CanonicalRequest.Create(
            "POST",
            "/",
            query,
            [
                .. headers,
                new("host", "cams.ap-southeast-1.aliyuncs.com"),
                new("x-acs-action", "GetFlow"),
                new("x-acs-version", "2020-06-06"),
                new("x-acs-date", "2025-01-02T03:04:05Z"),
                new("x-acs-signature-nonce", "0f1e2d3c4b5a69788796a5b4c3d2e1f0"),
                new("x-acs-content-sha256", EmptyHash),
            ],
            EmptyHash);
}
