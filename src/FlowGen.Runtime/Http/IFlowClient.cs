using System.ComponentModel;

namespace FlowGen.Http;

/// <summary>What a generated client tells about itself, so that it can be registered and made without reflection.</summary>
/// <typeparam name="TClient">The client itself.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IFlowClient<TClient>
    where TClient : class, IFlowClient<TClient>
{
    /// <summary>The provider that the client calls.</summary>
    static abstract ApiProvider Provider { get; }

    /// <summary>The interface to register beside the client, for example <c>ICamsClient</c>.</summary>
    static abstract Type InterfaceType { get; }

    /// <summary>Makes a client.</summary>
    static abstract TClient Create(HttpClient httpClient, FlowClientOptions options);
}
