using System.Net.Http.Headers;
using FlowGen.Signing;

namespace FlowGen.Http;

/// <summary>What all attempts of one call have in common. Each attempt sends a message of its own, signed anew.</summary>
/// <param name="Operation">What is called: with which method, under which name, for an answer of which media type.</param>
/// <param name="Address">Where to, spelled as it is sent.</param>
/// <param name="IsSigned">Whether a signature is added.</param>
/// <param name="RpcVersion">What Alibaba Cloud's RPC sends as its version; <see langword="null"/> for other protocols.</param>
/// <param name="Headers">The other headers but for those of the signature.</param>
/// <param name="Body">The body's bytes; empty when there is none.</param>
/// <param name="ContentType">The body's media type; <see langword="null"/> when there is no body.</param>
/// <param name="Signer">The operation's own signer; <see langword="null"/> when it is signed as the provider's others.</param>
internal sealed record RequestTemplate(
    ApiOperation Operation,
    Uri Address,
    bool IsSigned,
    string? RpcVersion,
    IReadOnlyList<KeyValuePair<string, string>> Headers,
    ReadOnlyMemory<byte> Body,
    string? ContentType,
    IRequestSigner? Signer = null)
{
    private static readonly string UserAgent = $"FlowGen/{typeof(RequestTemplate).Assembly.GetName().Version?.ToString(3)}";

    /// <summary>A message for one attempt.</summary>
    /// <exception cref="ArgumentException">A header's name is none that a request can carry.</exception>
    internal HttpRequestMessage CreateMessage()
    {
        var message = new HttpRequestMessage(Operation.Method, Address);
        message.Headers.TryAddWithoutValidation("accept", Operation.Accept);
        message.Headers.TryAddWithoutValidation("user-agent", UserAgent);
        if (RpcVersion is not null)
        {
            message.Headers.TryAddWithoutValidation(Acs3HeaderNames.Action, Operation.Name);
            message.Headers.TryAddWithoutValidation(Acs3HeaderNames.Version, RpcVersion);
        }

        // Without a content object, the handler would by itself send the same bytes again when a kept connection breaks, also for a
        // write. With one, though it be empty, the decision is ours.
        if (ContentType is not null || (Operation.Method != HttpMethod.Get && Operation.Method != HttpMethod.Head))
        {
            message.Content = new ReadOnlyMemoryContent(Body);
            if (ContentType is not null)
            {
                message.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(ContentType);
            }
        }

        for (var index = 0; index < Headers.Count; index++)
        {
            var (name, value) = Headers[index];
            if (!message.Headers.TryAddWithoutValidation(name, value) && message.Content?.Headers.TryAddWithoutValidation(name, value) != true)
            {
                // What tells of the content, as Content-Encoding, cannot stand where there is none.
                throw new ArgumentException($"'{name}' cannot be sent as a header of this request.", name);
            }
        }

        return message;
    }
}
