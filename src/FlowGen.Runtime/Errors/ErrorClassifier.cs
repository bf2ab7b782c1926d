using FlowGen.Http;

namespace FlowGen.Errors;

/// <summary>Finds out what kind of failure an answer is, as <see cref="ApiErrorRule"/> documents, else by its HTTP status.</summary>
internal static class ErrorClassifier
{
    /// <summary>The kind of failure, and whether the same call can succeed later.</summary>
    internal static (ApiErrorCategory Category, bool IsRetriable) Classify(IReadOnlyList<ApiErrorRule> rules, string? code, int status)
    {
        ApiErrorRule? best = null;
        var bestRank = default((int CodeRank, int StatusRank));
        foreach (var rule in rules)
        {
            if (RankOf(rule, code, status) is { } rank && (best is null || rank.CompareTo(bestRank) > 0))
            {
                (best, bestRank) = (rule, rank);
            }
        }

        return best is null ? ByStatus(status) : (best.Category, best.IsRetriable);
    }

    // A rule's code outweighs its status: the longest prefix wins, and the whole code over any prefix.
    private static (int CodeRank, int StatusRank)? RankOf(ApiErrorRule rule, string? code, int status)
    {
        if (rule.Code is null)
        {
            return rule.Status == status ? (0, 1) : null;
        }

        if (code is null)
        {
            return null;
        }

        var statusRank = rule.Status == status ? 1 : 0;
        if (rule.Code.EndsWith('*'))
        {
            var prefix = rule.Code.AsSpan(0, rule.Code.Length - 1);
            return code.AsSpan().StartsWith(prefix, StringComparison.OrdinalIgnoreCase) ? (1 + prefix.Length, statusRank) : null;
        }

        return string.Equals(rule.Code, code, StringComparison.OrdinalIgnoreCase) ? (int.MaxValue, statusRank) : null;
    }

    private static (ApiErrorCategory Category, bool IsRetriable) ByStatus(int status) => status switch
    {
        400 or 422 => (ApiErrorCategory.InvalidRequest, false),
        401 => (ApiErrorCategory.Unauthenticated, false),
        403 => (ApiErrorCategory.Forbidden, false),
        404 or 410 => (ApiErrorCategory.NotFound, false),
        408 => (ApiErrorCategory.Timeout, true),
        409 => (ApiErrorCategory.Conflict, false),
        429 => (ApiErrorCategory.Throttled, true),
        >= 500 and <= 599 => (ApiErrorCategory.Transient, true),
        _ => (ApiErrorCategory.Unknown, false),
    };
}
