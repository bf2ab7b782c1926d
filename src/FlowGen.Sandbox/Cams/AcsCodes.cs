namespace FlowGen.Sandbox.Cams;

/// <summary>The codes that the sandbox chooses between. Their statuses and texts are the spec's.</summary>
internal static class AcsCodes
{
    public const string IncompleteSignature = "IncompleteSignature";
    public const string UnknownAlgorithm = "InvalidSignatureMethod";
    public const string WrongSignature = "SignatureDoesNotMatch";
    public const string UnknownAccessKey = "InvalidAccessKeyId.NotFound";
    public const string UnreadableDate = "InvalidTimeStamp.Format";
    public const string DateOutOfWindow = "InvalidTimeStamp.Expired";
    public const string UsedNonce = "SignatureNonceUsed";
    public const string MissingToken = "MissingSecurityToken";
    public const string WrongToken = "InvalidSecurityToken.MismatchWithAccessKey";

    /// <summary>A bearer token that is not the account's, or not announced. No code for bearer tokens is documented; this is the gateway's for a damaged STS token.</summary>
    public const string WrongBearerToken = "InvalidSecurityToken.Malformed";
    public const string UnknownAction = "InvalidAction.NotFound";
    public const string UnknownVersion = "InvalidVersion";
    public const string WrongMethod = "UnsupportedHTTPMethod";
    public const string UnreadableRequest = "InvalidParameter.Format";

    /// <summary>A page that is asked for in a way that makes no sense: the one code of CAMS' own table that is about lists.</summary>
    public const string InvalidPage = "InvalidParameter.PageInvalid";

    /// <summary>
    /// A flow whose status or content does not permit the operation. No code for this is documented; of the documented ones, the gateway's word for
    /// a parameter that is not acceptable comes nearest, and the parameter is the flow's id.
    /// </summary>
    public static readonly string UnfitFlow = Invalid("FlowId");

    /// <summary>
    /// A flow or a space that the caller does not have. The vendor documents no code for a flow that does not exist. This one says that the
    /// resource is not the caller's, is on the page of every operation, and is true of a flow that is nobody's.
    /// </summary>
    public const string ForeignResource = "Unknown.ResourceOwnerId";

    /// <summary>The gateway's code for a parameter that is missing: the word and the parameter's name.</summary>
    public static string Missing(string parameter) => "Missing" + parameter;

    /// <summary>The gateway's code for a parameter that is not acceptable: the word and the parameter's name.</summary>
    public static string Invalid(string parameter) => "Invalid" + parameter;
}
