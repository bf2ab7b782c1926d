using System.ComponentModel;
using System.Text.Json;

namespace FlowGen.Json;

/// <summary>Reads one value. The reader stands on its first token, and ends on its last.</summary>
/// <exception cref="JsonException">The value is not what the spec says.</exception>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate T JsonReadFunction<T>(ref Utf8JsonReader reader);
