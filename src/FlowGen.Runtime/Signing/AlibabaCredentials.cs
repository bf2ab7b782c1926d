using System.Diagnostics;
using FlowGen.Credentials;
using FlowGen.Signing;

namespace FlowGen;

/// <summary>
/// Who calls Alibaba Cloud. Derive from it for keys that rotate; <see cref="GetAccessKeyAsync"/> is asked before every attempt.
/// </summary>
[DebuggerDisplay("{ToString(),nq}")]
public abstract class AlibabaCredentials : ApiCredentials
{
    internal const string AccessKeyIdVariable = "ALIBABA_CLOUD_ACCESS_KEY_ID";
    internal const string AccessKeySecretVariable = "ALIBABA_CLOUD_ACCESS_KEY_SECRET";
    internal const string SecurityTokenVariable = "ALIBABA_CLOUD_SECURITY_TOKEN";

    // The key in use and the one before it: an answer to a call signed with the former may still be under way.
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private volatile AlibabaAccessKey[] _keysInUse = [];

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    internal sealed override IReadOnlyList<string> Secrets
    {
        get
        {
            var secrets = new List<string>(4);
            foreach (var key in _keysInUse)
            {
                secrets.Add(key.AccessKeySecret);
                if (key.SecurityToken is { } token)
                {
                    secrets.Add(token);
                }
            }

            return secrets;
        }
    }

    /// <summary>
    /// Reads <c>ALIBABA_CLOUD_ACCESS_KEY_ID</c>, <c>ALIBABA_CLOUD_ACCESS_KEY_SECRET</c> and, for a temporary key,
    /// <c>ALIBABA_CLOUD_SECURITY_TOKEN</c>, as the vendor's own SDKs do. They are read once, here.
    /// </summary>
    /// <exception cref="MissingCredentialException">One of the first two is unset or empty.</exception>
    /// <exception cref="ArgumentException">One of them holds a character that is not visible ASCII.</exception>
    public static AlibabaCredentials FromEnvironment() => FromAccessKey(
        CredentialText.FromRequiredVariable(AccessKeyIdVariable),
        CredentialText.FromRequiredVariable(AccessKeySecretVariable),
        CredentialText.FromVariable(SecurityTokenVariable));

    /// <summary>
    /// Looks for a key where the vendor's own SDKs look, in their order: the environment; an OIDC role, if
    /// <c>ALIBABA_CLOUD_ROLE_ARN</c>, <c>ALIBABA_CLOUD_OIDC_PROVIDER_ARN</c> and <c>ALIBABA_CLOUD_OIDC_TOKEN_FILE</c> are set; the
    /// command-line tool's profile in <c>~/.aliyun/config.json</c>; <c>~/.alibabacloud/credentials.ini</c>; the RAM role of the ECS
    /// instance; <c>ALIBABA_CLOUD_CREDENTIALS_URI</c>. It looks at the first call, keeps to the source that it found, and renews temporary
    /// keys before they run out. Make one of it and keep it: each holds its own key.
    /// See https://www.alibabacloud.com/help/en/sdk/developer-reference/v2-manage-net-access-credentials.
    /// </summary>
    /// <remarks>
    /// Temporary keys change, so the quota is counted under the name of the chain and its profile. Where several processes share a quota,
    /// set <see cref="FlowClientOptions.Account"/>.
    /// </remarks>
    public static AlibabaCredentials FromDefaultChain(AlibabaCredentialChainOptions? options = null)
    {
        options ??= new();
        var profile = options.Profile ?? options.Variable(IniProfileSource.ProfileVariable);
        return new RefreshedAlibabaCredentials(new KeyChain(options), profile is null ? "default chain" : $"default chain, profile {profile}", options.TimeProvider);
    }

    /// <summary>Keeps one access key.</summary>
    /// <param name="accessKeyId">The key's id, visible ASCII.</param>
    /// <param name="accessKeySecret">The key's secret, visible ASCII. Read it from configuration; never write it into code.</param>
    /// <param name="securityToken">The STS token of a temporary key; <see langword="null"/> or empty for none.</param>
    /// <exception cref="ArgumentException">A text is empty, or holds a character that is not visible ASCII.</exception>
    public static AlibabaCredentials FromAccessKey(string accessKeyId, string accessKeySecret, string? securityToken = null) =>
        new FixedAlibabaCredentials(new(accessKeyId, accessKeySecret, securityToken));

    /// <summary>The key to sign the next attempt with. Called for every attempt, from any thread: keep the key until it must be renewed.</summary>
    public abstract ValueTask<AlibabaAccessKey> GetAccessKeyAsync(CancellationToken cancellationToken);

    /// <summary>Told that the provider says of a key that it has run out.</summary>
    /// <returns>Whether the next key will be another one.</returns>
    internal virtual bool Renew(string accessKeyId) => false;

    /// <summary>The key to sign with, remembered so that no answer can repeat its secret.</summary>
    internal ValueTask<AlibabaAccessKey> UseAccessKeyAsync(CancellationToken cancellationToken)
    {
        var key = GetAccessKeyAsync(cancellationToken);
        return key.IsCompletedSuccessfully ? new(Remembered(key.Result)) : RememberedAsync(key);
    }

    private async ValueTask<AlibabaAccessKey> RememberedAsync(ValueTask<AlibabaAccessKey> key) => Remembered(await key.ConfigureAwait(false));

    private AlibabaAccessKey Remembered(AlibabaAccessKey? key)
    {
        if (key is null)
        {
            throw new InvalidOperationException($"{GetType().Name}.{nameof(GetAccessKeyAsync)} returned null.");
        }

        var known = _keysInUse;
        if (known.Length == 0 || !ReferenceEquals(known[0], key))
        {
            _keysInUse = known.Length == 0 ? [key] : [key, known[0]];
        }

        return key;
    }
}
