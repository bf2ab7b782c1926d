namespace FlowGen.Throttling;

/// <summary>Permits that are in use by a call that was not answered yet.</summary>
/// <param name="Permits">How many.</param>
/// <param name="GivenAt">When they were given, in the limiter's timestamps.</param>
internal readonly record struct PermitUse(int Permits, long GivenAt);
