namespace FlowGen.Sandbox.Spec;

/// <summary>A row of the error table.</summary>
internal sealed record SpecError(string? Code, int? Status, string Category, string? Message)
{
    public const string Throttled = "throttled";

    /// <summary>What the row's codes begin with, if it stands for more than one.</summary>
    public string? Prefix => Code is not null && Code.EndsWith('*') ? Code[..^1] : null;
}
