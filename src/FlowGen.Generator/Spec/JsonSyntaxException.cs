namespace FlowGen.Generator.Spec;

/// <summary>The text is not JSON (RFC 8259). Never leaves the parser.</summary>
internal sealed class JsonSyntaxException(string message, int start, int end) : Exception(message)
{
    public int Start { get; } = start;

    public int End { get; } = end;
}
