using FlowGen.Http;

namespace FlowGen.Signing;

/// <summary>A query as the signature spells it: sorted by the plain names, ordinal and stable, with one spelling for every character.</summary>
internal static class CanonicalQuery
{
    // Up to so many parameters are sorted by insertion: they mostly come in order, and nothing needs to be allocated.
    private const int MostForInsertion = 32;

    /// <summary>The canonical query of plain names and values.</summary>
    internal static string Of(ReadOnlySpan<KeyValuePair<string, string>> parameters)
    {
        var query = new PooledText(stackalloc char[PooledText.StackLength]);
        try
        {
            Write(parameters, ref query);
            return query.ToString();
        }
        finally
        {
            query.Dispose();
        }
    }

    /// <summary>Writes the canonical query of plain names and values at the end of a text.</summary>
    internal static void Write(ReadOnlySpan<KeyValuePair<string, string>> parameters, ref PooledText text)
    {
        Span<int> order = parameters.Length <= MostForInsertion ? stackalloc int[MostForInsertion] : new int[parameters.Length];
        order = order[..parameters.Length];
        Sort(parameters, order);
        for (var place = 0; place < order.Length; place++)
        {
            if (place > 0)
            {
                text.Append('&');
            }

            var (name, value) = parameters[order[place]];
            PercentEncoding.Encode(name, ref text);
            text.Append('=');
            PercentEncoding.Encode(value, ref text);
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
    private static void Sort(ReadOnlySpan<KeyValuePair<string, string>> parameters, Span<int> order)
    {
        for (var index = 0; index < order.Length; index++)
        {
            order[index] = index;
        }

        if (order.Length > MostForInsertion)
        {
            SortMany(parameters.ToArray(), order);
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

    private static void SortMany(KeyValuePair<string, string>[] parameters, Span<int> order) => order.Sort((left, right) =>
    {
        var names = string.CompareOrdinal(parameters[left].Key, parameters[right].Key);
        return names != 0 ? names : left.CompareTo(right);
    });
}
