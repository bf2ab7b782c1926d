using System.Globalization;

namespace Quickstart;

/// <summary>Fetches a flow's JSON from the address that the provider gave: a plain GET, without a signature.</summary>
internal static class FlowJsonDownload
{
    /// <summary>The document's size as a person reads it, or why there is none.</summary>
    public static async Task<string> SizeAsync(HttpClient httpClient, string? address, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri))
        {
            return "no address";
        }

        try
        {
            var json = await httpClient.GetByteArrayAsync(uri, cancellationToken);
            return json.Length.ToString("N0", CultureInfo.InvariantCulture) + " bytes";
        }
        catch (HttpRequestException exception)
        {
            return exception.StatusCode is { } status ? $"HTTP {(int)status}" : "not reachable";
        }
    }
}
