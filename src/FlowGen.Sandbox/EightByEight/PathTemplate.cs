using System.Diagnostics.CodeAnalysis;
using FlowGen.Sandbox.Serving;

namespace FlowGen.Sandbox.EightByEight;

/// <summary>A path of the spec: <c>/flows/{flowId}</c>.</summary>
internal sealed class PathTemplate(string path)
{
    private readonly string[] _segments = path.Split('/');

    /// <summary>Reads the values that stand in a received path where the template has placeholders.</summary>
    public bool TryMatch(string received, [NotNullWhen(true)] out IReadOnlyDictionary<string, string>? values)
    {
        values = null;
        string[] segments = received.Split('/');
        if (segments.Length != _segments.Length)
        {
            return false;
        }

        Dictionary<string, string> read = new(StringComparer.Ordinal);
        for (int index = 0; index < segments.Length; index++)
        {
            // Segments are cut before they are decoded: an encoded slash belongs to the value.
            if (!PercentEncoding.TryDecode(segments[index], out string? segment))
            {
                return false;
            }

            if (_segments[index] is ['{', .. var name, '}'])
            {
                read[name] = segment;
            }
            else if (segment != _segments[index])
            {
                return false;
            }
        }

        values = read;
        return true;
    }
}
