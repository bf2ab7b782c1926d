using FlowGen.Generator.Diagnostics;
using FlowGen.Generator.Model;

namespace FlowGen.Generator.Spec;

/// <summary>Reads where a success body keeps what, for the whole document or for one operation.</summary>
internal static class EnvelopeParser
{
    /// <summary>The envelope that <paramref name="parent"/> describes, if it describes one.</summary>
    public static EnvelopeModel? Parse(SpecDocument document, JsonNode parent)
    {
        if (document.Object(parent, "x-flowgen-envelope") is not { } envelope || document.RequiredText(envelope, "code") is not { } code)
        {
            return null;
        }

        var success = document.Texts(envelope, "success");
        if (success.Count == 0)
        {
            document.Report(SpecDiagnostics.MissingKey, envelope, JsonPointer.Of(envelope), "success");
            return null;
        }

        return new(
            code,
            document.Text(envelope, "message"),
            document.Text(envelope, "requestId"),
            document.Text(envelope, "payload"),
            document.Text(envelope, "flag"),
            new(success),
            new(document.Texts(envelope, "absent")));
    }
}
