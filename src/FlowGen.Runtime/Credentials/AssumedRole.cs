using System.Globalization;

namespace FlowGen.Credentials;

/// <summary>A role to assume, as a profile or the environment names it.</summary>
internal sealed class AssumedRole
{
    internal const string ArnVariable = "ALIBABA_CLOUD_ROLE_ARN";

    private const string SessionNameVariable = "ALIBABA_CLOUD_ROLE_SESSION_NAME";
    private const string RegionVariable = "ALIBABA_CLOUD_STS_REGION";
    private const string VpcVariable = "ALIBABA_CLOUD_VPC_ENDPOINT_ENABLED";
    private const int DefaultDurationSeconds = 3600;
    private const int LeastDurationSeconds = 900;

    /// <summary>The role's name in RAM.</summary>
    internal required string? Arn { get; init; }

    /// <summary>What the session is called in the provider's logs.</summary>
    internal string? SessionName { get; init; }

    /// <summary>For how long the key is asked for; <see langword="null"/> for an hour.</summary>
    internal int? DurationSeconds { get; init; }

    /// <summary>What of the role's permissions the session gets; <see langword="null"/> for all.</summary>
    internal string? Policy { get; init; }

    /// <summary>What the role's owner wants to be told.</summary>
    internal string? ExternalId { get; init; }

    /// <summary>The region whose STS is asked.</summary>
    internal string? Region { get; init; }

    /// <summary>Whether STS is asked inside the VPC.</summary>
    internal bool? IsInVpc { get; init; }

    /// <summary>The parameters of the request for a key.</summary>
    /// <exception cref="CredentialsUnavailableException">There is no role, or the duration is too short.</exception>
    internal List<KeyValuePair<string, string>> Parameters(string source, AlibabaCredentialChainOptions options)
    {
        var seconds = DurationSeconds is > 0 ? DurationSeconds.Value : DefaultDurationSeconds;
        if (seconds < LeastDurationSeconds)
        {
            throw new CredentialsUnavailableException(FormattableString.Invariant($"{source} asks for {seconds} seconds; a session is {LeastDurationSeconds} at least"));
        }

        List<KeyValuePair<string, string>> parameters =
        [
            new("DurationSeconds", seconds.ToString(CultureInfo.InvariantCulture)),
            new("RoleArn", Arn ?? options.Variable(ArnVariable) ?? throw new CredentialsUnavailableException($"{source} names no role")),
            new("RoleSessionName", SessionName ?? options.Variable(SessionNameVariable) ?? "flowgen"),
        ];
        if (Policy is not null)
        {
            parameters.Add(new("Policy", Policy));
        }

        if (ExternalId is not null)
        {
            parameters.Add(new("ExternalId", ExternalId));
        }

        return parameters;
    }

    /// <summary>The STS server: <c>sts.aliyuncs.com</c>, or the region's, inside the VPC <c>sts-vpc</c>.</summary>
    /// <exception cref="CredentialsUnavailableException">The region's name can be none.</exception>
    internal Uri Endpoint(string source, AlibabaCredentialChainOptions options)
    {
        if (options.SecurityTokenEndpoint is { } endpoint)
        {
            return endpoint;
        }

        if ((Region ?? options.Variable(RegionVariable)) is not { } region)
        {
            return new("https://sts.aliyuncs.com");
        }

        if (!region.All(static character => char.IsAsciiLetterOrDigit(character) || character == '-'))
        {
            throw new CredentialsUnavailableException($"{source} names an STS region that is none");
        }

        return new($"https://{(IsInVpc ?? options.IsSet(VpcVariable) ? "sts-vpc" : "sts")}.{region}.aliyuncs.com");
    }
}
