using Newtonsoft.Json.Linq;

namespace FlowGen.Schemas.Tests;

/// <summary>A type as a list of lines, one for each member: <c>Data.Categories[] text, for example SIGN_UP</c>.</summary>
internal static class ResponseTree
{
    public static IReadOnlyList<string> Of(SpecFile spec, string name) => [.. Lines(spec, (JObject)spec.At($"#/components/schemas/{name}"), "")];

    private static IEnumerable<string> Lines(SpecFile spec, JObject type, string place)
    {
        if (place.Length > 0)
        {
            var example = type["example"] is { } value and not JContainer ? $" {value.ToString()}" : "";
            var format = type["format"] is { } written ? $"({written})" : "";
            yield return $"{place} {(string?)type["type"] ?? "any"}{format}{example}";
        }

        foreach (var property in ((JObject?)type["properties"])?.Properties() ?? [])
        {
            var member = place.Length > 0 ? $"{place}.{property.Name}" : property.Name;
            foreach (var line in Lines(spec, (JObject)spec.Follow(property.Value), member))
            {
                yield return line;
            }
        }

        if (type["items"] is { } items)
        {
            foreach (var line in Lines(spec, (JObject)spec.Follow(items), place + "[]"))
            {
                yield return line;
            }
        }
    }
}
