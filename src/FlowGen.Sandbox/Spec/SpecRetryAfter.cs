namespace FlowGen.Sandbox.Spec;

/// <summary>A header that says how long to wait.</summary>
internal sealed record SpecRetryAfter(string Header, string Format)
{
    public const string Milliseconds = "milliseconds";
    public const string Seconds = "seconds-or-date";
}
