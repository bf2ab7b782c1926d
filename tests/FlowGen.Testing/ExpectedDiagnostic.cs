using Microsoft.CodeAnalysis.Text;

namespace FlowGen.Testing;

/// <summary>A diagnostic that a source's markup expects.</summary>
/// <param name="Id">The rule.</param>
/// <param name="Span">Where, in the source without markup.</param>
public sealed record ExpectedDiagnostic(string Id, TextSpan Span);
