using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;

namespace FlowGen.Analyzers.RateLimits;

/// <summary>A quota that a client's provider documents.</summary>
internal sealed class DocumentedQuota
{
    /// <summary>ApiRateLimitScope.Key, as an attribute's argument.</summary>
    private const int KeyScope = 1;

    private DocumentedQuota(string group, int permits, int windowMilliseconds, int scope)
    {
        Group = group;
        Permits = permits;
        WindowMilliseconds = windowMilliseconds;
        Scope = scope;
    }

    /// <summary>The quota's name in the spec.</summary>
    public string Group { get; }

    /// <summary>Calls permitted in any window.</summary>
    public int Permits { get; }

    /// <summary>The window's length.</summary>
    public int WindowMilliseconds { get; }

    private int Scope { get; }

    /// <summary>The quotas of a client, in the order of its attributes.</summary>
    public static List<DocumentedQuota> Of(ITypeSymbol client, FlowGenTypes types)
    {
        var quotas = new List<DocumentedQuota>();
        foreach (var attribute in client.GetAttributes())
        {
            if (types.IsDocumentedRateLimit(attribute)
                && attribute.ConstructorArguments is [{ Value: string group }, { Value: int permits }, { Value: int milliseconds }, { Value: int scope }])
            {
                quotas.Add(new(group, permits, milliseconds, scope));
            }
        }

        return quotas;
    }

    /// <summary>For the end of a sentence, in parentheses; empty when the client documents none.</summary>
    public static string Describe(ITypeSymbol client, FlowGenTypes types)
    {
        var quotas = Of(client, types);
        if (quotas.Count == 0)
        {
            return "";
        }

        var text = new StringBuilder(" (");
        foreach (var quota in quotas)
        {
            text.Append(text.Length > 2 ? ", " : "").Append(quota.InWords());
            if (quotas.Count > 1)
            {
                text.Append(" for ").Append(quota.Group);
            }
        }

        return text.Append(", shared by every process)").ToString();
    }

    /// <summary>For example <c>5 calls per second per account</c>.</summary>
    public string InWords() => string.Format(
        CultureInfo.InvariantCulture, "{0} {1} per {2} per {3}", Permits, Permits == 1 ? "call" : "calls", Window(WindowMilliseconds), Scope == KeyScope ? "key" : "account");

    /// <summary>Whether a limit can let more calls through in some window than the provider permits.</summary>
    public bool IsExceededBy(long permits, double windowMilliseconds) =>
        windowMilliseconds >= WindowMilliseconds ? permits > Permits : permits * (double)WindowMilliseconds > Permits * windowMilliseconds;

    /// <summary>For example <c>second</c> or <c>10 minutes</c>.</summary>
    public static string Window(int milliseconds)
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
