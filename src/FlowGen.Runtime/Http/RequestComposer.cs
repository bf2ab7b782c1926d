using FlowGen.Signing;

namespace FlowGen.Http;

/// <summary>Makes of an operation and what generated code collected for it the request that is sent.</summary>
internal sealed class RequestComposer
{
    private readonly Uri _endpoint;
    private readonly bool _isChosen;

    // What Alibaba Cloud's RPC sends as its version; null for other protocols.
    private readonly string? _rpcVersion;

    /// <param name="provider">The provider.</param>
    /// <param name="endpoint">The server.</param>
    /// <param name="isChosen">Whether the caller chose the server, which then has every operation.</param>
    /// <exception cref="ArgumentException">The provider's protocol needs a version, and the provider has none.</exception>
    internal RequestComposer(ApiProvider provider, Uri endpoint, bool isChosen)
    {
        _endpoint = endpoint;
        _isChosen = isChosen;
        if (provider.Protocol == ApiProtocol.AcsRpc)
        {
            _rpcVersion = provider.Version ?? throw new ArgumentException($"The provider '{provider.Name}' has no version, which its protocol sends.", nameof(provider));
        }
    }

    internal RequestTemplate Compose(ApiOperation operation, ApiRequestBuilder builder)
    {
        var endpoint = _isChosen ? _endpoint : operation.Server ?? _endpoint;
        var basePath = endpoint.AbsolutePath.TrimEnd('/');
        var path = builder.Path.StartsWith('/') ? $"{basePath}{builder.Path}" : $"{basePath}/{builder.Path}";
        var headers = new List<KeyValuePair<string, string>>(builder.Headers.Count + 2);
        string query;
        if (_rpcVersion is not null)
        {
            headers.Add(new("x-acs-action", operation.Name));
            headers.Add(new("x-acs-version", _rpcVersion));
            query = CanonicalQuery.Of(builder.Query);
        }
        else
        {
            query = builder.EncodedQuery;
        }

        headers.AddRange(builder.Headers);
        if (builder.Cookies is { } cookies)
        {
            headers.Add(new("cookie", cookies));
        }

        return new(operation.Method, ExactUri.With(endpoint, path, query), !operation.IsUnsigned, operation.Accept, headers, builder.Body, builder.ContentType);
    }
}
