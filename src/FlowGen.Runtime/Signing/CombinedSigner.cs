namespace FlowGen.Signing;

/// <summary>Signs with several signers, one after the other.</summary>
internal sealed class CombinedSigner(IReadOnlyList<IRequestSigner> signers) : IRequestSigner
{
    public async ValueTask SignAsync(HttpRequestMessage request, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        foreach (var signer in signers)
        {
            await signer.SignAsync(request, body, cancellationToken).ConfigureAwait(false);
        }
    }
}
