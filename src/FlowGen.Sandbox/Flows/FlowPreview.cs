namespace FlowGen.Sandbox.Flows;

/// <summary>A link that shows a flow.</summary>
/// <param name="Token">What tells it from the links before it.</param>
/// <param name="Expires">When it stops working.</param>
internal sealed record FlowPreview(string Token, DateTimeOffset Expires)
{
    /// <summary>How long a link lives: what Meta gives its own.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);

    public static FlowPreview Create(DateTimeOffset now) => new(Guid.NewGuid().ToString(), now + Lifetime);

    /// <summary>Whether a request with this token may see the flow.</summary>
    public bool Opens(string? token, DateTimeOffset now) => token == Token && now < Expires;
}
