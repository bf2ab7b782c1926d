namespace FlowGen.Signing;

/// <summary>Makes a request prove who sends it. Called for every attempt, so that dates and nonces are fresh.</summary>
public interface IRequestSigner
{
    /// <summary>
    /// Waits for what signing would have to wait for, for example a key that is to be renewed. Generated clients call it before an attempt
    /// takes its permit, so that the request goes out when the permit says. Who leaves it out waits in <see cref="SignAsync"/>.
    /// </summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>What signs the next attempt without a wait: this signer, unless it says otherwise, or one that holds the key.</returns>
    ValueTask<IRequestSigner> PrepareAsync(CancellationToken cancellationToken) => new(this);

    /// <summary>Signs <paramref name="request"/>, whose address, headers and body are final but for what the signature adds.</summary>
    /// <param name="request">The request; headers are added to it.</param>
    /// <param name="body">The exact bytes of the body; empty when there is none.</param>
    /// <param name="cancellationToken">Ends the wait for credentials.</param>
    ValueTask SignAsync(HttpRequestMessage request, ReadOnlyMemory<byte> body, CancellationToken cancellationToken);
}
