using FlowGen.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace FlowGen.Generator.Diagnostics;

/// <summary>A diagnostic as plain data, so that a cached one pins nothing of the compiler.</summary>
internal sealed record SpecDiagnostic(string Id, EquatableArray<string> Arguments, string Path, int Start, int End, int StartLine, int StartColumn, int EndLine, int EndColumn)
{
    /// <summary>The compiler's diagnostic, at its place in the spec.</summary>
    public Diagnostic ToDiagnostic()
    {
        var location = Location.Create(
            Path,
            TextSpan.FromBounds(Start, End),
            new(new(StartLine, StartColumn), new(EndLine, EndColumn)));
        return Diagnostic.Create(SpecDiagnostics.Of(Id), location, Arguments.Select(static argument => (object)argument));
    }
}
