namespace FlowGen.Analyzers.Rules;

/// <summary>The ids of the usage rules. The fixes compile this file too, so that both sides name a rule the same way.</summary>
internal static class RuleIdentifiers
{
    public const string UncheckedValue = "FG2002";
    public const string MissingRateLimit = "FG2101";
}
