using System.Text;
using System.Text.Json;
using FlowGen.Http;
using FlowGen.Json;

namespace FlowGen.Runtime.Tests.Json;

/// <summary>JSON documents that travel as the text of a JSON string, which C# sees as the documents themselves.</summary>
public sealed class JsonTextTests
{
    public static TheoryData<string> Documents => new(
        "{}",
        " { \"a\" : [ 1 , \"\\\"quoted\\\"\\n\\u2028\" ] }\r\n",
        "\"😀 ä \\ud83d\\ude00\"",
        "null",
        new string('[', 5000) + new string(']', 5000));

    [Theory]
    [MemberData(nameof(Documents))]
    public void A_document_comes_back_byte_by_byte(string document)
    {
        var written = Write(Encoding.UTF8.GetBytes(document));

        var reader = new Utf8JsonReader(written);
        while (reader.TokenType != JsonTokenType.String)
        {
            Assert.True(reader.Read());
        }

        Assert.Equal(document, reader.GetString());
        Assert.Equal(document, Encoding.UTF8.GetString(JsonRead.JsonText(ref reader).Span));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{} {}")]
    [InlineData("{'a':1}")]
    [InlineData("[1,]")]
    [InlineData("// a comment\n{}")]
    [InlineData("\uFEFF{}")]
    public void What_is_no_JSON_is_not_sent(string document)
    {
        var exception = Assert.Throws<ArgumentException>(() => Write(Encoding.UTF8.GetBytes(document)));

        Assert.Equal("flowJson", exception.ParamName);
        Assert.Contains("JSON document", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_UTF_8_is_not_sent() =>
        Assert.Contains("UTF-8", Assert.Throws<ArgumentException>(() => Write(new byte[] { 0x22, 0xFF, 0x22 })).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("\"{\"")]
    [InlineData("\"\"")]
    [InlineData("{}")]
    [InlineData("7")]
    public void What_is_no_JSON_is_not_read(string json)
    {
        var exception = Assert.Throws<JsonException>(() =>
        {
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
            reader.Read();
            return JsonRead.JsonText(ref reader);
        });

        Assert.StartsWith("expected a text that is JSON", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_document_can_stand_outside_a_body()
    {
        Assert.Equal("{\"a\":\"é\"}", WireText.JsonText("p", Encoding.UTF8.GetBytes("{\"a\":\"é\"}")));
        Assert.Equal("p", Assert.Throws<ArgumentException>(() => WireText.JsonText("p", "{"u8.ToArray())).ParamName);
    }

    private static byte[] Write(ReadOnlyMemory<byte> document)
    {
        var builder = new ApiRequestBuilder();
        builder.SetJsonBody(document, static (writer, value) =>
        {
            writer.WriteStartObject();
            writer.WriteJsonText("flowJson"u8, value);
            writer.WriteEndObject();
        });
        return builder.Body.ToArray();
    }
}
