namespace FlowGen.Generator.Spec;

/// <summary>The kinds of JSON values that a schema allows.</summary>
[Flags]
internal enum JsonTypes
{
    None = 0,
    Null = 1,
    Text = 2,
    Integer = 4,
    Number = 8,
    Boolean = 16,
    Array = 32,

    /// <summary>An object that the document describes.</summary>
    Object = 64,

    /// <summary>Anything.</summary>
    Any = 128,
}
