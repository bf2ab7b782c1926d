namespace FlowGen.Sandbox.Spec;

/// <summary>The members of a success body, and what they say then.</summary>
/// <param name="Code">The member that holds the code.</param>
/// <param name="Message">The member that holds the message.</param>
/// <param name="RequestId">The member that holds the request id.</param>
/// <param name="Payload">The member that holds the payload.</param>
/// <param name="Flag">The member that is true for a success.</param>
/// <param name="SuccessCode">The first of the codes that mean success.</param>
/// <param name="AbsentMessage">The text that stands for no message.</param>
internal sealed record SpecEnvelope(string Code, string? Message, string? RequestId, string? Payload, string? Flag, string SuccessCode, string? AbsentMessage);
