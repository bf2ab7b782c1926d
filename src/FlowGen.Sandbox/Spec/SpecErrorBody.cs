namespace FlowGen.Sandbox.Spec;

/// <summary>The members of a failure body.</summary>
internal sealed record SpecErrorBody(string Code, string Message, string RequestId);
