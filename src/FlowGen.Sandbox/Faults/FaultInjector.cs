using FlowGen.Sandbox.Serving;

namespace FlowGen.Sandbox.Faults;

/// <summary>Lets faults happen to the calls of one provider.</summary>
/// <param name="endpoint">The provider without faults.</param>
/// <param name="faults">The faults that were asked for.</param>
/// <param name="time">The clock that delays run on.</param>
internal sealed class FaultInjector(IProviderEndpoint endpoint, SandboxFaults faults, TimeProvider time)
{
    private const int Success = 200;

    /// <summary>What a damaged answer begins with when the operation did not run and there is no other.</summary>
    private const string NoAnswer = "{}";

    /// <summary>Answers a call, with the fault that was asked for it.</summary>
    public async Task<SandboxAnswer> AnswerAsync(ReceivedRequest request)
    {
        string? operation = endpoint.OperationOf(request)?.Id;
        if (faults.For(endpoint.Provider, operation) is not { } fault)
        {
            return await endpoint.AnswerAsync(request).ConfigureAwait(false);
        }

        // All of the request is here before anything breaks: what lies unread when a connection is closed would turn any fault into a reset.
        await request.BufferBodyAsync(IProviderEndpoint.LargestBody).ConfigureAwait(false);
        SandboxAnswer answer = fault.Moment == FaultMoment.BeforeOperation
            ? await BeforeAsync(request, operation, fault).ConfigureAwait(false)
            : await AfterAsync(request, fault).ConfigureAwait(false);
        return answer with { Fault = fault.Kind };
    }

    private async Task<SandboxAnswer> BeforeAsync(ReceivedRequest request, string? operation, Fault fault)
    {
        switch (fault.Kind)
        {
            case FaultKind.Delay:
                // Whoever has asked may be gone by the end; a provider goes on all the same.
                await Task.Delay(fault.Time!.Value, time, request.Stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                return await endpoint.AnswerAsync(request).ConfigureAwait(false);
            case FaultKind.WrongDate:
                request.ClockOffset = fault.Time!.Value;
                return await endpoint.AnswerAsync(request).ConfigureAwait(false);
            case FaultKind.Refusal or FaultKind.Throttling:
                return endpoint.RefuseAsAsked(request, fault);
            default:
                return Damage(new() { Status = Success, Body = NoAnswer, Provider = endpoint.Provider, Operation = operation }, fault);
        }
    }

    private async Task<SandboxAnswer> AfterAsync(ReceivedRequest request, Fault fault)
    {
        if (fault.Kind == FaultKind.WrongDate)
        {
            request.ClockOffset = fault.Time!.Value;
        }

        SandboxAnswer answer = await endpoint.AnswerAsync(request).ConfigureAwait(false);
        return fault.Kind switch
        {
            FaultKind.WrongDate => answer,
            FaultKind.Delay => answer with { Delay = fault.Time },
            FaultKind.Refusal or FaultKind.Throttling => endpoint.RefuseAsAsked(request, fault) with { IsExecuted = answer.IsExecuted },
            _ => Damage(answer, fault),
        };
    }

    private static SandboxAnswer Damage(SandboxAnswer answer, Fault fault)
    {
        string body = answer.Body.Length == 0 ? NoAnswer : answer.Body;
        return fault.Kind switch
        {
            FaultKind.Status => answer with { Status = fault.HttpStatus!.Value, Body = fault.Body!, ContentType = fault.ContentType!, Code = null, RequestId = null, Headers = [] },

            // Half of a JSON object is never a JSON text.
            FaultKind.BrokenJson => answer with { Body = body[..(body.Length / 2)] },
            FaultKind.CutOffBody => answer with { Body = body, Delivery = AnswerDelivery.CutOff },
            FaultKind.Reset => answer with { Delivery = AnswerDelivery.Reset },
            _ => throw new InvalidOperationException($"A fault '{fault.Kind}' does not damage answers."),
        };
    }
}
