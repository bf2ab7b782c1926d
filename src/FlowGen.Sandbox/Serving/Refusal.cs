using FlowGen.Sandbox.Spec;

namespace FlowGen.Sandbox.Serving;

/// <summary>Why a request is refused.</summary>
/// <param name="Code">The provider's code. Its status and message are the spec's.</param>
/// <param name="Detail">What this request has wrong. Without secrets: it goes into the answer where the vendor documents no text of its own.</param>
internal sealed record Refusal(string Code, string Detail)
{
    private const int BadRequest = 400;

    /// <summary>How long to wait before a repeat can succeed, when that is known.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>What helps to find the cause and only the log is told.</summary>
    public string? Diagnosis { get; init; }

    /// <summary>The HTTP status, where it is not the one that the spec's table has for the code.</summary>
    public int? HttpStatus { get; init; }

    public int Status(ApiSpec spec) => HttpStatus ?? spec.FindError(Code)?.Status ?? BadRequest;

    /// <summary>The vendor's own text where one is documented, word for word; else the detail.</summary>
    public string Message(ApiSpec spec) => spec.FindError(Code)?.Message ?? Detail;

    /// <summary>The header that tells the caller how long to wait: the first that the spec lists in a unit of time.</summary>
    public IEnumerable<KeyValuePair<string, string>> RetryAfterHeaders(ApiSpec spec)
    {
        if (RetryAfter is { } delay && spec.RetryAfter.FirstOrDefault(header => header.Format is SpecRetryAfter.Milliseconds or SpecRetryAfter.Seconds) is { } header)
        {
            // Rounded up: a caller who waits as long as told must not come too early.
            double value = Math.Ceiling(header.Format == SpecRetryAfter.Milliseconds ? delay.TotalMilliseconds : delay.TotalSeconds);
            yield return new(header.Header, value.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
    }
}
