namespace FlowGen.Http;

/// <summary>A page of a list.</summary>
/// <param name="Items">What is on it.</param>
/// <param name="Digest">A digest of its JSON: a page that comes again has the same one.</param>
internal readonly record struct Page<TItem>(IReadOnlyList<TItem> Items, ReadOnlyMemory<byte> Digest);
