using Microsoft.CodeAnalysis;

namespace FlowGen.Generator.Diagnostics;

/// <summary>The rules about specs. Each is reported at its place in the spec.</summary>
internal static class SpecDiagnostics
{
    private const string Category = "FlowGen.Spec";
    private const string HelpRoot = "https://github.com/flowgen/flowgen/blob/main/src/FlowGen.Generator/Rules/";

    public static readonly DiagnosticDescriptor InvalidJson = Error("FG1001", "The spec is not JSON", "The spec is not JSON: {0}");

    public static readonly DiagnosticDescriptor DuplicateKey = Error("FG1002", "A member is there twice", "The member '{0}' is there twice; the first one counts");

    public static readonly DiagnosticDescriptor UnknownKey = Error("FG1003", "A FlowGen key is not known", "FlowGen does not know '{0}' in {1}.{2}");

    public static readonly DiagnosticDescriptor WrongType = Error("FG1004", "A value has the wrong type", "{0} must be {1}, not {2}");

    public static readonly DiagnosticDescriptor DanglingReference = Error("FG1005", "A reference leads nowhere", "'{0}' leads nowhere: {1} has no '{2}'.{3}");

    public static readonly DiagnosticDescriptor CircularReference = Error("FG1006", "A reference leads back to itself", "'{0}' leads back to itself without an object in between");

    public static readonly DiagnosticDescriptor InvalidValue = Error("FG1007", "A value is not one of those possible", "{0} cannot be '{1}'; possible: {2}.{3}");

    public static readonly DiagnosticDescriptor MissingKey = Error("FG1008", "A member is missing", "{0} has no '{1}', which is required");

    public static readonly DiagnosticDescriptor Unsupported = Warning("FG1009", "FlowGen cannot express this yet", "{0}: {1}; {2}");

    public static readonly DiagnosticDescriptor DuplicateName = Error("FG1010", "Two operations have one name", "The operation '{0}' is there twice; the second one, at {1}, is left out");

    public static readonly DiagnosticDescriptor UnknownRequired = Warning("FG1011", "A required property does not exist", "'{0}' is required but is not a property of {1}.{2}");

    public static readonly DiagnosticDescriptor UndeclaredRateLimit = Error("FG1012", "A rate limit is not declared", "'{0}' is not declared in x-flowgen-rate-limits.{1}");

    public static readonly DiagnosticDescriptor NoRateLimit = Warning("FG1013", "An operation has no rate limit", "The spec states rate limits, but none for '{0}'");

    public static readonly DiagnosticDescriptor DuplicateClient = Error("FG1014", "Two specs generate one type", "'{0}' is generated from '{1}' already; give this spec another namespace or client with Namespace or Client on its FlowGenSpec item");

    public static readonly DiagnosticDescriptor UnsupportedVersion = Error("FG1015", "The document is not OpenAPI 3", "FlowGen reads OpenAPI 3.0 and 3.1, not '{0}'");

    public static readonly DiagnosticDescriptor PathParameter = Warning("FG1016", "Path and parameters disagree", "{0}");

    public static readonly DiagnosticDescriptor InvalidPattern = Warning("FG1017", "A pattern cannot be checked", "The pattern '{0}' is not checked before a call: {1}");

    public static readonly DiagnosticDescriptor UnknownError = Error("FG1018", "An error code is not in the table", "'{0}' is not in x-flowgen-errors.{1}");

    public static readonly DiagnosticDescriptor OutOfRange = Error("FG1019", "A number is out of its range", "{0} must be {1}, not {2}");

    public static readonly DiagnosticDescriptor UnusedType = Rule("FG1020", "A type is used by nothing", "No operation uses '{0}'; it is not generated", DiagnosticSeverity.Info);

    public static readonly DiagnosticDescriptor ContradictoryError = Error("FG1021", "Two rows about one error contradict each other", "{0} is {1} here and {2} at {3}");

    public static readonly DiagnosticDescriptor RenamedType = Rule("FG1022", "Two types have one name", "'{0}' is called '{1}' in C#, as '{2}' is taken", DiagnosticSeverity.Info);

    public static readonly DiagnosticDescriptor NoCode = Rule("FG1023", "A part of the document has no code", "{0} has no code: {1}", DiagnosticSeverity.Info);

    /// <summary>Every rule, in the order of its id.</summary>
    public static IReadOnlyList<DiagnosticDescriptor> All { get; } =
    [
        InvalidJson, DuplicateKey, UnknownKey, WrongType, DanglingReference, CircularReference, InvalidValue, MissingKey, Unsupported,
        DuplicateName, UnknownRequired, UndeclaredRateLimit, NoRateLimit, DuplicateClient, UnsupportedVersion, PathParameter,
        InvalidPattern, UnknownError, OutOfRange, UnusedType, ContradictoryError, RenamedType, NoCode,
    ];

    private static readonly Dictionary<string, DiagnosticDescriptor> ById = All.ToDictionary(static rule => rule.Id, StringComparer.Ordinal);

    /// <summary>The rule of that id.</summary>
    public static DiagnosticDescriptor Of(string id) => ById[id];

    private static DiagnosticDescriptor Error(string id, string title, string message) => Rule(id, title, message, DiagnosticSeverity.Error);

    private static DiagnosticDescriptor Warning(string id, string title, string message) => Rule(id, title, message, DiagnosticSeverity.Warning);

    private static DiagnosticDescriptor Rule(string id, string title, string message, DiagnosticSeverity severity) =>
        new(id, title, message, Category, severity, isEnabledByDefault: true, helpLinkUri: HelpRoot + id + ".md");
}
