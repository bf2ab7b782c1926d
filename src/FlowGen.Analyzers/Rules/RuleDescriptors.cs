using Microsoft.CodeAnalysis;

namespace FlowGen.Analyzers.Rules;

/// <summary>What each usage rule says. Its page lies beside this file, under the rule's id.</summary>
internal static class RuleDescriptors
{
    private const string Usage = "Usage";

    private const string Security = "Security";

    private const string Pages = "https://github.com/flowgen/flowgen/blob/main/src/FlowGen.Analyzers/Rules/";

    public static readonly DiagnosticDescriptor DroppedResult = new(
        RuleIdentifiers.DroppedResult,
        "A result that is dropped",
        "The result of '{0}' is dropped, and with it the reason why the call failed: check it, or call EnsureSuccess()",
        Usage,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Nothing that a provider answers is thrown. Whoever drops the result goes on as if the call had succeeded.",
        helpLinkUri: Pages + RuleIdentifiers.DroppedResult + ".md");

    public static readonly DiagnosticDescriptor UncheckedValue = new(
        RuleIdentifiers.UncheckedValue,
        "Value read on a path where success was not checked",
        "The value of '{0}' is read where the call may have failed: check IsSuccess first, or call EnsureSuccess()",
        Usage,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A call that failed has no value. Nothing that a provider answers is thrown, so a result that is read without a check "
            + "turns a refused call into a null reference, or into a default that looks like an answer.",
        helpLinkUri: Pages + RuleIdentifiers.UncheckedValue + ".md");

    public static readonly DiagnosticDescriptor IncompleteSwitch = new(
        RuleIdentifiers.IncompleteSwitch,
        "A switch over an open enum's kind that misses a value",
        "The switch over '{0}' misses {1}",
        Usage,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A provider can answer any value of the spec, and any value that the spec does not know yet, which is Unknown. What a "
            + "switch misses is passed over in silence, or throws.",
        helpLinkUri: Pages + RuleIdentifiers.IncompleteSwitch + ".md");

    public static readonly DiagnosticDescriptor StatusAsText = new(
        RuleIdentifiers.StatusAsText,
        "A status compared with text",
        "'{0}' is compared with the text \"{1}\": {2}",
        Usage,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A text in code is not checked by the compiler: a typo never matches. The open enum has a member for each value that "
            + "the spec knows.",
        helpLinkUri: Pages + RuleIdentifiers.StatusAsText + ".md");

    public static readonly DiagnosticDescriptor MissingRateLimit = new(
        RuleIdentifiers.MissingRateLimit,
        "A client registered or constructed with no rate-limit configuration",
        "'{0}' is set up without a rate limit: decide on one, for example RateLimit.Documented(){1}",
        Usage,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A provider counts the calls of an account, whichever process makes them. Left unset, each process keeps the documented "
            + "quota as if it were alone, and nobody has decided whether it is.",
        helpLinkUri: Pages + RuleIdentifiers.MissingRateLimit + ".md");

    public static readonly DiagnosticDescriptor ExcessiveRateLimit = new(
        RuleIdentifiers.ExcessiveRateLimit,
        "A constant limit above the documented one",
        "The limit of {0} per {1} is above what '{2}' documents{3}",
        Usage,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "The provider counts the calls too. What the limit lets through above the quota is refused, and counts against the account.",
        helpLinkUri: Pages + RuleIdentifiers.ExcessiveRateLimit + ".md");

    public static readonly DiagnosticDescriptor ShortLivedClient = new(
        RuleIdentifiers.ShortLivedClient,
        "A client or limiter that is made again and again",
        "'{0}' is made anew {1}: make one, keep it and share it",
        Usage,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A client keeps what calls share: its limiter, its queue, its measure of the provider's clock, its connections. One that is "
            + "made for a single call shares nothing, so that a limiter of its own protects nothing.",
        helpLinkUri: Pages + RuleIdentifiers.ShortLivedClient + ".md");

    public static readonly DiagnosticDescriptor LiteralCredential = new(
        RuleIdentifiers.LiteralCredential,
        "A credential that is a string literal",
        "The {0} of '{1}' stands in the code: read it from configuration or from the environment",
        Security,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "What stands in code is in the repository, in its history, and in every copy of the program. A secret there is known to "
            + "whoever reads one of them, and cannot be changed without a release.",
        helpLinkUri: Pages + RuleIdentifiers.LiteralCredential + ".md");
}
