using FlowGen.Signing;

namespace FlowGen.Runtime.Tests.Signing;

/// <summary>Several credentials of one client.</summary>
public class CredentialSetTests
{
    private static readonly CredentialSet Set = new()
    {
        ["token"] = BearerCredentials.FromKey("the-token"),
        ["user"] = BasicCredentials.FromPassword("me", "the-password"),
    };

    [Fact]
    public void Its_account_is_that_of_all_in_the_order_of_their_names() => Assert.Equal(
        $"{BearerCredentials.FromKey("the-token").AccountId}+me",
        Set.AccountId);

    [Fact]
    public void It_never_shows_a_secret() => Assert.Equal("CredentialSet (secret hidden)", Set.ToString());

    [Fact]
    public void What_an_answer_quotes_of_any_of_them_is_taken_out()
    {
        using var request = new HttpRequestMessage();

        Assert.Equal("*** and ***", new SecretRedaction(Set, request).Apply("the-token and the-password"));
    }

    [Fact]
    public void It_holds_no_other_set() => Assert.Throws<ArgumentException>(static () => new CredentialSet { ["a"] = new CredentialSet() });
}
