namespace FlowGen.Sandbox.Spec;

/// <summary>What an <c>acs-rpc</c> provider sends with every operation; both are absent where each operation has a path of its own.</summary>
/// <param name="Path">The one path.</param>
/// <param name="Version">The version of the API.</param>
internal sealed record SpecProtocol(string? Path, string? Version);
