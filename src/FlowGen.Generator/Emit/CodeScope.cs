using FlowGen.Generator.Model;

namespace FlowGen.Generator.Emit;

/// <summary>
/// Where an expression stands. A generated type is written by its simple name there, unless a member or a variable has that name, which would
/// take its place.
/// </summary>
internal sealed class CodeScope
{
    /// <summary>What methods and fields of the client end with.</summary>
    private static readonly string[] ClientSuffixes = ["Async", "Operation", "Paging"];

    /// <summary>What the client has beside its operations, and what every class has.</summary>
    private static readonly string[] Inherited =
        ["Description", "Equals", "GetHashCode", "GetType", "ToString", "ReferenceEquals", "MemberwiseClone", "Finalize"];

    private readonly CSharpNamespace _namespace;
    private readonly HashSet<string> _names = new(Inherited, StringComparer.Ordinal);
    private readonly bool _isClient;

    private CodeScope(ApiNames api, CSharpIdentifier[] names, bool isClient)
    {
        _namespace = api.Namespace;
        _isClient = isClient;
        foreach (var name in names)
        {
            _names.Add(name.Name);
        }
    }

    /// <summary>Inside a type that has these members, or a method that has these variables.</summary>
    public static CodeScope Of(ApiNames api, CSharpIdentifier[] names) => new(api, names, isClient: false);

    /// <summary>Inside the client, in code that has these variables.</summary>
    public static CodeScope OfClient(ApiNames api, CSharpIdentifier[] variables) => new(api, variables, isClient: true);

    /// <summary>A generated type whose static members are used.</summary>
    public CSharpType Type(CSharpIdentifier name) =>
        _names.Contains(name.Name) || (_isClient && Array.Exists(ClientSuffixes, suffix => name.Name.EndsWith(suffix, StringComparison.Ordinal)))
            ? CSharpType.Qualified(name, _namespace)
            : CSharpType.Generated(name);
}
