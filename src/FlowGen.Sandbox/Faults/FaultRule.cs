namespace FlowGen.Sandbox;

/// <summary>Which calls a fault is for.</summary>
public sealed class FaultRule
{
    private readonly Lock _gate = new();
    private Random? _chance;
    private int _hits;

    /// <summary>What happens to them.</summary>
    public required Fault Fault { get; init; }

    /// <summary>How many calls it happens to; <see langword="null"/> for every one. 1 unless given.</summary>
    public int? Calls { get; init; } = 1;

    /// <summary>The provider whose calls are meant, for example <c>alibaba-cams</c>; <see langword="null"/> for both.</summary>
    public string? Provider { get; init; }

    /// <summary>The operation that is meant, by its name on the wire, for example <c>GetFlow</c>; <see langword="null"/> for all.</summary>
    public string? Operation { get; init; }

    /// <summary>How probable it is that a call it is for is hit, above 0 and up to 1. 1 unless given.</summary>
    public double Probability { get; init; } = 1;

    /// <summary>Where chance begins: the same calls in the same order are hit whenever the seed is the same.</summary>
    public int Seed { get; init; }

    /// <summary>How many calls were hit so far.</summary>
    public int Hits
    {
        get
        {
            lock (_gate)
            {
                return _hits;
            }
        }
    }

    /// <summary>Whether every call that it is for was hit.</summary>
    public bool IsUsedUp => Hits >= Calls;

    /// <summary>Whether a call is hit; counts it if so.</summary>
    internal bool Hit(string provider, string? operation)
    {
        if ((Provider is not null && Provider != provider)
            || (Operation is not null && Operation != operation)
            || (Fault.Code is { } code && code.All(char.IsAsciiDigit) != (provider == SandboxFaults.ProviderOfNumericCodes)))
        {
            return false;
        }

        lock (_gate)
        {
            if (_hits >= Calls)
            {
                return false;
            }

            if (Probability < 1)
            {
#pragma warning disable CA5394 // Chance has to be the same again for the same seed, and guards nothing.
                _chance ??= new(Seed);
                if (_chance.NextDouble() >= Probability)
                {
                    return false;
                }
#pragma warning restore CA5394
            }

            _hits++;
            return true;
        }
    }
}
