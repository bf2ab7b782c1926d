namespace FlowGen.Credentials;

/// <summary>The key in <c>ALIBABA_CLOUD_ACCESS_KEY_ID</c> and its companions.</summary>
internal sealed class EnvironmentSource(AlibabaCredentialChainOptions options) : IKeySource
{
    public string Name => "the environment";

    public ValueTask<FetchedKey> FetchAsync(CancellationToken cancellationToken) => FixedKeySource.From(
        Name,
        options.Variable(AlibabaCredentials.AccessKeyIdVariable),
        options.Variable(AlibabaCredentials.AccessKeySecretVariable),
        options.Variable(AlibabaCredentials.SecurityTokenVariable)).FetchAsync(cancellationToken);
}
