namespace FlowGen.Runtime.Tests.TestClients;

public sealed record ListRequest(long? Index = null, long? Size = null);
