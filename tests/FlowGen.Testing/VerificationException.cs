namespace FlowGen.Testing;

/// <summary>A source did not get the diagnostics or the fix that its markup asks for. The message shows both.</summary>
public sealed class VerificationException(string message) : Exception(message);
