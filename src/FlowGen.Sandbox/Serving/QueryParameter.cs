using System.Diagnostics.CodeAnalysis;

namespace FlowGen.Sandbox.Serving;

/// <summary>A parameter of a query string.</summary>
/// <param name="Name">The name, decoded.</param>
/// <param name="Value">The value, decoded; empty when there is none.</param>
/// <param name="Raw">The parameter as it was received.</param>
internal sealed record QueryParameter(string Name, string Value, string Raw)
{
    /// <summary>The parameter as <see cref="PercentEncoding.Encode"/> writes it.</summary>
    public string Canonical => $"{PercentEncoding.Encode(Name)}={PercentEncoding.Encode(Value)}";

    /// <summary>Whether the parameter was received as <see cref="Canonical"/> writes it; the equals sign of an empty value may be missing.</summary>
    public bool IsCanonical => Raw == Canonical || (Value.Length == 0 && Raw + "=" == Canonical);

    /// <summary>Reads a query string, without its question mark.</summary>
    /// <param name="query">The query as received.</param>
    /// <param name="parameters">Its parameters, in the order received.</param>
    /// <param name="fault">The parameter that cannot be decoded.</param>
    public static bool TryParseAll(string query, out List<QueryParameter> parameters, [NotNullWhen(false)] out string? fault)
    {
        parameters = [];
        foreach (string raw in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            int equals = raw.IndexOf('=', StringComparison.Ordinal);
            ReadOnlySpan<char> value = equals < 0 ? [] : raw.AsSpan(equals + 1);
            if (!PercentEncoding.TryDecode(raw.AsSpan(0, equals < 0 ? raw.Length : equals), out string? name)
                || !PercentEncoding.TryDecode(value, out string? text))
            {
                fault = raw;
                return false;
            }

            parameters.Add(new(name, text, raw));
        }

        fault = null;
        return true;
    }
}
