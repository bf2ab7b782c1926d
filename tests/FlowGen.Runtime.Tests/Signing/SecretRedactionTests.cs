using System.Text.Encodings.Web;
using FlowGen.Signing;

namespace FlowGen.Runtime.Tests.Signing;

public sealed class SecretRedactionTests
{
    private const string Secret = "ab/cd+ef=\"gh";

    private readonly SecretRedaction _redaction = Redaction("Bearer " + Secret);

    [Fact]
    public void A_text_without_a_secret_stays_the_same_object()
    {
        const string Text = "ab/cd+e is only the start of one";

        Assert.Same(Text, _redaction.Apply(Text));
    }

    [Fact]
    public void Every_occurrence_is_taken_out() =>
        Assert.Equal("a *** b ******", _redaction.Apply($"a {Secret} b {Secret}{Secret}"));

    [Fact]
    public void It_is_found_in_the_spellings_of_encoders()
    {
        string[] spellings =
        [
            JavaScriptEncoder.Default.Encode(Secret),
            JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(Secret),
            Secret.Replace("/", "\\/", StringComparison.Ordinal),
            Uri.EscapeDataString(Secret),
            Uri.EscapeDataString(Secret).ToLowerInvariant(),
        ];

        Assert.All(spellings, spelling => Assert.Equal("<***>", _redaction.Apply($"<{spelling}>")));
    }

    [Fact]
    public void The_start_of_one_that_is_cut_off_at_the_end_counts() =>
        Assert.Equal("echo: ***", _redaction.Apply($"echo: {Secret[..6]}"));

    [Fact]
    public void The_longest_of_several_wins() =>
        Assert.Equal("*** ***", Redaction("Bearer abcd", "Bearer abcdefgh").Apply("abcdefgh abcd"));

    [Fact]
    public void The_credentials_own_secrets_count_beside_what_was_sent()
    {
        using var message = new HttpRequestMessage();
        var redaction = new SecretRedaction(BearerCredentials.FromKey("k-12345"), message);

        Assert.Equal("key ***", redaction.Apply("key k-12345"));
    }

    [Fact]
    public void An_exception_that_tells_a_secret_is_not_kept()
    {
        var harmless = new IOException("nothing told");

        Assert.Same(harmless, _redaction.WithoutSecrets(harmless));
        Assert.Null(_redaction.WithoutSecrets(new IOException("outer", new IOException(Secret))));
        Assert.Null(_redaction.WithoutSecrets(null));
    }

    private static SecretRedaction Redaction(params string[] authorizations)
    {
        var message = new HttpRequestMessage();
        foreach (var authorization in authorizations)
        {
            message.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        return new(null, message);
    }
}
