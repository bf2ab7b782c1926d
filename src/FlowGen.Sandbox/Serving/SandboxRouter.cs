using FlowGen.Sandbox.Control;
using FlowGen.Sandbox.Faults;
using FlowGen.Sandbox.Flows;
using FlowGen.Sandbox.Spec;

namespace FlowGen.Sandbox.Serving;

/// <summary>Gives each request to the one it is for, and writes down what was answered.</summary>
internal sealed class SandboxRouter(
    ShippedSpecs specs, FaultInjector cams, FaultInjector eightByEight, FlowDocumentEndpoint documents, ControlEndpoint control, RequestLog log, TimeProvider time)
{
    public async Task<SandboxAnswer> AnswerAsync(ReceivedRequest request)
    {
        if (request.Path.StartsWith(ControlEndpoint.Root, StringComparison.Ordinal))
        {
            return await control.AnswerAsync(request).ConfigureAwait(false);
        }

        bool isCams = request.Path == specs.Cams.Protocol.Path;
        SandboxAnswer answer;
        using (log.Begin())
        {
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

            log.Add(request, answer);
        }

        // The operation has run, and the log says so; only its caller does not know yet.
        if (answer.Delay is { } delay)
        {
            await Task.Delay(delay, time, request.Stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return answer;
    }
}
