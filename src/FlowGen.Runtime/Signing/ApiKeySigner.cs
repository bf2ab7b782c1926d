using FlowGen.Http;

namespace FlowGen.Signing;

/// <summary>Sends a key in a header, in a query parameter, or as a cookie.</summary>
public sealed class ApiKeySigner : IRequestSigner
{
    private readonly ApiKeyCredentials _credentials;
    private readonly ApiKeyLocation _location;
    private readonly string _name;

    /// <summary>Signs with <paramref name="credentials"/>.</summary>
    /// <param name="credentials">The key.</param>
    /// <param name="location">Where it travels.</param>
    /// <param name="name">The name of the header, parameter or cookie.</param>
    /// <exception cref="ArgumentException"><paramref name="name"/> is empty.</exception>
    public ApiKeySigner(ApiKeyCredentials credentials, ApiKeyLocation location, string name)
    {
        ArgumentNullException.ThrowIfNull(credentials);
        ArgumentException.ThrowIfNullOrEmpty(name);
        _credentials = credentials;
        _location = location;
        _name = name;
    }

    /// <inheritdoc/>
    public ValueTask SignAsync(HttpRequestMessage request, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        switch (_location)
        {
            case ApiKeyLocation.Query:
                var address = request.RequestUri!;
                var parameter = $"{PercentEncoding.Encode(_name)}={PercentEncoding.Encode(_credentials.Key)}";
                var query = address.Query.Length > 1 ? $"{address.Query[1..]}&{parameter}" : parameter;
                request.RequestUri = ExactUri.With(address, address.AbsolutePath, query);
                break;
            case ApiKeyLocation.Cookie:
                var cookies = request.Headers.TryGetValues("cookie", out var before) ? string.Join("; ", before) + "; " : "";
                request.Headers.Remove("cookie");
                request.Headers.TryAddWithoutValidation("cookie", $"{cookies}{_name}={PercentEncoding.Encode(_credentials.Key)}");
                break;
            default:
                request.Headers.Remove(_name);
                request.Headers.TryAddWithoutValidation(_name, _credentials.Key);
                break;
        }

        return ValueTask.CompletedTask;
    }
}
