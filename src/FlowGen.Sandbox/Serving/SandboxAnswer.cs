using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace FlowGen.Sandbox.Serving;

/// <summary>What a request is answered with, and what the log says about it.</summary>
internal sealed record SandboxAnswer
{
    // The bodies are served as application/json and never put into a page, so that quotes and letters can stay readable.
    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public required int Status { get; init; }

    public required string Body { get; init; }

    public string ContentType { get; init; } = "application/json;charset=utf-8";

    public IReadOnlyList<KeyValuePair<string, string>> Headers { get; init; } = [];

    /// <summary>The provider asked.</summary>
    public required string Provider { get; init; }

    /// <summary>The operation's name on the wire; <see langword="null"/> when the request was refused before it was known.</summary>
    public required string? Operation { get; init; }

    /// <summary>The provider's code; <see langword="null"/> when the answer has none.</summary>
    public string? Code { get; init; }

    /// <summary>More than the caller is told.</summary>
    public string? Detail { get; init; }

    public string? RequestId { get; init; }

    public IReadOnlyList<string> IgnoredParameters { get; init; } = [];

    public bool IsSandboxFault { get; init; }

    /// <summary>Whether the operation ran and took effect.</summary>
    public bool IsExecuted { get; init; }

    /// <summary>The fault that happened to the call.</summary>
    public FaultKind? Fault { get; init; }

    public AnswerDelivery Delivery { get; init; }

    /// <summary>How long the answer is kept back.</summary>
    public TimeSpan? Delay { get; init; }

    public static string Write(JsonObject body) => body.ToJsonString(Readable);

    public byte[] Encode() => Encoding.UTF8.GetBytes(Body);

    /// <summary>The answer that says that the sandbox itself is wrong.</summary>
    public static SandboxAnswer SandboxFault(string provider, string? operation, string text) => new()
    {
        Status = 500,
        ContentType = "text/plain;charset=utf-8",
        Body = $"FlowGen.Sandbox: {text}\n",
        Provider = provider,
        Operation = operation,
        Detail = text,
        IsSandboxFault = true,
    };
}
