namespace FlowGen.Signing;

/// <summary>A query as the signature spells it: sorted by the plain names, ordinal and stable, with one spelling for every character.</summary>
internal static class CanonicalQuery
{
    /// <summary>The canonical query of plain names and values.</summary>
    internal static string Of(IEnumerable<KeyValuePair<string, string>> parameters) => Join(parameters
        .OrderBy(static parameter => parameter.Key, StringComparer.Ordinal)
        .Select(static parameter => (PercentEncoding.Encode(parameter.Key), PercentEncoding.Encode(parameter.Value))));

    /// <summary>The canonical query of an encoded one.</summary>
    /// <param name="query">With or without its <c>?</c>.</param>
    internal static string Of(string query)
    {
        var parameters = new List<(string PlainName, string Name, string Value)>();
        foreach (var parameter in query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = parameter.IndexOf('=', StringComparison.Ordinal);
            var name = equals < 0 ? parameter : parameter[..equals];
            var value = equals < 0 ? "" : parameter[(equals + 1)..];
            parameters.Add((PercentEncoding.Decode(name), PercentEncoding.Normalize(name), PercentEncoding.Normalize(value)));
        }

        return Join(parameters
            .OrderBy(static parameter => parameter.PlainName, StringComparer.Ordinal)
            .Select(static parameter => (parameter.Name, parameter.Value)));
    }

    private static string Join(IEnumerable<(string Name, string Value)> parameters) =>
        string.Join('&', parameters.Select(static parameter => $"{parameter.Name}={parameter.Value}"));
}
