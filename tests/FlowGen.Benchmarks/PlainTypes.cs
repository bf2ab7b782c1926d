using System.Text.Json;
using System.Text.Json.Serialization;

namespace FlowGen.Benchmarks;

/// <summary>What the general serializers read into: the same members, with enums as texts.</summary>
public sealed class PlainCamsFlow
{
    public string? Status { get; set; }

    public string? FlowId { get; set; }

    public string? FlowName { get; set; }

    public List<string>? Categories { get; set; }

    public string? JSONVersion { get; set; }

    public string? DataApiVersion { get; set; }

    public string? PreviewUrl { get; set; }

    public long? PreviewUrlExpires { get; set; }
}

public sealed class PlainCamsAnswer
{
    public string? RequestId { get; set; }

    public string? Code { get; set; }

    public string? Message { get; set; }

    public PlainCamsFlow? Data { get; set; }
}

public sealed class PlainParcel
{
    public Dictionary<string, string>? Labels { get; set; }
}

public sealed class PlainEightByEightFlow
{
    public string? FlowId { get; set; }

    public string? FlowJsonUrl { get; set; }

    public string? Name { get; set; }

    public string? Status { get; set; }

    public List<string>? Categories { get; set; }

    public List<PlainValidationError>? ValidationErrors { get; set; }
}

public sealed class PlainValidationError
{
    public string? Error { get; set; }

    public string? ErrorType { get; set; }

    public string? Message { get; set; }

    public long? LineStart { get; set; }

    public long? LineEnd { get; set; }

    public long? ColumnStart { get; set; }

    public long? ColumnEnd { get; set; }

    public List<PlainPointer>? Pointers { get; set; }
}

public sealed class PlainPointer
{
    public long? LineStart { get; set; }

    public long? LineEnd { get; set; }

    public long? ColumnStart { get; set; }

    public long? ColumnEnd { get; set; }

    public string? Path { get; set; }
}

[JsonSerializable(typeof(PlainCamsFlow))]
[JsonSerializable(typeof(List<PlainCamsFlow>))]
[JsonSerializable(typeof(PlainCamsAnswer))]
[JsonSerializable(typeof(PlainParcel))]
internal sealed partial class CamsJson : JsonSerializerContext;

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(PlainEightByEightFlow))]
internal sealed partial class EightByEightJson : JsonSerializerContext;
