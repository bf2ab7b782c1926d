using FlowGen.Signing;

namespace FlowGen.Http;

/// <summary>Makes of an operation and what generated code collected for it the request that is sent.</summary>
internal sealed class RequestComposer
{
    private readonly Uri _endpoint;
    private readonly string _basePath;

    // What Alibaba Cloud's RPC sends as its version; null for other protocols.
    private readonly string? _rpcVersion;

    /// <exception cref="ArgumentException">The provider's protocol needs a version, and the provider has none.</exception>
    internal RequestComposer(ApiProvider provider, Uri endpoint)
    {
        _endpoint = endpoint;
        _basePath = endpoint.AbsolutePath.TrimEnd('/');
        if (provider.Protocol == ApiProtocol.AcsRpc)
        {
            _rpcVersion = provider.Version ?? throw new ArgumentException($"The provider '{provider.Name}' has no version, which its protocol sends.", nameof(provider));
        }
    }

    internal RequestTemplate Compose(ApiOperation operation, ApiRequestBuilder builder)
    {
        var path = builder.Path.StartsWith('/') ? $"{_basePath}{builder.Path}" : $"{_basePath}/{builder.Path}";
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
            query = string.Join('&', builder.Query.Select(static parameter =>
                $"{PercentEncoding.Encode(parameter.Key)}={PercentEncoding.Encode(parameter.Value)}"));
        }

        headers.AddRange(builder.Headers);
        return new(operation.Method, ExactUri.With(_endpoint, path, query), headers, builder.Body, builder.ContentType);
    }
}
