namespace FlowGen.Signing;

/// <summary>Signs with several signers, one after the other.</summary>
internal sealed class CombinedSigner(IReadOnlyList<IRequestSigner> signers) : ISelfCorrectingSigner
{
    public async ValueTask SignAsync(HttpRequestMessage request, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        foreach (var signer in signers)
        {
            await signer.SignAsync(request, body, cancellationToken).ConfigureAwait(false);
        }
    }

    public bool Correct(HttpRequestMessage request, HttpResponseMessage response, string? code)
    {
        var isCorrected = false;
        foreach (var signer in signers)
        {
            isCorrected |= signer is ISelfCorrectingSigner correcting && correcting.Correct(request, response, code);
        }

        return isCorrected;
    }
}
