using FlowGen.Sandbox;

namespace FaultRun;

/// <summary>One thing that goes wrong, with many calls.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Rules">The faults; CAMS and 8x8 can have one each.</param>
internal sealed record Scenario(string Name, IReadOnlyList<Func<FaultRule>> Rules)
{
    private const string Page = "<html><body><h1>Service unavailable</h1></body></html>";

    /// <summary>
    /// Most calls are hit, and so are most of their repeats: a client that repeats what it must not has every chance to.
    /// </summary>
    private const double Probability = 0.7;

    /// <summary>Longer than an attempt may take.</summary>
    private static readonly TimeSpan LongDelay = TimeSpan.FromMilliseconds(600);

    /// <summary>What a refused caller is told to wait.</summary>
    private static readonly TimeSpan ShortWait = TimeSpan.FromMilliseconds(50);

    /// <summary>Every fault of the sandbox, before and after the operation where either makes sense.</summary>
    public static IReadOnlyList<Scenario> All { get; } =
    [
        new("delay, then it runs", [Of(Fault.Delay(LongDelay))]),
        new("runs, then a delay", [Of(Fault.Delay(LongDelay).AfterOperation())]),
        new("4xx of a proxy", [Of(Fault.Status(403, Page))]),
        new("4xx of the provider", [Of(Fault.Refusal("Ram.PermissionDeny")), Of(Fault.Refusal("1000"))]),
        new("5xx of a proxy", [Of(Fault.Status(503, Page))]),
        new("runs, then 5xx of a proxy", [Of(Fault.Status(502, Page).AfterOperation())]),
        new("runs, then 5xx of the provider", [Of(Fault.Refusal("InternalError").AfterOperation()), Of(Fault.Refusal("2000").AfterOperation())]),
        new("runs, then 5xx with a wait", [Of(Fault.Refusal("InternalError", ShortWait).AfterOperation()), Of(Fault.Refusal("2000", ShortWait).AfterOperation())]),
        new("throttling", [Of(Fault.Throttling(ShortWait))]),
        new("wrong date", [Of(Fault.WrongDate(TimeSpan.FromHours(1)))]),
        new("cut-off body, not run", [Of(Fault.CutOffBody().BeforeOperation())]),
        new("runs, cut-off body", [Of(Fault.CutOffBody())]),
        new("runs, broken JSON", [Of(Fault.BrokenJson())]),
        new("reset, not run", [Of(Fault.Reset())]),
        new("runs, then a reset", [Of(Fault.Reset().AfterOperation())]),
    ];

    /// <summary>Makes the calls, in a sandbox of their own.</summary>
    /// <param name="calls">How many.</param>
    /// <param name="concurrency">How many at a time.</param>
    /// <param name="cancellationToken">Ends the run.</param>
    public Task<ScenarioResult> RunAsync(int calls, int concurrency, CancellationToken cancellationToken) =>
        new ScenarioRun(this, calls, concurrency).RunAsync(cancellationToken);

    private static Func<FaultRule> Of(Fault fault) => () => new() { Fault = fault, Calls = null, Probability = Probability, Seed = 1 };

    public override string ToString() => Name;
}
