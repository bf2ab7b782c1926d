namespace FlowGen.Sandbox.Serving;

/// <summary>The latest requests, oldest first. Safe for many threads.</summary>
internal sealed class RequestLog
{
    /// <summary>How many are kept: enough for a test, and a bound for a program that runs for weeks.</summary>
    public const int Capacity = 10_000;

    private readonly Lock _gate = new();
    private readonly Queue<SandboxRequest> _requests = new();

    public void Add(SandboxRequest request)
    {
        lock (_gate)
        {
            if (_requests.Count == Capacity)
            {
                _requests.Dequeue();
            }

            _requests.Enqueue(request);
        }
    }

    public IReadOnlyList<SandboxRequest> Snapshot()
    {
        lock (_gate)
        {
            return [.. _requests];
        }
    }
}
