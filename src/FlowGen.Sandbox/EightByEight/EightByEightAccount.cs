namespace FlowGen.Sandbox.EightByEight;

/// <summary>The one account that the sandbox knows at 8x8.</summary>
internal sealed record EightByEightAccount(string ApiKey, string AccountId, string ChannelId)
{
    /// <summary>Whether an id means this account: a GUID reads the same with and without dashes, and in either case.</summary>
    public bool Owns(string accountId) => string.Equals(WithoutDashes(accountId), WithoutDashes(AccountId), StringComparison.OrdinalIgnoreCase);

    private static string WithoutDashes(string id) => id.Replace("-", "", StringComparison.Ordinal);
}
