using System.Text.Json;

namespace FlowGen.Sandbox.Flows;

/// <summary>A flow with what is known of it beside itself. A change makes another one.</summary>
internal sealed record StoredFlow
{
    private StoredFlow(SandboxFlow flow, FlowDocument? document) => (Flow, Document) = (flow, document);

    public SandboxFlow Flow { get; private init; }

    /// <summary>The flow's JSON, read; <see langword="null"/> when it has none, or one that lies elsewhere.</summary>
    public FlowDocument? Document { get; private init; }

    /// <summary>Where the flow's JSON lies, when it was not fetched.</summary>
    public Uri? DocumentElsewhere { get; private init; }

    /// <summary>The link that shows the flow; <see langword="null"/> when nobody has asked for one yet.</summary>
    public FlowPreview? Preview { get; private init; }

    /// <summary>Why the flow's content cannot be published; <see langword="null"/> when nothing is known against it.</summary>
    public string? Obstacle => (Document, DocumentElsewhere) switch
    {
        (null, null) => "it has no JSON",
        ({ Errors: [var first, ..] }, _) => $"its JSON has errors, the first at {first.Path}",
        _ => null,
    };

    /// <exception cref="JsonException">The flow's JSON is no JSON object.</exception>
    public static StoredFlow From(SandboxFlow flow) => new(flow, flow.Json.Length == 0 ? null : FlowDocument.Parse(flow.Json));

    public StoredFlow With(Func<SandboxFlow, SandboxFlow> change) => this with { Flow = change(Flow) };

    public StoredFlow WithStatus(string status) => With(flow => flow with { Status = status });

    /// <exception cref="JsonException"><paramref name="json"/> is no JSON object.</exception>
    public StoredFlow WithDocument(string json) => this with
    {
        Flow = Flow with { Json = json },
        Document = FlowDocument.Parse(json),
        DocumentElsewhere = null,
    };

    public StoredFlow WithDocumentElsewhere(Uri address) => this with { Flow = Flow with { Json = "" }, Document = null, DocumentElsewhere = address };

    /// <summary>With the content of another flow: its JSON, wherever that lies.</summary>
    public StoredFlow WithContentOf(StoredFlow other) => this with
    {
        Flow = Flow with { Json = other.Flow.Json },
        Document = other.Document,
        DocumentElsewhere = other.DocumentElsewhere,
    };

    /// <summary>With a link that works: the one there is, unless it has run out or a new one is asked for.</summary>
    public StoredFlow WithPreview(DateTimeOffset now, bool isNew = false) =>
        Preview is { } preview && now < preview.Expires && !isNew ? this : this with { Preview = FlowPreview.Create(now) };
}
