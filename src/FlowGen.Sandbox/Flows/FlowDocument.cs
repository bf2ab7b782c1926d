using System.Text;
using System.Text.Json;

namespace FlowGen.Sandbox.Flows;

/// <summary>A Flow JSON: Meta's language for the screens of a flow.</summary>
internal sealed class FlowDocument
{
    // https://developers.facebook.com/docs/whatsapp/flows/reference/components
    private static readonly HashSet<string> ComponentTypes = new(StringComparer.Ordinal)
    {
        "CalendarPicker", "CheckboxGroup", "ChipsSelector", "DatePicker", "DocumentPicker", "Dropdown", "EmbeddedLink", "Footer", "Form", "If",
        "Image", "ImageCarousel", "NavigationList", "OptIn", "PhotoPicker", "RadioButtonsGroup", "RichText", "Switch", "TextArea", "TextBody",
        "TextCaption", "TextHeading", "TextInput", "TextSubheading",
    };

    // https://developers.facebook.com/docs/whatsapp/flows/reference/components#text_entry
    private static readonly HashSet<string> InputTypes = new(StringComparer.Ordinal) { "email", "number", "passcode", "password", "phone", "text" };

    // https://developers.facebook.com/docs/whatsapp/flows/reference/flowjson
    private static readonly HashSet<string> LayoutTypes = new(StringComparer.Ordinal) { "SingleColumnLayout" };
    private static readonly HashSet<string> ActionNames = new(StringComparer.Ordinal) { "complete", "data_exchange", "navigate", "open_url", "update_data" };
    private static readonly HashSet<string> ReservedScreenIds = new(StringComparer.Ordinal) { "SUCCESS" };

    private readonly byte[] _utf8;
    private readonly List<FlowJsonError> _errors = [];

    private FlowDocument(string json)
    {
        _utf8 = Encoding.UTF8.GetBytes(json);
        using (JsonDocument document = JsonDocument.Parse(_utf8))
        {
            if (document.RootElement.ValueKind != JsonValueKind.Object)
            {
                throw new JsonException("A Flow JSON is an object.");
            }

            Version = Text(document.RootElement, "version");
            DataApiVersion = Text(document.RootElement, "data_api_version");
        }

        Utf8JsonReader reader = new(_utf8);
        reader.Read();
        Inspect(ref reader, "", FlowJsonPlace.Flow);
    }

    /// <summary>The version of the language; <see langword="null"/> when the document names none.</summary>
    public string? Version { get; }

    /// <summary>The version of the data-exchange API; <see langword="null"/> when the flow has no endpoint.</summary>
    public string? DataApiVersion { get; }

    /// <summary>The properties whose value is none of those that Meta lists for them, in the document's order.</summary>
    public IReadOnlyList<FlowJsonError> Errors => _errors;

    /// <exception cref="JsonException">The text is no JSON object.</exception>
    public static FlowDocument Parse(string json) => new(json);

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private void Inspect(ref Utf8JsonReader reader, string path, FlowJsonPlace place)
    {
        if (reader.TokenType == JsonTokenType.StartObject)
        {
            while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
            {
                string name = reader.GetString()!;
                string inner = path.Length == 0 ? name : $"{path}.{name}";
                reader.Read();
                if (!IsAllowed(ref reader, place, name))
                {
                    _errors.Add(ErrorAt(ref reader, inner, name));
                }

                Inspect(ref reader, inner, Below(place, name));
            }
        }
        else if (reader.TokenType == JsonTokenType.StartArray)
        {
            FlowJsonPlace item = place switch
            {
                FlowJsonPlace.Screens => FlowJsonPlace.Screen,
                FlowJsonPlace.Components => FlowJsonPlace.Component,
                _ => FlowJsonPlace.Elsewhere,
            };
            for (int index = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; index++)
            {
                Inspect(ref reader, FormattableString.Invariant($"{path}[{index}]"), item);
            }
        }
    }

    private static FlowJsonPlace Below(FlowJsonPlace place, string name) => (place, name) switch
    {
        (FlowJsonPlace.Flow, "screens") => FlowJsonPlace.Screens,
        (FlowJsonPlace.Screen, "layout") => FlowJsonPlace.Layout,
        (FlowJsonPlace.Layout or FlowJsonPlace.Component, "children") => FlowJsonPlace.Components,
        (FlowJsonPlace.Component, "then" or "else") => FlowJsonPlace.Components,
        (FlowJsonPlace.Component, "cases") => FlowJsonPlace.Cases,
        (FlowJsonPlace.Cases, _) => FlowJsonPlace.Components,
        (FlowJsonPlace.Component, _) when name.EndsWith("-action", StringComparison.Ordinal) => FlowJsonPlace.Action,
        _ => FlowJsonPlace.Elsewhere,
    };

    private static bool IsAllowed(ref Utf8JsonReader reader, FlowJsonPlace place, string name) => (place, name) switch
    {
        (FlowJsonPlace.Component, "type") => IsOneOf(ref reader, ComponentTypes),
        (FlowJsonPlace.Component, "input-type") => IsOneOf(ref reader, InputTypes),
        (FlowJsonPlace.Layout, "type") => IsOneOf(ref reader, LayoutTypes),
        (FlowJsonPlace.Action, "name") => IsOneOf(ref reader, ActionNames),
        (FlowJsonPlace.Screen, "id") => reader.TokenType == JsonTokenType.String && !ReservedScreenIds.Contains(reader.GetString()!),
        _ => true,
    };

    private static bool IsOneOf(ref Utf8JsonReader reader, HashSet<string> values) =>
        reader.TokenType == JsonTokenType.String && values.Contains(reader.GetString()!);

    private FlowJsonError ErrorAt(ref Utf8JsonReader reader, string path, string property)
    {
        (int lineStart, int columnStart) = Locate((int)reader.TokenStartIndex);
        if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
        {
            Utf8JsonReader ahead = reader;
            ahead.Skip();
            (int line, int column) = Locate((int)ahead.BytesConsumed);
            return new(path, property, lineStart, line, columnStart, column);
        }

        (int lineEnd, int columnEnd) = Locate((int)reader.BytesConsumed);
        return new(path, property, lineStart, lineEnd, columnStart, columnEnd);
    }

    private (int Line, int Column) Locate(int offset)
    {
        ReadOnlySpan<byte> before = _utf8.AsSpan(0, offset);
        int lineStart = before.LastIndexOf((byte)'\n') + 1;
        return (before.Count((byte)'\n') + 1, Encoding.UTF8.GetCharCount(before[lineStart..]) + 1);
    }
}
