namespace FlowGen.Sandbox.EightByEight;

/// <summary>The codes that the sandbox chooses between. Their statuses and texts are the spec's.</summary>
internal static class EightByEightCodes
{
    public const string InvalidParameter = "1000";
    public const string NotAuthenticated = "1200";

    /// <summary>The key is good and the account is not the key's. 1001 says the same of a sub-account, which these paths do not have.</summary>
    public const string Forbidden = "1201";

    /// <summary>A channel or a flow that is not there. No code of its own is documented for either; this is 8x8's general one.</summary>
    public const string NotFound = "1300";
}
