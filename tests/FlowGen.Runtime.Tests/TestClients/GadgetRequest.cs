namespace FlowGen.Runtime.Tests.TestClients;

public sealed record GadgetRequest(string Id, string? Space = null);
