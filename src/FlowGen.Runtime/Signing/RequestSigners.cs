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

        if (provider.Signing == ApiSigning.None || (provider.IsSigningOptional && options.Credentials is null))
        {
            return null;
        }

        var first = new ApiSecurityScheme(provider.Signing, provider.KeyLocation, provider.KeyName);
        foreach (var other in provider.OtherSchemes)
        {
            if (!IsFor(first, options.Credentials) && IsFor(other, options.Credentials))
            {
                first = other;
            }
        }

        return For(first, provider, options);
    }

    private static bool IsFor(ApiSecurityScheme scheme, ApiCredentials? credentials) => scheme.Signing switch
    {
        ApiSigning.Bearer => credentials is BearerCredentials,
        ApiSigning.ApiKey => credentials is ApiKeyCredentials,
        ApiSigning.Basic => credentials is BasicCredentials,
        ApiSigning.Acs3HmacSha256 => credentials is AlibabaCredentials or BearerCredentials,
        _ => false,
    };

    private static IRequestSigner For(ApiSecurityScheme scheme, ApiProvider provider, FlowClientOptions options) => scheme.Signing switch
    {
        ApiSigning.Bearer => new BearerSigner(Credentials<BearerCredentials>(provider, options, Example(provider, nameof(BearerCredentials)))),
        ApiSigning.ApiKey => new ApiKeySigner(
            Credentials<ApiKeyCredentials>(provider, options, Example(provider, nameof(ApiKeyCredentials))),
            scheme.KeyLocation,
            scheme.KeyName ?? throw new ArgumentException($"The provider '{provider.Name}' does not say what its key is called.", nameof(provider))),
        ApiSigning.Basic => new BasicSigner(Credentials<BasicCredentials>(
            provider,
            options,
            $"{nameof(BasicCredentials)}.{nameof(BasicCredentials.FromPassword)}(…)")),
        ApiSigning.Acs3HmacSha256 when options.Credentials is BearerCredentials token => new Acs3BearerTokenSigner(token, options.TimeProvider),
        ApiSigning.Acs3HmacSha256 => new Acs3HmacSha256Signer(
            Credentials<AlibabaCredentials>(
                provider,
                options,
                $"{nameof(AlibabaCredentials)}.{nameof(AlibabaCredentials.FromEnvironment)}()"),
            options.TimeProvider),
        _ => throw new ArgumentException($"The provider '{provider.Name}' names an unknown way of signing.", nameof(provider)),
    };

    private static string Example(ApiProvider provider, string type) => provider.CredentialVariable is { } variable
        ? $"{type}.{nameof(BearerCredentials.FromEnvironment)}(\"{variable}\")"
        : $"{type}.{nameof(BearerCredentials.FromKey)}(…)";

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
