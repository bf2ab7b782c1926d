namespace FlowGen;

/// <summary>One complaint of a provider about the content of a request.</summary>
/// <param name="Code">The provider's code, if it sent one.</param>
/// <param name="Message">The provider's text, if it sent one.</param>
/// <param name="Path">Where in the content, in the provider's notation.</param>
/// <param name="Line">The line, as the provider counts.</param>
/// <param name="Column">The column, as the provider counts.</param>
public sealed record ApiValidationError(string? Code, string? Message, string? Path, int? Line, int? Column);
