namespace FlowGen.Generator.Model;

/// <summary>Where the client is generated, and what its parts are called.</summary>
internal sealed record ApiNames(CSharpNamespace Namespace, CSharpIdentifier Client)
{
    /// <summary>The types of the namespace, of this client or another, that are called as types which generated code names.</summary>
    public EquatableArray<string> HidingTypes { get; init; }

    public CSharpIdentifier Interface => Client.After("I");

    public CSharpIdentifier Options => Client.With("Options");

    public CSharpIdentifier Endpoints => Stem.With("Endpoints");

    /// <summary><c>Cams</c> for <c>CamsClient</c>.</summary>
    private CSharpIdentifier Stem => Client.Name.Length > 6 && Client.Name.EndsWith("Client", StringComparison.Ordinal)
        ? CSharpIdentifier.Fixed(Client.Name.Substring(0, Client.Name.Length - 6))
        : Client;
}
