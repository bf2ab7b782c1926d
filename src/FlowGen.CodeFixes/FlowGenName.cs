using Microsoft.CodeAnalysis;

namespace FlowGen.CodeFixes;

/// <summary>How a type is written at one place of a file.</summary>
internal readonly struct FlowGenName
{
    private FlowGenName(string text, bool needsUsing)
    {
        Text = text;
        NeedsUsing = needsUsing;
    }

    /// <summary>The name, qualified where the simple one means something else.</summary>
    public string Text { get; }

    /// <summary>Whether nothing of the name is in scope: then <c>using FlowGen;</c> brings it there.</summary>
    public bool NeedsUsing { get; }

    /// <summary>A type of the namespace FlowGen.</summary>
    public static FlowGenName At(SemanticModel model, int position, string name)
    {
        var found = model.LookupNamespacesAndTypes(position, name: name);
        return found.IsEmpty ? new(name, needsUsing: true)
            : found.Length == 1 && found[0].ContainingNamespace is { Name: "FlowGen", ContainingNamespace.IsGlobalNamespace: true } ? new(name, needsUsing: false)
            : new("global::FlowGen." + name, needsUsing: false);
    }

    /// <summary>A type of the namespace System, for which no using is added.</summary>
    public static string OfSystem(SemanticModel model, int position, string name)
    {
        var found = model.LookupNamespacesAndTypes(position, name: name);
        return found.Length == 1 && found[0].ContainingNamespace is { Name: "System", ContainingNamespace.IsGlobalNamespace: true }
            ? name
            : "global::System." + name;
    }
}
