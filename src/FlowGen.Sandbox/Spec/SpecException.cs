namespace FlowGen.Sandbox.Spec;

/// <summary>A schema file says something that the sandbox cannot serve. The message names the place.</summary>
internal sealed class SpecException(string message) : Exception(message);
