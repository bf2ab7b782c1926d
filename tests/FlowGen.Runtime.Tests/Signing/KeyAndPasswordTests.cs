using System.Text;
using FlowGen.Http;
using FlowGen.Signing;

namespace FlowGen.Runtime.Tests.Signing;

/// <summary>Keys in headers, queries and cookies, and users with passwords.</summary>
public sealed class KeyAndPasswordTests
{
    private static readonly ApiKeyCredentials Key = ApiKeyCredentials.FromKey("Token a+b/c=");

    [Theory]
    [InlineData("https://api.test/a%2Fb", "https://api.test/a%2Fb?the%20key=Token%20a%2Bb%2Fc%3D")]
    [InlineData("https://api.test/a?x=%2F", "https://api.test/a?x=%2F&the%20key=Token%20a%2Bb%2Fc%3D")]
    public async Task A_key_in_the_query_leaves_the_rest_of_the_address_as_it_is(string before, string after)
    {
        using var request = await SignedAsync(new ApiKeySigner(Key, ApiKeyLocation.Query, "the key"), before);

        Assert.Equal(after, request.RequestUri!.AbsoluteUri);
    }

    [Fact]
    public async Task A_key_in_a_header_replaces_one_that_is_there()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "https://api.test/");
        request.Headers.TryAddWithoutValidation("X-Key", "forged");
        await new ApiKeySigner(Key, ApiKeyLocation.Header, "X-Key").SignAsync(request, default, TestContext.Current.CancellationToken);

        Assert.Equal(["Token a+b/c="], request.Headers.GetValues("X-Key"));
    }

    [Fact]
    public async Task A_key_in_a_cookie_stands_behind_those_that_are_there()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "https://api.test/");
        request.Headers.TryAddWithoutValidation("cookie", "a=1; b=2");
        await new ApiKeySigner(Key, ApiKeyLocation.Cookie, "session").SignAsync(request, default, TestContext.Current.CancellationToken);

        Assert.Equal(["a=1; b=2; session=Token%20a%2Bb%2Fc%3D"], request.Headers.GetValues("cookie"));
    }

    [Fact]
    public async Task A_user_and_a_password_travel_in_UTF_8()
    {
        using var request = await SignedAsync(new BasicSigner(BasicCredentials.FromPassword("Aladdin", "öpen:sesame")), "https://api.test/");

        Assert.Equal("Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("Aladdin:öpen:sesame")), request.Headers.Authorization!.ToString());
    }

    [Fact]
    public void Nothing_that_is_printed_holds_a_secret()
    {
        var basic = BasicCredentials.FromPassword("user", "hunter2");

        Assert.DoesNotContain("a+b", Key + Key.AccountId, StringComparison.Ordinal);
        Assert.DoesNotContain("hunter2", basic + basic.AccountId, StringComparison.Ordinal);
    }

    [Fact]
    public void A_server_that_quotes_the_address_gives_no_key_away()
    {
        using var request = new HttpRequestMessage();

        Assert.Equal("no such path /a?key=***", new SecretRedaction(Key, request).Apply("no such path /a?key=Token%20a%2Bb%2Fc%3D"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("key\n")]
    [InlineData(" key")]
    [InlineData("kéy")]
    public void A_key_that_no_header_can_carry_is_refused(string key) => Assert.ThrowsAny<ArgumentException>(() => ApiKeyCredentials.FromKey(key));

    [Theory]
    [InlineData("a:b", "p")]
    [InlineData("a\n", "p")]
    [InlineData("a", "p\r\n")]
    public void A_user_or_password_that_cannot_be_told_apart_or_sent_is_refused(string user, string password) =>
        Assert.Throws<ArgumentException>(() => BasicCredentials.FromPassword(user, password));

    [Theory]
    [InlineData("", "text/plain")]
    [InlineData("a.txt", "no media type")]
    [InlineData("a.txt", "text/plain\r\nX: y")]
    public void A_file_needs_a_name_and_a_media_type(string name, string mediaType) =>
        Assert.ThrowsAny<ArgumentException>(() => new FilePart(default, name, mediaType));

    [Theory]
    [InlineData(null, "ü")]
    [InlineData("utf-8", "ü")]
    [InlineData("\"UTF-8\"", "ü")]
    [InlineData("iso-8859-1", "Ã¼")]
    [InlineData("klingon", "ü")]
    public void A_text_is_read_in_the_encoding_that_it_names(string? charset, string expected) =>
        Assert.Equal(expected, BodyRead.Text("ü"u8, charset));

    [Fact]
    public void A_byte_order_mark_is_no_part_of_a_text() => Assert.Equal("a", BodyRead.Text([0xEF, 0xBB, 0xBF, (byte)'a'], null));

    private static async Task<HttpRequestMessage> SignedAsync(IRequestSigner signer, string address)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address);
        await signer.SignAsync(request, default, TestContext.Current.CancellationToken);
        return request;
    }
}
