namespace FlowGen.Generator.Model;

/// <summary>
/// The types of the framework and of the runtime that generated code names. Code is put together with their full names; the writer shortens
/// them where nothing else has the short one.
/// </summary>
internal static class ImportedTypes
{
    /// <summary>By namespace, in the order in which they are imported.</summary>
    public static readonly ImportedNamespace[] Namespaces =
    [
        new("System", "ArgumentException", "ArgumentNullException", "DateOnly", "DateTimeOffset", "Guid", "IEquatable", "Obsolete", "OperationCanceledException", "ReadOnlyMemory", "StringComparer", "StringComparison", "TimeSpan", "Type", "Uri", "ValueTuple"),
        new("System.CodeDom.Compiler", "GeneratedCode"),
        new("System.Collections.Generic", "Dictionary", "IAsyncEnumerable", "IReadOnlyDictionary", "IReadOnlyList"),
        new("System.Diagnostics.CodeAnalysis", "MaybeNullWhen"),
        new("System.Linq", "Enumerable"),
        new("System.Net.Http", "HttpClient", "HttpMethod"),
        new("System.Text.Json", "JsonElement", "JsonException", "JsonTokenType", "Utf8JsonReader", "Utf8JsonWriter"),
        new("System.Text.RegularExpressions", "Regex"),
        new("System.Threading", "CancellationToken"),
        new("System.Threading.Tasks", "Task"),
        new("FlowGen", "ApiError", "ApiErrorCategory", "ApiResult", "CredentialSet", "FilePart", "FlowClientOptions", "OptionalBody", "ResponseStream"),
        new("FlowGen.Annotations", "DocumentedRateLimit", "FlowClient", "OpenEnum", "OpenEnumValue", "RequiresStatus"),
        new("FlowGen.Http", "ApiKeyLocation", "ApiOperation", "ApiPaging", "ApiProtocol", "ApiProvider", "ApiRateLimitScope", "ApiSecurityScheme", "ApiSigning", "ArgumentRules", "BodyRead", "FlowClient", "IFlowClient", "ParameterStyle", "RetryAfterFormat", "WireText"),
        new("FlowGen.Json", "JsonRead", "JsonUnion", "JsonValueWriter", "MapEntries"),
    ];

    private static readonly HashSet<string> Names = AllNames();

    /// <summary>Whether a type or a member of this name could take an imported type's place. Attributes are named without their suffix.</summary>
    public static bool Has(string name) => Names.Contains(name) || (name.EndsWith("Attribute", StringComparison.Ordinal) && Names.Contains(name.Substring(0, name.Length - "Attribute".Length)));

    private static HashSet<string> AllNames()
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var @namespace in Namespaces)
        {
            names.UnionWith(@namespace.Types);
        }

        return names;
    }

    /// <summary>Whether it is one of the namespaces.</summary>
    public static bool IsNamespace(string name) => Array.Exists(Namespaces, candidate => candidate.Name == name);
}

/// <summary>A namespace, and those of its types that generated code names.</summary>
internal sealed class ImportedNamespace(string name, params string[] types)
{
    public string Name => name;

    public string[] Types => types;
}
