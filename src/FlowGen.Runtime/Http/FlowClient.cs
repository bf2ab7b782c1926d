using System.ComponentModel;

namespace FlowGen.Http;

/// <summary>The base of generated clients: the path of a call from its arguments to its result.</summary>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public abstract class FlowClient
{
    /// <summary>Makes a client that sends through <paramref name="httpClient"/>, which stays the caller's.</summary>
    protected FlowClient(HttpClient httpClient, ApiProvider provider, FlowClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(httpClient);
        ArgumentNullException.ThrowIfNull(provider);
        ArgumentNullException.ThrowIfNull(options);
    }
}
