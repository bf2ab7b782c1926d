using System.Text;
using System.Xml;

namespace FlowGen.Http;

/// <summary>Reads the XML twin of a failure body, <c>&lt;Error&gt;&lt;Code/&gt;&lt;Message/&gt;&lt;RequestId/&gt;&lt;/Error&gt;</c>. HTML says nothing.</summary>
internal static class XmlErrorBodyReader
{
    private const string RootName = "Error";

    // An error body is a few hundred bytes; what is longer is a page.
    private const int MaxLength = 64 * 1024;

    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        IgnoreWhitespace = true,
        MaxCharactersInDocument = MaxLength,
    };

    internal static ErrorBodyContent Read(ReadOnlySpan<byte> xml, ErrorBody names)
    {
        var content = default(ErrorBodyContent);
        if (xml.Length > MaxLength)
        {
            return content;
        }

        try
        {
            using var reader = XmlReader.Create(new StringReader(Encoding.UTF8.GetString(xml)), Settings);
            if (reader.MoveToContent() != XmlNodeType.Element || !Is(reader.LocalName, RootName) || reader.IsEmptyElement)
            {
                return content;
            }

            reader.ReadStartElement();
            while (reader.MoveToContent() == XmlNodeType.Element)
            {
                var name = reader.LocalName;
                if (Is(name, names.Code))
                {
                    content = content with { Code = Text(reader) };
                }
                else if (Is(name, names.Message))
                {
                    content = content with { Message = Text(reader) };
                }
                else if (Is(name, names.RequestId))
                {
                    content = content with { RequestId = Text(reader) };
                }
                else
                {
                    reader.Skip();
                }
            }
        }
        catch (XmlException)
        {
            // Cut off or no XML: what was read so far stands.
        }

        return content;
    }

    private static string? Text(XmlReader reader)
    {
        var text = reader.ReadElementContentAsString().Trim();
        return text.Length == 0 ? null : text;
    }

    private static bool Is(string name, string expected) => string.Equals(name, expected, StringComparison.OrdinalIgnoreCase);
}
