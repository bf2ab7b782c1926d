namespace FlowGen.Sandbox.Cams;

/// <summary>The nonces of signed requests, each remembered until no request that carries it can be in date any more.</summary>
internal sealed class NonceMemory
{
    private readonly Lock _gate = new();
    private readonly HashSet<string> _nonces = new(StringComparer.Ordinal);
    private readonly PriorityQueue<string, DateTimeOffset> _expiries = new();

    /// <summary>Remembers a nonce; fails when it is remembered already.</summary>
    public bool TryAdd(string nonce, DateTimeOffset now, DateTimeOffset expiry)
    {
        lock (_gate)
        {
            while (_expiries.TryPeek(out string? oldest, out DateTimeOffset end) && end < now)
            {
                _expiries.Dequeue();
                _nonces.Remove(oldest);
            }

            if (!_nonces.Add(nonce))
            {
                return false;
            }

            _expiries.Enqueue(nonce, expiry);
            return true;
        }
    }
}
