namespace FlowGen.Generator.Spec;

/// <summary>Finds what somebody may have meant.</summary>
internal static class NearMiss
{
    /// <summary>
    /// <c> Did you mean 'x'?</c> for the candidate that takes the fewest edits, if those are few for its length; else empty.
    /// </summary>
    public static string Of(string text, IEnumerable<string> candidates) =>
        Closest(text, candidates) is { } best ? " Did you mean '" + best + "'?" : "";

    /// <summary>The candidate that takes the fewest edits, if those are few for its length; else null.</summary>
    public static string? Closest(string text, IEnumerable<string> candidates)
    {
        string? best = null;
        var bestDistance = Math.Max(2, text.Length / 3) + 1;
        foreach (var candidate in candidates)
        {
            if (Math.Abs(candidate.Length - text.Length) >= bestDistance)
            {
                continue;
            }

            var distance = Distance(text, candidate, bestDistance);
            if (distance < bestDistance)
            {
                bestDistance = distance;
                best = candidate;
            }
        }

        return best;
    }

    /// <summary>Levenshtein's distance without regard to case, or <paramref name="limit"/> when it is not less.</summary>
    private static int Distance(string a, string b, int limit)
    {
        // Long texts are never a typo of each other that is worth quadratic time.
        if (a.Length > 200 || b.Length > 200)
        {
            return limit;
        }

        var row = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
        {
            row[j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]) ? 0 : 1;
                var next = Math.Min(Math.Min(row[j] + 1, row[j - 1] + 1), diagonal + cost);
                diagonal = row[j];
                row[j] = next;
            }
        }

        return row[b.Length];
    }
}
