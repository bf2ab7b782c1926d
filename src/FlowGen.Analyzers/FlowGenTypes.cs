using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using FlowGen.Analyzers.OpenEnums;
using Microsoft.CodeAnalysis;

namespace FlowGen.Analyzers;

/// <summary>The types of FlowGen.Runtime that the rules go by, found by name: a client may live in any assembly.</summary>
internal sealed class FlowGenTypes
{
    private static readonly ConditionalWeakTable<Compilation, StrongBox<FlowGenTypes?>> Found = new();

    private readonly INamedTypeSymbol _apiResult;
    private readonly INamedTypeSymbol? _emptyResult;
    private readonly INamedTypeSymbol? _checksStatus;
    private readonly INamedTypeSymbol? _flowClient;
    private readonly INamedTypeSymbol? _options;
    private readonly INamedTypeSymbol? _registration;
    private readonly INamedTypeSymbol? _documentedRateLimit;
    private readonly INamedTypeSymbol? _rateLimit;
    private readonly INamedTypeSymbol? _credentials;
    private readonly INamedTypeSymbol? _accessKey;
    private readonly INamedTypeSymbol? _requiresStatus;
    private readonly INamedTypeSymbol? _openEnum;
    private readonly INamedTypeSymbol? _openEnumValue;
    private readonly ConcurrentDictionary<INamedTypeSymbol, OpenEnum?> _openEnums = new(SymbolEqualityComparer.Default);

    private FlowGenTypes(Compilation compilation, INamedTypeSymbol apiResult)
    {
        _apiResult = apiResult;
        _emptyResult = compilation.GetTypeByMetadataName("FlowGen.ApiResult");
        _checksStatus = compilation.GetTypeByMetadataName("FlowGen.Annotations.ChecksStatusAttribute");
        _flowClient = compilation.GetTypeByMetadataName("FlowGen.Annotations.FlowClientAttribute");
        _options = compilation.GetTypeByMetadataName("FlowGen.FlowClientOptions");
        _registration = compilation.GetTypeByMetadataName("Microsoft.Extensions.DependencyInjection.FlowClientServiceCollectionExtensions");
        _documentedRateLimit = compilation.GetTypeByMetadataName("FlowGen.Annotations.DocumentedRateLimitAttribute");
        _rateLimit = compilation.GetTypeByMetadataName("FlowGen.RateLimit");
        _credentials = compilation.GetTypeByMetadataName("FlowGen.ApiCredentials");
        _accessKey = compilation.GetTypeByMetadataName("FlowGen.AlibabaAccessKey");
        _requiresStatus = compilation.GetTypeByMetadataName("FlowGen.Annotations.RequiresStatusAttribute");
        _openEnum = compilation.GetTypeByMetadataName("FlowGen.Annotations.OpenEnumAttribute");
        _openEnumValue = compilation.GetTypeByMetadataName("FlowGen.Annotations.OpenEnumValueAttribute");
    }

    /// <summary>Null when the compilation does not use FlowGen: then no rule has anything to do. Found once for all rules.</summary>
    public static FlowGenTypes? Find(Compilation compilation) => Found.GetValue(compilation, static key => new(Create(key))).Value;

    public bool IsApiResult(ITypeSymbol? type) =>
        type is INamedTypeSymbol { Arity: 1 } named && SymbolEqualityComparer.Default.Equals(named.OriginalDefinition, _apiResult);

    /// <summary>A result with a payload or without one.</summary>
    public bool IsAnyResult(ITypeSymbol? type) => IsApiResult(type) || (type is not null && SymbolEqualityComparer.Default.Equals(type, _emptyResult));

    /// <summary>Whether the type is what a client's methods return.</summary>
    public bool IsTaskOfResult(ITypeSymbol? type) => type is INamedTypeSymbol { Arity: 1, Name: "Task" or "ValueTask" } task && IsAnyResult(task.TypeArguments[0]);

    public bool IsMemberOfApiResult(ISymbol member, string name) => member.Name == name && IsApiResult(member.ContainingType);

    public bool IsMarkedChecksStatus(ISymbol symbol) => Has(symbol, _checksStatus);

    public bool IsFlowClient(ITypeSymbol? type) => type is not null && Has(type, _flowClient);

    /// <summary>The provider's name in its spec, on a generated client or its interface; null for any other type.</summary>
    public string? ProviderOf(ITypeSymbol type)
    {
        foreach (var attribute in type.GetAttributes())
        {
            if (Is(attribute, _flowClient) && attribute.ConstructorArguments is [{ Value: string provider }])
            {
                return provider;
            }
        }

        return null;
    }

