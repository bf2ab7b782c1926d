using System.Net.Http.Headers;

namespace FlowGen.Sandbox.Tests;

/// <summary>What a test does to a request that is signed already.</summary>
internal static class HttpRequestMessageExtensions
{
    /// <summary>Replaces a header after signing, or takes it away.</summary>
    public static HttpRequestMessage WithHeader(this HttpRequestMessage request, string name, string? value = null)
    {
        request.Headers.Remove(name);
        if (value is not null)
        {
            Assert.True(request.Headers.TryAddWithoutValidation(name, value));
        }

        return request;
    }

    /// <summary>Replaces the query after signing, and sends it exactly as given.</summary>
    public static HttpRequestMessage WithRawQuery(this HttpRequestMessage request, string query)
    {
        string address = request.RequestUri!.GetLeftPart(UriPartial.Path) + "?" + query;
        request.RequestUri = new Uri(address, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        return request;
    }

    /// <summary>Replaces a part of the signature header.</summary>
    public static HttpRequestMessage WithAuthorization(this HttpRequestMessage request, Func<string, string> change) =>
        request.WithHeader("Authorization", change(request.Headers.NonValidated["Authorization"].ToString()));

    public static string? Single(this HttpResponseHeaders headers, string name) =>
        headers.TryGetValues(name, out IEnumerable<string>? values) ? values.Single() : null;
}
