using FlowGen.Generator.Diagnostics;
using FlowGen.Generator.Model;

namespace FlowGen.Generator.Spec;

/// <summary>What became of a spec: as much of a client as is sound, and what is wrong with the rest.</summary>
internal sealed record SpecResult(string Path, ApiModel? Model, EquatableArray<SpecDiagnostic> Diagnostics);
