using System.ComponentModel;

namespace FlowGen.Http;

/// <summary>How a parameter that is more than one text is written (OpenAPI 3, "Style Values").</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum ParameterStyle
{
    /// <summary>Items with commas between them.</summary>
    Simple = 0,

    /// <summary>A point before them (RFC 6570, section 3.2.5).</summary>
    Label,

    /// <summary>A semicolon and the name before them (RFC 6570, section 3.2.7).</summary>
    Matrix,

    /// <summary>As HTML forms do it (RFC 6570, section 3.2.8).</summary>
    Form,

    /// <summary>As forms, with blanks between items.</summary>
    SpaceDelimited,

    /// <summary>As forms, with bars between items.</summary>
    PipeDelimited,

    /// <summary>
    /// <c>name[member]</c> for each member. OpenAPI leaves open what becomes of lists and of objects inside: here they go on in the same
    /// way, lists with the item's number, as <c>name[list][0]</c>.
    /// </summary>
    DeepObject,
}
