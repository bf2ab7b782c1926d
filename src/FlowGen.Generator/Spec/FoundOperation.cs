using FlowGen.Generator.Model;

namespace FlowGen.Generator.Spec;

/// <summary>An operation's place in the document, and what it is called.</summary>
internal sealed record FoundOperation(JsonMember Path, string Method, JsonNode Item, JsonNode Node, string Id, CSharpIdentifier Name, CSharpIdentifier RequestType);

/// <summary>An operation that has been read.</summary>
internal sealed record ParsedOperation(JsonNode Node, OperationModel Model);
