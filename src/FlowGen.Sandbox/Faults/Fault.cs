namespace FlowGen.Sandbox;

/// <summary>
/// Something that goes wrong with a call. Each happens before the operation unless it says otherwise or is told to by <see cref="AfterOperation"/>.
/// </summary>
public sealed record Fault
{
    private const int FirstFailure = 400;
    private const int LastFailure = 599;

    private Fault(FaultKind kind) => Kind = kind;

    /// <summary>What it does.</summary>
    public FaultKind Kind { get; }

    /// <summary>On which side of the operation it happens.</summary>
    public FaultMoment Moment { get; private init; }

    /// <summary>How long a delay takes; how far a clock is off; how long a refused caller is told to wait, if it is told.</summary>
    public TimeSpan? Time { get; private init; }

    /// <summary>The provider's code of a refusal.</summary>
    public string? Code { get; private init; }

    /// <summary>The HTTP status of <see cref="FaultKind.Status"/>.</summary>
    public int? HttpStatus { get; private init; }

    /// <summary>The body of <see cref="FaultKind.Status"/>.</summary>
    public string? Body { get; private init; }

    /// <summary>The media type of <see cref="Body"/>.</summary>
    public string? ContentType { get; private init; }

    /// <summary>
    /// The call waits before it runs, or its answer after it has run. A caller that goes away meanwhile changes nothing: the operation runs all the same.
    /// </summary>
    /// <param name="time">Up to an hour.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="time"/> is not above zero, or above an hour.</exception>
    public static Fault Delay(TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(time, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(time, TimeSpan.FromHours(1));
        return new(FaultKind.Delay) { Time = time };
    }

    /// <summary>An answer that is not the provider's: an HTTP status with whatever body.</summary>
    /// <param name="httpStatus">400 to 599.</param>
    /// <param name="body">The body; empty unless given.</param>
    /// <param name="contentType">Its media type.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="httpStatus"/> is no failure's.</exception>
    public static Fault Status(int httpStatus, string body = "", string contentType = "text/html")
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(httpStatus, FirstFailure);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(httpStatus, LastFailure);
        ArgumentNullException.ThrowIfNull(body);
        ArgumentException.ThrowIfNullOrWhiteSpace(contentType);
        return new(FaultKind.Status) { HttpStatus = httpStatus, Body = body, ContentType = contentType };
    }

    /// <summary>
    /// A refusal by the provider, with the status and the text that its spec has for the code. Codes of digits are 8x8's and all others CAMS',
    /// and a call of the other provider is passed over.
    /// </summary>
    /// <param name="code">The code, for example <c>Ram.PermissionDeny</c> or <c>2000</c>.</param>
    /// <param name="retryAfter">How long the caller is told to wait; left out, it is told nothing.</param>
    /// <exception cref="ArgumentException"><paramref name="code"/> is empty.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="retryAfter"/> is not above zero.</exception>
    public static Fault Refusal(string code, TimeSpan? retryAfter = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(code);
        return new(FaultKind.Refusal) { Code = code, Time = Positive(retryAfter) };
    }

    /// <summary>The refusal that the spec has for a call beyond the quota, with its header that says how long to wait.</summary>
    /// <param name="retryAfter">How long; left out, the caller is told nothing.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="retryAfter"/> is not above zero.</exception>
    public static Fault Throttling(TimeSpan? retryAfter = null) => new(FaultKind.Throttling) { Time = Positive(retryAfter) };

    /// <summary>
    /// The provider's clock is off for this call: it judges the signature's date by it, and dates its answer by it. 8x8 judges no dates.
    /// </summary>
    /// <param name="offset">How far ahead of the sandbox's clock, up to a year either way.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="offset"/> is more than a year.</exception>
    public static Fault WrongDate(TimeSpan offset)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(offset.Duration(), TimeSpan.FromDays(365));
        return new(FaultKind.WrongDate) { Time = offset };
    }

    /// <summary>
    /// The header announces the whole body, and the connection ends after half of it. After the operation. Before it, what is cut off is the
    /// beginning of an answer that the provider never wrote.
    /// </summary>
    public static Fault CutOffBody() => new(FaultKind.CutOffBody) { Moment = FaultMoment.AfterOperation };

    /// <summary>The answer is whole by its header and stops in the middle of its JSON. After the operation, as <see cref="CutOffBody"/>.</summary>
    public static Fault BrokenJson() => new(FaultKind.BrokenJson) { Moment = FaultMoment.AfterOperation };

    /// <summary>The connection is reset (TCP RST) where the answer should come.</summary>
    public static Fault Reset() => new(FaultKind.Reset);

    /// <summary>The same before the operation: it does not run.</summary>
    public Fault BeforeOperation() => this with { Moment = FaultMoment.BeforeOperation };

    /// <summary>The same after the operation: it has run, and the caller may not learn of it.</summary>
    public Fault AfterOperation() => this with { Moment = FaultMoment.AfterOperation };

    private static TimeSpan? Positive(TimeSpan? time)
    {
        if (time is { } given)
        {
            ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(given, TimeSpan.Zero, nameof(time));
        }

        return time;
    }
}
