namespace FlowGen.Sandbox.Spec;

/// <summary>How pages of a list are asked for.</summary>
/// <param name="Parameter">The parameter whose JSON text holds the two members; <see langword="null"/> when they are parameters themselves.</param>
/// <param name="Index">The member that holds the page's number.</param>
/// <param name="Size">The member that holds the page's size.</param>
/// <param name="First">The number of the first page.</param>
/// <param name="DefaultSize">The size where a call gives none.</param>
internal sealed record SpecPaging(string? Parameter, string Index, string Size, int First, int DefaultSize);
