namespace FlowGen.Signing;

/// <summary>Signs with several signers, one after the other.</summary>
internal sealed class CombinedSigner(IReadOnlyList<IRequestSigner> signers) : ISelfCorrectingSigner
{
    public async ValueTask<IRequestSigner> PrepareAsync(CancellationToken cancellationToken)
    {
        var prepared = new IRequestSigner[signers.Count];
        for (var index = 0; index < prepared.Length; index++)
        {
            prepared[index] = await signers[index].PrepareAsync(cancellationToken).ConfigureAwait(false);
        }

        return prepared.SequenceEqual(signers) ? this : new CombinedSigner(prepared);
    }

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
