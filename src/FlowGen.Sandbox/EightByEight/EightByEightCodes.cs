namespace FlowGen.Sandbox.EightByEight;

/// <summary>The codes that the sandbox chooses between. Their statuses and texts are the spec's.</summary>
internal static class EightByEightCodes
{
    public const string InvalidParameter = "1000";

    /// <summary>
    /// The status of the flow does not permit the call: 409, as the guide to the Flows API says. The code that comes with it is not documented; it is
    /// <see cref="InvalidParameter"/> here, which names nothing that the call has right.
    /// </summary>
    public const int Conflict = 409;

    /// <summary>The Flow JSON cannot be used: 422, as the guide says, with <see cref="InvalidParameter"/> as above.</summary>
    public const int Unprocessable = 422;
    public const string NotAuthenticated = "1200";

    /// <summary>The key is good and the account is not the key's. 1001 says the same of a sub-account, which these paths do not have.</summary>
    public const string Forbidden = "1201";

    /// <summary>A channel or a flow that is not there. No code of its own is documented for either; this is 8x8's general one.</summary>
    public const string NotFound = "1300";
}
