using FlowGen.Generator.Model;

namespace FlowGen.Generator.Emit;

/// <summary>The member of a descriptor that says where a success body keeps what.</summary>
internal static class EnvelopeCode
{
    public static void Member(SourceWriter writer, EnvelopeModel envelope)
    {
        writer.Open($"Envelope = new()");
        writer.Line($"Code = {CSharpLiteral.String(envelope.Code)},");
        writer.Line($"Message = {CSharpLiteral.StringOrNull(envelope.Message)},");
        writer.Line($"RequestId = {CSharpLiteral.StringOrNull(envelope.RequestId)},");
        if (envelope.Flag is { } flag)
        {
            writer.Line($"Flag = {CSharpLiteral.String(flag)},");
        }

        writer.Line($"SuccessCodes = [{Texts(envelope.Success)}],");
        writer.Line($"AbsentMessages = [{Texts(envelope.Absent)}],");
        writer.Close($",");
    }

    private static CodeFragment Texts(EquatableArray<string> texts) =>
        CodeFragment.List(texts, static text => CodeFragment.Of($"{CSharpLiteral.String(text)}"));
}
