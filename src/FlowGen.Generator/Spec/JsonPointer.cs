using System.Globalization;
using System.Text;

namespace FlowGen.Generator.Spec;

/// <summary>Names of places in a JSON tree (RFC 6901), and the way back.</summary>
internal static class JsonPointer
{
    /// <summary>The pointer of <paramref name="node"/>, for a message; <c>/</c> for the root.</summary>
    public static string Of(JsonNode node)
    {
        if (node.Parent is null)
        {
            return "/";
        }

        var keys = new Stack<string>();
        for (var current = node; current.Parent is not null; current = current.Parent)
        {
            keys.Push(current.Key);
        }

        var pointer = new StringBuilder();
        foreach (var key in keys)
        {
            pointer.Append('/').Append(key.Replace("~", "~0").Replace("/", "~1"));
        }

        return pointer.ToString();
    }

    /// <summary>
    /// Follows the fragment of a <c>$ref</c> (<c>#/components/schemas/Pet</c>), which may be percent-encoded. Where it leads nowhere,
    /// <paramref name="last"/> and <paramref name="missing"/> tell how far it got.
    /// </summary>
    public static JsonNode? Follow(JsonNode root, string reference, out JsonNode last, out string missing)
    {
        last = root;
        missing = "";
        if (reference is "#" or "")
        {
            return root;
        }

        foreach (var part in reference.Substring(2).Split('/'))
        {
            missing = (part.IndexOf('%') >= 0 ? Uri.UnescapeDataString(part) : part).Replace("~1", "/").Replace("~0", "~");
            var next = last.Kind switch
            {
                JsonKind.Object => last[missing],
                JsonKind.Array when int.TryParse(missing, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < last.Items.Count => last.Items[index],
                _ => null,
            };
            if (next is null)
            {
                return null;
            }

            last = next;
        }

        return last;
    }
}
