namespace FlowGen.Sandbox.Spec;

/// <summary>A parameter of an operation.</summary>
internal sealed record SpecParameter(string Name, string In, bool IsRequired, SpecSchema Schema);
