namespace FlowGen.Signing;

/// <summary>A signer that can put right what made the provider refuse its signature, for example a clock that is off.</summary>
public interface ISelfCorrectingSigner : IRequestSigner
{
    /// <summary>Told of every answer that is a failure.</summary>
    /// <param name="request">The request as it was signed.</param>
    /// <param name="response">The answer; its headers count.</param>
    /// <param name="code">The provider's code, if the answer has one.</param>
    /// <returns>
    /// Whether the provider refused this signature without running the request, and the next one will be so different that it can be accepted.
    /// </returns>
    bool Correct(HttpRequestMessage request, HttpResponseMessage response, string? code);
}
