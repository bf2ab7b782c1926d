using System.Globalization;
using System.Text;
using System.Text.Json;

namespace FlowGen.Json;

/// <summary>
/// Names the place of a byte in a JSON text, for example <c>$.Data.Categories[0]</c>, by reading the text again up to it. Only for texts
/// that turned out to be faulty, so that the readers need not keep track.
/// </summary>
internal static class JsonPathLocator
{
    private const int MaxNameLength = 64;
    private const int MaxPathLength = 256;

    /// <summary>The path of the value that the byte belongs to, as far as the text can be read.</summary>
    internal static string Locate(ReadOnlySpan<byte> json, long offset)
    {
        var steps = new List<Step>();
        var reader = new Utf8JsonReader(json);
        try
        {
            while (reader.Read() && reader.TokenStartIndex <= offset)
            {
                Follow(ref reader, steps, isPlace: reader.TokenStartIndex == offset);
            }
        }
        catch (Exception exception) when (JsonFault.IsOne(exception))
        {
            // The fault itself: the path ends where the text stops making sense.
        }

        return Render(steps);
    }

    private static void Follow(ref Utf8JsonReader reader, List<Step> steps, bool isPlace)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.PropertyName:
                steps[^1] = steps[^1] with { Name = NameOf(ref reader) };
                break;
            case JsonTokenType.StartObject:
                Enter(steps);
                if (!isPlace)
                {
                    steps.Add(new(IsArray: false));
                }

                break;
            case JsonTokenType.StartArray:
                Enter(steps);
                if (!isPlace)
                {
                    steps.Add(new(IsArray: true));
                }

                break;
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                // The end of a container is the container's own place.
                steps.RemoveAt(steps.Count - 1);
                break;
            default:
                Enter(steps);
                break;
        }
    }

    private static void Enter(List<Step> steps)
    {
        if (steps.Count > 0 && steps[^1].IsArray)
        {
            steps[^1] = steps[^1] with { Index = steps[^1].Index + 1 };
        }
    }

    private static string NameOf(ref Utf8JsonReader reader)
    {
        var name = Encoding.UTF8.GetString(reader.ValueSpan);
        return name.Length <= MaxNameLength ? name : $"{name[..MaxNameLength]}…";
    }

    private static string Render(List<Step> steps)
    {
        var path = new StringBuilder("$");
        foreach (var step in steps)
        {
            if (path.Length > MaxPathLength)
            {
                path.Append('…');
                break;
            }

            if (step is { IsArray: true, Index: >= 0 })
            {
                path.Append('[').Append(step.Index.ToString(CultureInfo.InvariantCulture)).Append(']');
            }
            else if (step.Name is { } name)
            {
                if (IsPlain(name))
                {
                    path.Append('.').Append(name);
                }
                else
                {
                    path.Append("['").Append(name).Append("']");
                }
            }
        }

        return path.ToString();
    }

    private static bool IsPlain(string name) =>
        name.Length > 0 && name.All(static character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-' or '$');

    private readonly record struct Step(bool IsArray, string? Name = null, int Index = -1);
}
