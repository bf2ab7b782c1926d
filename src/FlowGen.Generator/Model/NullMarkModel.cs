namespace FlowGen.Generator.Model;

/// <summary>What tells <c>null</c> from absent.</summary>
/// <param name="Name">The C# property.</param>
/// <param name="Local">The local variable that a reader collects it in.</param>
internal sealed record NullMarkModel(CSharpIdentifier Name, CSharpIdentifier Local);
