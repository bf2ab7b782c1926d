using FlowGen.Http;

namespace FlowGen.Signing;

/// <summary>Chooses the signer that a spec names.</summary>
internal static class RequestSigners
{
    /// <summary>The signer for a provider; <see langword="null"/> when it wants no signature.</summary>
    /// <exception cref="ArgumentException">There are no credentials, or they are of another kind than the provider takes.</exception>
    internal static IRequestSigner? For(ApiProvider provider, FlowClientOptions options)
    {
        if (options.Signer is not null)
        {
            return options.Signer;
        }

        return provider.Signing switch
        {
            ApiSigning.None => null,
            ApiSigning.Bearer => new BearerSigner(Credentials<BearerCredentials>(
                provider,
                options,
                provider.CredentialVariable is { } variable
                    ? $"{nameof(BearerCredentials)}.{nameof(BearerCredentials.FromEnvironment)}(\"{variable}\")"
                    : $"{nameof(BearerCredentials)}.{nameof(BearerCredentials.FromKey)}(…)")),
            ApiSigning.Acs3HmacSha256 => new Acs3HmacSha256Signer(
                Credentials<AlibabaCredentials>(
                    provider,
                    options,
                    $"{nameof(AlibabaCredentials)}.{nameof(AlibabaCredentials.FromEnvironment)}()"),
                options.TimeProvider),
            _ => throw new ArgumentException($"The provider '{provider.Name}' names an unknown way of signing.", nameof(provider)),
        };
    }

    private static T Credentials<T>(ApiProvider provider, FlowClientOptions options, string example)
        where T : ApiCredentials => options.Credentials switch
        {
            T credentials => credentials,
            null => throw new ArgumentException(
                $"The provider '{provider.Name}' needs credentials. Set {nameof(FlowClientOptions)}.{nameof(FlowClientOptions.Credentials)}, for example to {example}.",
                nameof(options)),
            var other => throw new ArgumentException(
                $"The provider '{provider.Name}' takes {typeof(T).Name}, not {other.GetType().Name}. Set {nameof(FlowClientOptions)}.{nameof(FlowClientOptions.Credentials)}, for example to {example}.",
                nameof(options)),
        };
}
