using FlowGen.Generator.Model;

namespace FlowGen.Generator.Spec;

/// <summary>Gives out names of local variables in generated methods.</summary>
internal sealed class LocalScope(params string[] reserved)
{
    /// <summary>What emit calls the variables of loops, with a number behind it when loops are nested.</summary>
    private static readonly string[] LoopVariables = ["index", "item", "entry", "present"];

    private readonly NameScope _names = new(reserved);

    /// <summary>The variable that holds the value of <paramref name="property"/>.</summary>
    public CSharpIdentifier Take(CSharpIdentifier property)
    {
        var local = property.Camel();

        // Names in scripts without case stay as they are: the variable would hide the property that it is made from. No property ends so.
        return _names.Take(local == property ? local.With("_") : IsLoopVariable(local.Name) ? local.With("Value") : local);
    }

    /// <summary>The variable that tells whether the member of <paramref name="property"/> was there.</summary>
    public CSharpIdentifier TakeFlag(CSharpIdentifier property) => _names.Take(property.After("has"));

    private static bool IsLoopVariable(string name) =>
        Array.IndexOf(LoopVariables, name.TrimEnd('0', '1', '2', '3', '4', '5', '6', '7', '8', '9')) >= 0;
}
