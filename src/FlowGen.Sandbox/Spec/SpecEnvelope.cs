namespace FlowGen.Sandbox.Spec;

/// <summary>The members of a success body, and what they say then.</summary>
internal sealed record SpecEnvelope(string Code, string? Message, string? RequestId, string? Payload, string SuccessCode, string? AbsentMessage);
