using FlowGen.Cams;
using FlowGen.Http;

namespace LoadRun;

/// <summary>What is offered.</summary>
/// <param name="Duration">For how long.</param>
/// <param name="Processes">By how many processes, each an equal part.</param>
/// <param name="Load">How many times the quota, all processes together.</param>
internal sealed record LoadPlan(TimeSpan Duration, int Processes, double Load)
{
    /// <summary>The quota of CAMS, as its spec documents it.</summary>
    public static ApiRateLimit Quota { get; } = ProviderOf<CamsClient>().RateLimits[0];

    /// <summary>The calls that the quota permits in the whole time.</summary>
    public double Permitted => Quota.Permits * (Duration / Quota.Window);

    /// <summary>The calls that each process offers, a second.</summary>
    public double CallsPerSecond => Quota.Permits / Quota.Window.TotalSeconds * Load / Processes;

    private static ApiProvider ProviderOf<TClient>()
        where TClient : class, IFlowClient<TClient> => TClient.Provider;
}
