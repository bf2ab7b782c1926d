using FlowGen.Signing;

namespace FlowGen.Http;

/// <summary>Makes of an operation and what generated code collected for it the request that is sent.</summary>
internal sealed class RequestComposer(ApiProvider provider, Uri endpoint)
{
    private readonly string _basePath = endpoint.AbsolutePath.TrimEnd('/');

    internal RequestTemplate Compose(ApiOperation operation, ApiRequestBuilder builder)
    {
        var path = builder.Path.StartsWith('/') ? $"{_basePath}{builder.Path}" : $"{_basePath}/{builder.Path}";
        var headers = new List<KeyValuePair<string, string>>(builder.Headers.Count + 2);
        string query;
        if (provider.Protocol == ApiProtocol.AcsRpc)
        {
            headers.Add(new("x-acs-action", operation.Name));
            headers.Add(new("x-acs-version", provider.Version ?? ""));
            query = CanonicalQuery.Of(builder.Query);
        }
        else
        {
            query = string.Join('&', builder.Query.Select(static parameter =>
                $"{PercentEncoding.Encode(parameter.Key)}={PercentEncoding.Encode(parameter.Value)}"));
        }

        headers.AddRange(builder.Headers);
        return new(operation.Method, ExactUri.With(endpoint, path, query), headers, builder.Body, builder.ContentType);
    }
}
