using Microsoft.CodeAnalysis;

namespace FlowGen.Analyzers.Rules;

/// <summary>What each usage rule says. Its page lies beside this file, under the rule's id.</summary>
internal static class RuleDescriptors
{
    private const string Usage = "Usage";

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
}
