using FlowGen.Http;

namespace FlowGen.Signing;

/// <summary>A query as the signature spells it: sorted by the plain names, ordinal and stable, with one spelling for every character.</summary>
internal static class CanonicalQuery
{
    // Up to so many parameters are sorted by insertion: they mostly come in order, and nothing needs to be allocated.
    private const int MostForInsertion = 32;

    /// <summary>The canonical query of plain names and values.</summary>
    internal static string Of(IReadOnlyList<KeyValuePair<string, string>> parameters)
    {
        if (parameters.Count == 0)
        {
            return "";
        }

        var query = new PooledText(stackalloc char[PooledText.StackLength]);
        try
        {
            Span<int> order = parameters.Count <= MostForInsertion ? stackalloc int[MostForInsertion] : new int[parameters.Count];
            order = order[..parameters.Count];
            Sort(parameters, order);
            foreach (var index in order)
            {
                var (name, value) = parameters[index];
                if (query.Length > 0)
                {
                    query.Append('&');
                }

                PercentEncoding.Encode(name, ref query);
                query.Append('=');
                PercentEncoding.Encode(value, ref query);
            }

            return query.ToString();
        }
        finally
        {
            query.Dispose();
        }
    }

    /// <summary>Whether an encoded query, without its <c>?</c>, is spelled and sorted so already.</summary>
    internal static bool IsCanonical(ReadOnlySpan<char> query)
    {
        ReadOnlySpan<char> before = default;
        while (!query.IsEmpty)
        {
            var end = query.IndexOf('&');
            var parameter = end < 0 ? query : query[..end];
            var equals = parameter.IndexOf('=');
            if (equals < 0 || end == query.Length - 1)
            {
                return false;
            }

            // A name that is encoded sorts by another text than the one that stands here.
            var name = parameter[..equals];
            if (name.Contains('%')
                || !PercentEncoding.IsNormal(name)
                || !PercentEncoding.IsNormal(parameter[(equals + 1)..])
                || before.SequenceCompareTo(name) > 0)
            {
                return false;
            }

            before = name;
            query = end < 0 ? default : query[(end + 1)..];
        }

        return true;
    }

    /// <summary>The canonical query of an encoded one.</summary>
    /// <param name="query">Without its <c>?</c>.</param>
    internal static string OfEncoded(ReadOnlySpan<char> query)
    {
        var parameters = new List<(string PlainName, string Parameter)>();
        foreach (var range in query.ToString().Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var parameter = range.AsSpan();
            var equals = parameter.IndexOf('=');
            var name = equals < 0 ? parameter : parameter[..equals];
            parameters.Add((PercentEncoding.Decode(name), Normal(name, equals < 0 ? default : parameter[(equals + 1)..])));
        }

        return string.Join('&', parameters
            .OrderBy(static parameter => parameter.PlainName, StringComparer.Ordinal)
            .Select(static parameter => parameter.Parameter));
    }

    private static string Normal(ReadOnlySpan<char> name, ReadOnlySpan<char> value)
    {
        var text = new PooledText(stackalloc char[PooledText.StackLength]);
        try
        {
            PercentEncoding.Normalize(name, ref text);
            text.Append('=');
            PercentEncoding.Normalize(value, ref text);
            return text.ToString();
        }
        finally
        {
            text.Dispose();
        }
    }

    // Equal names keep their order.
    private static void Sort(IReadOnlyList<KeyValuePair<string, string>> parameters, Span<int> order)
    {
        for (var index = 0; index < order.Length; index++)
        {
            order[index] = index;
        }

        if (order.Length > MostForInsertion)
        {
            order.Sort((left, right) =>
            {
                var names = string.CompareOrdinal(parameters[left].Key, parameters[right].Key);
                return names != 0 ? names : left.CompareTo(right);
            });
            return;
        }

        for (var end = 1; end < order.Length; end++)
        {
            var moved = order[end];
            var place = end;
            for (; place > 0 && string.CompareOrdinal(parameters[order[place - 1]].Key, parameters[moved].Key) > 0; place--)
            {
                order[place] = order[place - 1];
            }

            order[place] = moved;
        }
    }
}
