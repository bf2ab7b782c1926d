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

        IReadOnlyList<ApiSecurityRequirement> alternatives = provider.Security.Count > 0
            ? provider.Security
            :
            [
                new(new ApiSecurityScheme(provider.Signing, provider.KeyLocation, provider.KeyName)),
                .. provider.OtherSchemes.Select(static other => new ApiSecurityRequirement(other)),
            ];
        if (Fitting(alternatives, provider, options) is { } signer)
        {
            return signer;
        }

        return alternatives[0].Schemes is [var only] && options.Credentials is not CredentialSet
            ? For(only, provider, options, options.Credentials)
            : throw Unfitting($"The provider '{provider.Name}'", alternatives, options);
    }

    /// <summary>The signer for an operation with ways of signing of its own; <see langword="null"/> when it is called without a signature.</summary>
    /// <exception cref="ArgumentException">There are no credentials, or they are of another kind than the operation takes.</exception>
    internal static IRequestSigner? For(ApiOperation operation, ApiProvider provider, FlowClientOptions options)
    {
        if (options.Signer is not null)
        {
            return options.Signer;
        }

        if (Fitting(operation.Security, provider, options) is { } signer)
        {
            return signer;
        }

        return operation.Security.Any(static alternative => alternative.Schemes.Length == 0)
            ? null
            : throw Unfitting($"The operation '{operation.Name}'", operation.Security, options);
    }

    // The first way that the credentials are for.
    private static IRequestSigner? Fitting(IReadOnlyList<ApiSecurityRequirement> alternatives, ApiProvider provider, FlowClientOptions options)
    {
        foreach (var alternative in alternatives)
        {
            var credentials = alternative.Schemes.Select(scheme => CredentialsFor(scheme, alternative, options.Credentials)).ToList();
            if (credentials.Count > 0 && !credentials.Contains(null))
            {
                var signers = alternative.Schemes.Select((scheme, index) => For(scheme, provider, options, credentials[index])).ToList();
                return signers.Count == 1 ? signers[0] : new CombinedSigner(signers);
            }
        }

        return null;
    }

    private static ApiCredentials? CredentialsFor(ApiSecurityScheme scheme, ApiSecurityRequirement alternative, ApiCredentials? credentials)
    {
        if (credentials is CredentialSet set)
        {
            return set.Find(scheme.Name, candidate => IsFor(scheme, candidate));
        }

        return alternative.Schemes.Length == 1 && IsFor(scheme, credentials) ? credentials : null;
    }

    private static ArgumentException Unfitting(string who, IReadOnlyList<ApiSecurityRequirement> alternatives, FlowClientOptions options)
    {
        var ways = alternatives.Where(static alternative => alternative.Schemes.Length > 0).Select(static alternative =>
            string.Join(" with ", alternative.Schemes.Select(static scheme => scheme.Name is null ? KindOf(scheme) : $"'{scheme.Name}' ({KindOf(scheme)})")));
        return new(
            $"{who} takes {string.Join(", or ", ways)}. Set {nameof(FlowClientOptions)}.{nameof(FlowClientOptions.Credentials)} to them; several at a time are a {nameof(CredentialSet)}.",
            nameof(options));
    }

    private static string KindOf(ApiSecurityScheme scheme) => scheme.Signing switch
    {
        ApiSigning.Bearer => nameof(BearerCredentials),
        ApiSigning.ApiKey => nameof(ApiKeyCredentials),
        ApiSigning.Basic => nameof(BasicCredentials),
        _ => nameof(AlibabaCredentials),
    };

    private static bool IsFor(ApiSecurityScheme scheme, ApiCredentials? credentials) => scheme.Signing switch
    {
        ApiSigning.Bearer => credentials is BearerCredentials,
        ApiSigning.ApiKey => credentials is ApiKeyCredentials,
        ApiSigning.Basic => credentials is BasicCredentials,
        ApiSigning.Acs3HmacSha256 => credentials is AlibabaCredentials or BearerCredentials,
        _ => false,
    };

    private static IRequestSigner For(ApiSecurityScheme scheme, ApiProvider provider, FlowClientOptions options, ApiCredentials? credentials) => scheme.Signing switch
    {
        ApiSigning.Bearer => new BearerSigner(Credentials<BearerCredentials>(provider, options, credentials, Example(provider, nameof(BearerCredentials)))),
        ApiSigning.ApiKey => new ApiKeySigner(
            Credentials<ApiKeyCredentials>(provider, options, credentials, Example(provider, nameof(ApiKeyCredentials))),
            scheme.KeyLocation,
            scheme.KeyName ?? throw new ArgumentException($"The provider '{provider.Name}' does not say what its key is called.", nameof(provider))),
        ApiSigning.Basic => new BasicSigner(Credentials<BasicCredentials>(
            provider,
            options,
            credentials,
            $"{nameof(BasicCredentials)}.{nameof(BasicCredentials.FromPassword)}(…)")),
        ApiSigning.Acs3HmacSha256 when credentials is BearerCredentials token => new Acs3BearerTokenSigner(token, options.TimeProvider),
        ApiSigning.Acs3HmacSha256 => new Acs3HmacSha256Signer(
            Credentials<AlibabaCredentials>(
                provider,
                options,
                credentials,
                $"{nameof(AlibabaCredentials)}.{nameof(AlibabaCredentials.FromEnvironment)}()"),
            options.TimeProvider),
        _ => throw new ArgumentException($"The provider '{provider.Name}' names an unknown way of signing.", nameof(provider)),
    };

    private static string Example(ApiProvider provider, string type) => provider.CredentialVariable is { } variable
        ? $"{type}.{nameof(BearerCredentials.FromEnvironment)}(\"{variable}\")"
        : $"{type}.{nameof(BearerCredentials.FromKey)}(…)";

    private static T Credentials<T>(ApiProvider provider, FlowClientOptions options, ApiCredentials? given, string example)
        where T : ApiCredentials => given switch
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
