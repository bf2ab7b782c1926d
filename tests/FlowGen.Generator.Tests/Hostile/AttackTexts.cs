using FsCheck;
using FsCheck.Fluent;

namespace FlowGen.Generator.Tests.Hostile;

/// <summary>Texts that would do harm if one of them reached C# as it is.</summary>
internal static class AttackTexts
{
    public static readonly string[] All =
    [
        "", " ", "\"", "\\", "\\\"", "'", "\"\"\"", "\"; System.Environment.Exit(1); //", "\"u8", "${0}", "{0}", "{", "}", "{{", "{}",
        "\n", "\r", "\r\n", "\u0085", "\u2028", "\u2029", "\v", "\f", "\0", "\t", "\u001a", "\u200b", "\u202e", "\ufeff", "\uffff",
        "\ud800", "\udc00", "\udc00\ud800", "😀", "*/", "/*", "//", "///", "</summary>", "<summary>", "&lt;", "&", "]]>", "<![CDATA[", "<!--", "-->",
        "\n#pragma warning disable", "#if", "#endif", "\n#error", "\n}\nclass X {", "@", "@class", "class", "int", "string", "null", "record", "required",
        "file", "field", "value", "var", "await", "async", "and", "or", "not", "when", "nameof", "dynamic", "global", "System", "FlowGen", "Read",
        "Write", "Value", "Kind", "Unknown", "Equals", "ToString", "GetHashCode", "Description", "SendAsync", "Client", "Options", "item", "item1",
        "entry", "present", "reader", "writer", "request", "message", "hasName", "Item", "Body", "Request", "Response", "I", "_", "__", "1", "12", "-1",
        "+1", "a", "A", "İ", "ı", "ß", "ǆ", "é", "e\u0301", "名前", "данные", "بيانات", "ข้อมูล", "हिन्दी", "Ω", "ﬁ", "ⅷ", "²", "٣", "a.b", "a/b", "a~b", "a-b", "a_b", "$ref", "..",
        "\\u0022", "\\x22", "%22", "x-flowgen-name", "global::System.Guid", "global::FlowGen.ApiError.Body", "global:", "CON", "aux", "..\\..\\evil", new string('x', 300), new string('名', 300), new string('"', 50),
    ];

    /// <summary>One of them, or several in a row.</summary>
    public static Gen<string> Generator { get; } = Gen.Frequency(
        (3, Gen.Elements(All)),
        (1, Gen.Elements(All).ListOf(2).Select(string.Concat)),
        (1, Gen.Elements(All).ListOf(4).Select(string.Concat)));

    /// <summary>The text as JSON, with every character escaped: also what is no text by the rules of Unicode.</summary>
    public static string ToJson(string text) => "\"" + string.Concat(text.Select(static character => $"\\u{(int)character:x4}")) + "\"";
}
