namespace FlowGen.Analyzers.Rules;

/// <summary>The ids of the usage rules. The fixes compile this file too, so that both sides name a rule the same way.</summary>
internal static class RuleIdentifiers
{
    public const string DroppedResult = "FG2001";
    public const string UncheckedValue = "FG2002";
    public const string RequiredStatus = "FG2003";
    public const string IncompleteSwitch = "FG2004";
    public const string StatusAsText = "FG2005";
    public const string MissingRateLimit = "FG2101";
    public const string ExcessiveRateLimit = "FG2102";
    public const string ShortLivedClient = "FG2103";
    public const string LiteralCredential = "FG2201";
}
