using System.ComponentModel;

namespace FlowGen.Http;

/// <summary>What a spec says about an operation that lists page by page. Generated code makes one per such operation, once.</summary>
/// <typeparam name="TRequest">The operation's request.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ApiPaging<TRequest>
{
    /// <summary>The number of the first page.</summary>
    public required long First { get; init; }

    /// <summary>The size to ask for where a request gives none.</summary>
    public required long DefaultSize { get; init; }

    /// <summary>The page that a request asks for; <see langword="null"/> when it asks for none.</summary>
    public required Func<TRequest, long?> Index { get; init; }

    /// <summary>The size that a request asks for; <see langword="null"/> when it asks for none.</summary>
    public required Func<TRequest, long?> Size { get; init; }

    /// <summary>The same request for a page of a size.</summary>
    public required Func<TRequest, long, long, TRequest> At { get; init; }
}
