using System.Text;
using FlowGen.Generator.Model;

namespace FlowGen.Generator.Emit;

/// <summary>
/// Writes the full names of imported types (<c>global::System.Uri</c>) as a person would, and keeps the using directives that this takes. A name
/// that a generated type or a member has stays full. No spec text holds <c>global::</c>: the doors see to that.
/// </summary>
internal sealed class UsingDirectives(ApiNames api)
{
    /// <summary>What full names begin with.</summary>
    public const string Root = "global::";

    private readonly bool[] _isUsed = new bool[ImportedTypes.Namespaces.Length];
    private readonly List<string> _members = [];

    /// <summary>The members of the type whose code comes now: before a dot, a member goes before a type of its name.</summary>
    public void Enter(CSharpIdentifier[] members)
    {
        _members.Clear();
        foreach (var member in members)
        {
            if (ImportedTypes.Has(member.Name))
            {
                _members.Add(member.Name);
            }
        }
    }

    /// <summary>Imports a namespace whose extension methods are called.</summary>
    public void Use(string @namespace) => _isUsed[Array.FindIndex(ImportedTypes.Namespaces, candidate => candidate.Name == @namespace)] = true;

    /// <summary>Appends code with the names shortened.</summary>
    public void Append(StringBuilder source, char[] code, int length)
    {
        var written = 0;
        for (var position = FindRoot(code, 0, length); position >= 0; position = FindRoot(code, position, length))
        {
            position += Root.Length;
            if (Import(code, position, length) is { } imported)
            {
                source.Append(code, written, position - Root.Length - written);
                written = position + imported.Name.Length + 1;
            }
        }

        source.Append(code, written, length - written);
    }

    /// <summary>
    /// The directives, and an empty line when there are some. They stand inside the namespace, so that they go before what stands around it.
    /// </summary>
    public override string ToString()
    {
        var directives = new StringBuilder();
        var enclosing = api.Namespace.ToString() + ".";
        for (var index = 0; index < _isUsed.Length; index++)
        {
            var name = ImportedTypes.Namespaces[index].Name;
            if (_isUsed[index] && !enclosing.StartsWith(name + ".", StringComparison.Ordinal))
            {
                directives.Append("using ").Append(Root).Append(name).Append(";\n");
            }
        }

        return directives.Length == 0 ? "" : directives.Append('\n').ToString();
    }

    private static int FindRoot(char[] code, int start, int length)
    {
        var found = new ReadOnlySpan<char>(code, start, length - start).IndexOf(Root.AsSpan());
        return found < 0 ? found : start + found;
    }

    /// <summary>The namespace of the type whose full name begins at <paramref name="position"/>; <see langword="null"/> when the name has to stay full.</summary>
    private ImportedNamespace? Import(char[] code, int position, int length)
    {
        for (var index = 0; index < _isUsed.Length; index++)
        {
            var @namespace = ImportedTypes.Namespaces[index];
            var typeStart = position + @namespace.Name.Length + 1;
            if (typeStart < length && code[typeStart - 1] == '.' && IsAt(code, position, length, @namespace.Name))
            {
                foreach (var type in @namespace.Types)
                {
                    var end = typeStart + type.Length;
                    if (IsAt(code, typeStart, length, type) && (end == length || !IsIdentifierPart(code[end])))
                    {
                        if (IsHidden(type) || (end < length && code[end] == '.' && _members.Contains(type)))
                        {
                            return null;
                        }

                        _isUsed[index] = true;
                        return @namespace;
                    }
                }
            }
        }

        return null;
    }

    private bool IsHidden(string type) => api.HidingTypes.Count > 0 && (api.HidingTypes.Contains(type) || api.HidingTypes.Contains(type + "Attribute"));

    private static bool IsAt(char[] code, int position, int length, string text) =>
        position + text.Length <= length && new ReadOnlySpan<char>(code, position, text.Length).SequenceEqual(text.AsSpan());

    private static bool IsIdentifierPart(char character) => character is '_' or (>= '0' and <= '9') or (>= 'A' and <= 'Z') or (>= 'a' and <= 'z');
}
