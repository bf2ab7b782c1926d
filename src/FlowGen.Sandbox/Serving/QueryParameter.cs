using System.Diagnostics.CodeAnalysis;

namespace FlowGen.Sandbox.Serving;

/// <summary>A parameter of a query string, or of a form in a body, which is written alike.</summary>
/// <param name="Name">The name, decoded.</param>
/// <param name="Value">The value, decoded; empty when there is none.</param>
internal sealed record QueryParameter(string Name, string Value)
{
    /// <summary>The parameter as <see cref="PercentEncoding.Encode"/> writes it.</summary>
    public string Canonical => $"{PercentEncoding.Encode(Name)}={PercentEncoding.Encode(Value)}";

    /// <summary>
    /// Reads a query string, without its question mark. As in a form (https://url.spec.whatwg.org/#urlencoded-parsing), a plus sign is a space:
    /// that is what the HTTP libraries of Go, Python and Java write for one.
    /// </summary>
    /// <param name="query">The query as received.</param>
    /// <param name="parameters">Its parameters, in the order received.</param>
    /// <param name="fault">The parameter that cannot be decoded.</param>
    public static bool TryParseAll(string query, out List<QueryParameter> parameters, [NotNullWhen(false)] out string? fault)
    {
        parameters = [];
        foreach (string raw in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            string spaced = raw.Replace('+', ' ');
            int equals = spaced.IndexOf('=', StringComparison.Ordinal);
            ReadOnlySpan<char> value = equals < 0 ? [] : spaced.AsSpan(equals + 1);
            if (!PercentEncoding.TryDecode(spaced.AsSpan(0, equals < 0 ? spaced.Length : equals), out string? name)
                || !PercentEncoding.TryDecode(value, out string? text))
            {
                fault = raw;
                return false;
            }

            parameters.Add(new(name, text));
        }

        fault = null;
        return true;
    }
}
