using System.Text;
using FlowGen.Runtime.Tests.Clocks;
using FlowGen.Runtime.Tests.Servers;
using FlowGen.Signing;

namespace FlowGen.Runtime.Tests.Signing;

/// <summary>Random requests, the same in every run: the signer and a plain reading of the description agree on each.</summary>
public sealed class Acs3PropertyTests
{
    private const int Requests = 3000;
    private const string Pieces = "abzABZ019-_.~ !*'()+,/:;=?@[]{}\"\\|<>^`#&%$\t\u00e9流程\u0000\u200E";

    private static readonly string[] Methods = ["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD"];
    private static readonly string[] ContentTypes = ["application/json", "application/json; charset=utf-8", "application/x-www-form-urlencoded", "text/plain"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_signature_of_any_request_is_the_one_that_the_description_gives()
    {
        var random = new Random(20260601);
        for (var number = 0; number < Requests; number++)
        {
            var (id, secret, token) = (Key(random), Key(random), random.Next(3) == 0 ? Key(random) : null);
            using var message = Message(random);
            var body = message.Content is null ? [] : await message.Content.ReadAsByteArrayAsync(Token);
            var credentials = AlibabaCredentials.FromAccessKey(id, secret, token);

            await new Acs3HmacSha256Signer(credentials, new ManualTimeProvider()).SignAsync(message, body, Token);

            var sent = Sent(message, body);
            string[] signed = [.. sent.Headers.Keys.Where(name => name is "host" or "content-type" || name.StartsWith("x-acs-", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
            Assert.True(
                SignatureOracle.Authorization(sent, id, secret, signed) == sent.Headers["authorization"],
                $"Request {number}: {sent.Method} {sent.Target}");
        }
    }

    [Fact]
    public async Task One_signer_signs_any_requests_at_the_same_time()
    {
        var signer = new Acs3HmacSha256Signer(AlibabaCredentials.FromAccessKey("id", "secret"));
        var nonces = new System.Collections.Concurrent.ConcurrentDictionary<string, int>();

        await Parallel.ForAsync(0, Requests, Token, async (number, token) =>
        {
            using var message = Message(new(number));
            var body = message.Content is null ? [] : await message.Content.ReadAsByteArrayAsync(token);
            await signer.SignAsync(message, body, token);
            var sent = Sent(message, body);
            string[] signed = [.. sent.Headers.Keys.Where(name => name is "host" or "content-type" || name.StartsWith("x-acs-", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];
            Assert.Equal(SignatureOracle.Authorization(sent, "id", "secret", signed), sent.Headers["authorization"]);
            Assert.True(nonces.TryAdd(sent.Headers["x-acs-signature-nonce"], number));
        });

        Assert.Equal(Requests, nonces.Count);
    }

    private static HttpRequestMessage Message(Random random)
    {
        var path = string.Concat(Enumerable.Range(0, random.Next(4)).Select(_ => "/" + Uri.EscapeDataString(Text(random, 6))));
        var query = string.Join('&', Enumerable.Range(0, random.Next(random.Next(8) == 0 ? 60 : 6)).Select(_ => Parameter(random)));
        var address = $"https://{(random.Next(2) == 0 ? "product.test.invalid" : "127.0.0.1:8080")}{(path.Length == 0 ? "/" : path)}{(query.Length == 0 ? "" : "?" + query)}";
        var message = new HttpRequestMessage(new(Methods[random.Next(Methods.Length)]), address);
        message.Headers.TryAddWithoutValidation("x-acs-action", "Action" + random.Next(10));
        message.Headers.TryAddWithoutValidation("X-ACS-Version", "2020-06-06");
        if (random.Next(3) == 0)
        {
            message.Headers.TryAddWithoutValidation("x-acs-odd-" + random.Next(5), "  a  b ");
        }

        if (random.Next(2) == 0)
        {
            message.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(Text(random, 300)));
            message.Content.Headers.TryAddWithoutValidation("Content-Type", ContentTypes[random.Next(ContentTypes.Length)]);
        }

        return message;
    }

    private static string Parameter(Random random)
    {
        var (name, value) = (Uri.EscapeDataString("n" + Text(random, 4)), Uri.EscapeDataString(Text(random, 12)));
        return random.Next(8) switch
        {
            0 => name,
            1 => $"{name}=",
            2 => $"{name.ToLowerInvariant()}={value.ToLowerInvariant()}",
            _ => $"{name}={value}",
        };
    }

    private static string Text(Random random, int longest) =>
        string.Concat(Enumerable.Range(0, random.Next(longest)).Select(_ => Pieces[random.Next(Pieces.Length)]));

    private static string Key(Random random) =>
        string.Concat(Enumerable.Range(0, random.Next(1, 90)).Select(_ => (char)random.Next('!', '~' + 1)));

    private static ReceivedRequest Sent(HttpRequestMessage message, byte[] body)
    {
        var address = message.RequestUri!;
        var headers = message.Headers.NonValidated.Concat(message.Content?.Headers.NonValidated.AsEnumerable() ?? [])
            .ToDictionary(header => header.Key.ToLowerInvariant(), header => header.Value.ToString());
        headers["host"] = address.IsDefaultPort ? address.IdnHost : $"{address.IdnHost}:{address.Port}";
        return new(message.Method.Method, address.PathAndQuery, headers, body);
    }
}
