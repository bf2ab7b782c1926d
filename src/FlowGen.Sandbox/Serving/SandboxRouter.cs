using FlowGen.Sandbox.Cams;
using FlowGen.Sandbox.EightByEight;
using FlowGen.Sandbox.Flows;
using FlowGen.Sandbox.Spec;

namespace FlowGen.Sandbox.Serving;

/// <summary>Gives each request to the one it is for, and writes down what was answered.</summary>
internal sealed class SandboxRouter(
    ShippedSpecs specs, CamsEndpoint cams, EightByEightEndpoint eightByEight, FlowDocumentEndpoint documents, RequestLog log, TimeProvider time)
{
    public async Task<SandboxAnswer> AnswerAsync(ReceivedRequest request)
    {
        bool isCams = request.Path == specs.Cams.Protocol.Path;
        SandboxAnswer answer;
        try
        {
            answer = isCams ? await cams.AnswerAsync(request).ConfigureAwait(false)
                : request.Path.StartsWith(FlowLinks.Assets, StringComparison.Ordinal) || request.Path.StartsWith(FlowLinks.Previews, StringComparison.Ordinal)
                    ? documents.Answer(request)
                    : await eightByEight.AnswerAsync(request).ConfigureAwait(false);
        }
        catch (Exception exception) when (!request.Aborted.IsCancellationRequested)
        {
            // A fault of the sandbox must not look like the provider's: whoever runs it sees the whole of it.
            answer = SandboxAnswer.SandboxFault((isCams ? specs.Cams : specs.EightByEight).Provider, null, exception.ToString());
        }

        log.Add(new()
        {
            Time = time.GetUtcNow(),
            Provider = answer.Provider,
            Operation = answer.Operation,
            Method = request.Method,
            Status = answer.Status,
            Code = answer.Code,
            Detail = answer.Detail,
            RequestId = answer.RequestId,
            IgnoredParameters = answer.IgnoredParameters,
            IsSandboxFault = answer.IsSandboxFault,
        });
        return answer;
    }
}
