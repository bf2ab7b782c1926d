namespace FlowGen.Http;

/// <summary>What a failure body says, trimmed; each is <see langword="null"/> when the body does not say it.</summary>
internal readonly record struct ErrorBodyContent(string? Code, string? Message, string? RequestId);
