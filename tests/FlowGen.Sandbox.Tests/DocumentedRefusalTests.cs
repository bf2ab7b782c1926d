using FlowGen.Sandbox.Spec;

namespace FlowGen.Sandbox.Tests;

/// <summary>What the page of an operation lists can happen here, to that operation.</summary>
public sealed class DocumentedRefusalTests : SandboxTest
{
    protected override FlowSandboxOptions Options => new() { TimeProvider = Clock, Quota = SandboxQuota.Unlimited };

    [Fact]
    public async Task Every_operation_refuses_with_every_code_that_its_page_lists_on_request()
    {
        ShippedSpecs specs = await ShippedSpecs.LoadAsync(TestContext.Current.CancellationToken);
        int refusals = 0;
        foreach ((ApiSpec spec, SpecOperation operation, string code) in new[] { specs.Cams, specs.EightByEight }
            .SelectMany(spec => spec.Operations.SelectMany(operation => operation.ErrorCodes.Select(code => (spec, operation, code)))))
        {
            Sandbox.Faults.Next(Fault.Refusal(code), operation: operation.Id);

            Answer answer = await Answer.ToAsync(spec.Provider == Cams ? (GetFlow() with { Action = operation.Id }).Sign() : Call(operation));

            SpecError documented = spec.FindError(code)!;
            Assert.Equal(documented.Status ?? answer.Status, answer.Status);
            Assert.Equal(code, spec.Provider == Cams ? answer.Code : answer.Number.ToString(System.Globalization.CultureInfo.InvariantCulture));
            Assert.Equal((operation.Id, code, false), (Sandbox.Requests[^1].Operation, Sandbox.Requests[^1].Code, Sandbox.Requests[^1].IsExecuted));
            refusals++;
        }

        // Four codes of each CAMS operation but SyncFlow, whose page lists none; four of each 8x8 operation but the list, which has two.
        Assert.Equal((10 * 4) + (7 * 4) + 2, refusals);
        Assert.All(Sandbox.Faults.Rules, rule => Assert.True(rule.IsUsedUp));
    }

    private HttpRequestMessage Call(SpecOperation operation)
    {
        string path = operation.Path
            .Replace("{accountId}", Sandbox.AccountId, StringComparison.Ordinal)
            .Replace("{channelId}", Sandbox.ChannelId, StringComparison.Ordinal)
            .Replace("{flowId}", Flow(EightByEight, "DRAFT").Id, StringComparison.Ordinal);
        return new HttpRequestMessage(new(operation.Method), new Uri(Sandbox.EightByEightEndpoint, path)).WithHeader("Authorization", $"Bearer {Sandbox.ApiKey}");
    }
}
