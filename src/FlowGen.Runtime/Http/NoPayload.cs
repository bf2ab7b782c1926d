namespace FlowGen.Http;

/// <summary>What an operation without a payload answers.</summary>
internal readonly struct NoPayload;
