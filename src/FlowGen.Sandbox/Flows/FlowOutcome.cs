using FlowGen.Sandbox.Serving;

namespace FlowGen.Sandbox.Flows;

/// <summary>What an operation came to: a refusal, or the flows that its answer is about.</summary>
internal sealed record FlowOutcome
{
    private FlowOutcome(Refusal? refusal, IReadOnlyList<StoredFlow> flows) => (Refusal, Flows) = (refusal, flows);

    /// <summary>Why it was refused; <see langword="null"/> when it was not.</summary>
    public Refusal? Refusal { get; }

    /// <summary>The flows of the answer: one, those of a list, or none.</summary>
    public IReadOnlyList<StoredFlow> Flows { get; }

    /// <summary>What the log is to say about a success.</summary>
    public string? Remark { get; init; }

    /// <summary>Whether the flow is to be gone.</summary>
    public bool IsDeletion { get; private init; }

    public static FlowOutcome Of(params IReadOnlyList<StoredFlow> flows) => new(null, flows);

    public static FlowOutcome Deletion(StoredFlow flow) => new(null, [flow]) { IsDeletion = true };

    public static FlowOutcome Refused(string code, string detail, int? httpStatus = null) => new(new(code, detail) { HttpStatus = httpStatus }, []);
}
