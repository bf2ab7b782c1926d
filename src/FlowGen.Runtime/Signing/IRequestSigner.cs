namespace FlowGen.Signing;

/// <summary>Makes a request prove who sends it. Called for every attempt, so that dates and nonces are fresh.</summary>
public interface IRequestSigner
{
    /// <summary>Signs <paramref name="request"/>, whose address, headers and body are final but for what the signature adds.</summary>
    /// <param name="request">The request; headers are added to it.</param>
    /// <param name="body">The exact bytes of the body; empty when there is none.</param>
    /// <param name="cancellationToken">Ends the wait for credentials.</param>
    ValueTask SignAsync(HttpRequestMessage request, ReadOnlyMemory<byte> body, CancellationToken cancellationToken);
}
