using System.Text.Json.Nodes;

namespace FlowGen.Sandbox.Flows;

/// <summary>
/// A property of a Flow JSON whose value is not allowed. Lines and columns count from 1, and the end column is the one after the value's last
/// character, as Meta counts them. A path reads like <c>screens[0].layout.children[0].type</c>.
/// </summary>
internal sealed record FlowJsonError(string Path, string Property, int LineStart, int LineEnd, int ColumnStart, int ColumnEnd)
{
    /// <summary>The error as 8x8 writes it.</summary>
    public JsonObject ToJson()
    {
        JsonObject pointer = [];
        AddPosition(pointer);
        pointer["path"] = Path;

        JsonObject error = new()
        {
            ["error"] = "INVALID_PROPERTY_VALUE",
            ["errorType"] = "FLOW_JSON_ERROR",
            ["message"] = $"Invalid value found for property '{Property}'.",
        };
        AddPosition(error);
        error["pointers"] = new JsonArray(pointer);
        return error;
    }

    private void AddPosition(JsonObject target)
    {
        target["lineStart"] = LineStart;
        target["lineEnd"] = LineEnd;
        target["columnStart"] = ColumnStart;
        target["columnEnd"] = ColumnEnd;
    }
}
