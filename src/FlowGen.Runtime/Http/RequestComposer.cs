using FlowGen.Signing;

namespace FlowGen.Http;

/// <summary>Makes of an operation and what generated code collected for it the request that is sent.</summary>
internal sealed class RequestComposer
{
    private readonly Endpoint _endpoint;
    private readonly bool _isChosen;

    // What Alibaba Cloud's RPC sends as its version; null for other protocols.
    private readonly string? _rpcVersion;

    /// <param name="provider">The provider.</param>
    /// <param name="endpoint">The server.</param>
    /// <param name="isChosen">Whether the caller chose the server, which then has every operation.</param>
    /// <exception cref="ArgumentException">The provider's protocol needs a version, and the provider has none.</exception>
    internal RequestComposer(ApiProvider provider, Uri endpoint, bool isChosen)
    {
        _endpoint = new(endpoint);
        _isChosen = isChosen;
        if (provider.Protocol == ApiProtocol.AcsRpc)
        {
            _rpcVersion = provider.Version ?? throw new ArgumentException($"The provider '{provider.Name}' has no version, which its protocol sends.", nameof(provider));
        }
    }

    internal RequestTemplate Compose(ApiOperation operation, ApiRequestBuilder builder)
    {
        var endpoint = _isChosen || operation.Server is null ? _endpoint : new Endpoint(operation.Server);
        var headers = builder.Headers;
        if (builder.Cookies is { } cookies)
        {
            headers = [.. headers, new("cookie", cookies)];
        }

        return new(
            operation.Method,
            AddressOf(endpoint, builder),
            !operation.IsUnsigned,
            operation.Accept,
            _rpcVersion is null ? null : operation.Name,
            _rpcVersion,
            headers,
            builder.Body,
            builder.ContentType);
    }

    private Uri AddressOf(Endpoint endpoint, ApiRequestBuilder builder)
    {
        var text = new PooledText(stackalloc char[PooledText.StackLength]);
        try
        {
            text.Append(endpoint.Authority);
            text.Append(endpoint.BasePath);
            if (!builder.Path.StartsWith('/'))
            {
                text.Append('/');
            }

            text.Append(builder.Path);
            if (builder.Query.Count > 0)
            {
                text.Append('?');
                if (_rpcVersion is null)
                {
                    text.Append(builder.EncodedQuery);
                }
                else
                {
                    CanonicalQuery.Write(builder.QuerySpan, ref text);
                }
            }

            return ExactUri.Of(text.ToString());
        }
        finally
        {
            text.Dispose();
        }
    }

    /// <summary>A server, cut up once.</summary>
    private sealed class Endpoint(Uri address)
    {
        internal string Authority { get; } = address.GetLeftPart(UriPartial.Authority);

        internal string BasePath { get; } = address.AbsolutePath.TrimEnd('/');
    }
}
