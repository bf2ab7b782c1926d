using FlowGen.Sandbox;

namespace LoadRun;

/// <summary>What the sandbox served, collected now and then because it keeps only the latest.</summary>
internal sealed class ServedCalls(FlowSandbox sandbox)
{
    private const string QuotaCode = "System.LimitControl";

    private readonly List<SandboxRequest> _requests = [];
    private readonly HashSet<string> _known = [];

    /// <summary>All calls so far, in the order in which they were served.</summary>
    public IReadOnlyList<SandboxRequest> Requests => _requests;

    /// <summary>How many were refused for the quota.</summary>
    public int RefusedForQuota { get; private set; }

    /// <summary>Takes up what came since the last time.</summary>
    public void Collect()
    {
        foreach (var request in sandbox.Requests)
        {
            if (request.RequestId is { } id && _known.Add(id))
            {
                _requests.Add(request);
                RefusedForQuota += request.Code == QuotaCode ? 1 : 0;
            }
        }
    }
}
