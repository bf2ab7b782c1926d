using System.Diagnostics;

namespace FlowGen;

/// <summary>How <see cref="AlibabaCredentials.FromDefaultChain"/> looks for keys. Nothing needs to be set.</summary>
public sealed class AlibabaCredentialChainOptions
{
    /// <summary>The profile in the shared files. Default: <c>ALIBABA_CLOUD_PROFILE</c>, else the file's own default.</summary>
    public string? Profile { get; set; }

    /// <summary>
    /// What sends to the metadata service, to STS and to the credentials URI. It stays yours to dispose. Default: a handler that follows no
    /// redirects, and that goes past any proxy to the metadata service.
    /// </summary>
    public HttpMessageHandler? HttpHandler { get; set; }

    /// <summary>The metadata service of an ECS instance. Default: <c>http://100.100.100.200</c>.</summary>
    public Uri MetadataEndpoint { get; set; } = new("http://100.100.100.200");

    /// <summary>
    /// The STS server that roles are assumed at. Default: by the profile's or the environment's region, else <c>https://sts.aliyuncs.com</c>.
    /// </summary>
    public Uri? SecurityTokenEndpoint { get; set; }

    /// <summary>The clock by which keys are renewed. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>The value of an environment variable; <see langword="null"/> when it is unset or empty.</summary>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    internal Func<string, string?> Variable { get; init; } = static name => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null;

    /// <summary>The folder that the shared files are under.</summary>
    internal string HomeFolder { get; init; } = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);

    /// <summary>Whether a variable says <c>true</c>.</summary>
    internal bool IsSet(string variable) => string.Equals(Variable(variable), "true", StringComparison.OrdinalIgnoreCase);
}
