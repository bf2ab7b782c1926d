namespace FlowGen.Credentials;

/// <summary>
/// The sources in the order of the vendor's own SDKs. The first that gives a key is asked alone from then on, so that a program does not
/// change who it is when that source fails for a moment.
/// See https://www.alibabacloud.com/help/en/sdk/developer-reference/v2-manage-net-access-credentials.
/// </summary>
internal sealed class KeyChain : IKeySource
{
    private readonly IKeySource[] _sources;
    private IKeySource? _chosen;

    internal KeyChain(AlibabaCredentialChainOptions options)
    {
        var http = new CredentialHttp(options);
        var sources = new List<IKeySource> { new EnvironmentSource(options) };
        if (options.Variable(AssumedRole.ArnVariable) is { } role
            && options.Variable(OidcRoleSource.ProviderVariable) is { } provider
            && options.Variable(OidcRoleSource.TokenFileVariable) is { } tokenFile)
        {
            sources.Add(new OidcRoleSource(options, http, new() { Arn = role }, provider, tokenFile));
        }

        sources.Add(new CliProfileSource(options, http));
        sources.Add(new IniProfileSource(options, http));
        sources.Add(new EcsRamRoleSource(options, http, options.Variable("ALIBABA_CLOUD_ECS_METADATA")));
        if (options.Variable(CredentialsUriSource.Variable) is { } address)
        {
            sources.Add(new CredentialsUriSource(options, http, address));
        }

        _sources = [.. sources];
    }

    public string Name => "the chain";

    public async ValueTask<FetchedKey> FetchAsync(CancellationToken cancellationToken)
    {
        if (_chosen is not null)
        {
            return await _chosen.FetchAsync(cancellationToken).ConfigureAwait(false);
        }

        var failures = new List<string>();
        Exception? last = null;
        foreach (var source in _sources)
        {
            try
            {
                var key = await source.FetchAsync(cancellationToken).ConfigureAwait(false);
                _chosen = source;
                return key;
            }
            catch (CredentialsUnavailableException exception)
            {
                failures.Add(exception.Message);
                last = exception;
            }
        }

        throw new CredentialsUnavailableException($"No key was found: {string.Join("; ", failures)}.", last);
    }
}
