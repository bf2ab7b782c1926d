namespace FlowGen.Sandbox.Spec;

/// <summary>A documented quota.</summary>
internal sealed record SpecRateLimit(int Permits, TimeSpan Window);
