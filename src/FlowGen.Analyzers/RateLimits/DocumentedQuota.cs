using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;

namespace FlowGen.Analyzers.RateLimits;

/// <summary>Says in words which quotas a client's provider documents.</summary>
internal static class DocumentedQuota
{
    /// <summary>ApiRateLimitScope.Key, as an attribute's argument.</summary>
    private const int KeyScope = 1;

    /// <summary>For the end of a sentence, in parentheses; empty when the client documents none.</summary>
    public static string Describe(ITypeSymbol client, FlowGenTypes types)
    {
        var quotas = new List<(string Group, string Text)>();
        foreach (var attribute in client.GetAttributes())
        {
            if (types.IsDocumentedRateLimit(attribute)
                && attribute.ConstructorArguments is [{ Value: string group }, { Value: int permits }, { Value: int milliseconds }, { Value: int scope }])
            {
                quotas.Add((group, string.Format(CultureInfo.InvariantCulture, "{0} {1} per {2} per {3}", permits, permits == 1 ? "call" : "calls", Window(milliseconds), scope == KeyScope ? "key" : "account")));
            }
        }

        if (quotas.Count == 0)
        {
            return "";
        }

        var text = new StringBuilder(" (");
        foreach (var (group, quota) in quotas)
        {
            text.Append(text.Length > 2 ? ", " : "").Append(quota);
            if (quotas.Count > 1)
            {
                text.Append(" for ").Append(group);
            }
        }

        return text.Append(", shared by every process)").ToString();
    }

    private static string Window(int milliseconds)
    {
        foreach (var (length, unit) in new[] { (86_400_000, "day"), (3_600_000, "hour"), (60_000, "minute"), (1_000, "second") })
        {
            if (milliseconds % length == 0)
            {
                return milliseconds == length ? unit : string.Format(CultureInfo.InvariantCulture, "{0} {1}s", milliseconds / length, unit);
            }
        }

        return string.Format(CultureInfo.InvariantCulture, "{0} milliseconds", milliseconds);
    }
}