    /// <summary>Whether the type is FlowClientOptions or derives from it.</summary>
    public bool IsOptions(ITypeSymbol? type) => IsOrDerivesFrom(type, _options);

    /// <summary>Whether the method is <c>RateLimit.Of</c>, <c>RateLimit.Use</c> and so on.</summary>
    public bool IsRateLimitFactory(IMethodSymbol method, string name) =>
        method.Name == name && method.IsStatic && SymbolEqualityComparer.Default.Equals(method.ContainingType, _rateLimit);

    /// <summary>Whether the type holds what a caller proves itself with.</summary>
    public bool IsCredentials(ITypeSymbol? type) =>
        type is not null && (IsOrDerivesFrom(type, _credentials) || SymbolEqualityComparer.Default.Equals(type, _accessKey));

    public bool IsOptionsItself(ITypeSymbol? type) => type is not null && SymbolEqualityComparer.Default.Equals(type, _options);

    public bool IsRateLimitOfOptions(IPropertySymbol property) => property.Name == "RateLimit" && IsOptions(property.ContainingType);

    public bool IsRegistration(IMethodSymbol method) =>
        method is { Name: "AddFlowClient", TypeArguments.Length: 1 } && SymbolEqualityComparer.Default.Equals(method.ContainingType, _registration);

    /// <summary>The quota attributes of a client: its group, permits and window.</summary>
    public bool IsDocumentedRateLimit(AttributeData attribute) =>
        SymbolEqualityComparer.Default.Equals(attribute.AttributeClass, _documentedRateLimit);

    /// <summary>The statuses, as on the wire, that a method or a property needs; default when it needs none.</summary>
    public ImmutableArray<string> RequiredStatuses(ISymbol member)
    {
        // Of the definition: a member of a constructed type makes its attributes anew each time.
        foreach (var attribute in member.OriginalDefinition.GetAttributes())
        {
            if (Is(attribute, _requiresStatus) && attribute.ConstructorArguments is [{ Kind: TypedConstantKind.Array, Values: var values }] && !values.IsDefault)
            {
                var texts = ImmutableArray.CreateBuilder<string>(values.Length);
                foreach (var value in values)
                {
                    if (value.Value is string text)
                    {
                        texts.Add(text);
                    }
                }

                return texts.ToImmutable();
            }
        }

        return default;
    }

    /// <summary>The open enum that a plain enum belongs to; null when it belongs to none. Looked up once for each enum.</summary>
    public OpenEnum? OpenEnumOf(INamedTypeSymbol kind)
    {
        if (!_openEnums.TryGetValue(kind, out var found))
        {
            _openEnums[kind] = found = OpenEnum.Read(kind, this);
        }

        return found;
    }

    /// <summary>The plain enum of an open enum; null for any other type.</summary>
    public ITypeSymbol? OpenEnumKind(ITypeSymbol type)
    {
        foreach (var attribute in type.GetAttributes())
        {
            if (Is(attribute, _openEnum) && attribute.ConstructorArguments is [{ Value: ITypeSymbol kind }])
            {
                return kind;
            }
        }

        return null;
    }

    /// <summary>The wire text of a plain enum's member; null for any other field.</summary>
    public string? OpenEnumValue(IFieldSymbol field)
    {
        foreach (var attribute in field.GetAttributes())
        {
            if (Is(attribute, _openEnumValue) && attribute.ConstructorArguments is [{ Value: string text }])
            {
                return text;
            }
        }

        return null;
    }

    private static FlowGenTypes? Create(Compilation compilation) =>
        compilation.GetTypeByMetadataName("FlowGen.ApiResult`1") is { } apiResult && CodeThatMayCall.IsIn(compilation) ? new(compilation, apiResult) : null;

    private static bool IsOrDerivesFrom(ITypeSymbol? type, INamedTypeSymbol? ancestor)
    {
        for (var current = type; current is not null && ancestor is not null; current = current.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(current, ancestor))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Is(AttributeData attribute, INamedTypeSymbol? attributeType) =>
        attributeType is not null && SymbolEqualityComparer.Default.Equals(attribute.AttributeClass, attributeType);

    private static bool Has(ISymbol symbol, INamedTypeSymbol? attributeType)
    {
        if (attributeType is null)
        {
            return false;
        }

        foreach (var attribute in symbol.GetAttributes())
        {
            if (SymbolEqualityComparer.Default.Equals(attribute.AttributeClass, attributeType))
            {
                return true;
            }
        }

        return false;
    }
}
