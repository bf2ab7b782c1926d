using System.Text;
using System.Text.Json;
using FlowGen.Json;

namespace FlowGen.Http;

/// <summary>Reads a success body in one pass: the payload is decoded where it stands, before or after the code.</summary>
/// <param name="envelope">Where the code, the message and the request id are; <see langword="null"/> when there are none.</param>
/// <param name="payload">The member that holds the payload; <see langword="null"/> when the whole body is the payload.</param>
/// <param name="read">Reads the payload; <see langword="null"/> when it is not wanted.</param>
internal readonly struct EnvelopeReader<TResponse>(ResponseEnvelope? envelope, string? payload, JsonReadFunction<TResponse>? read)
{
    /// <summary>Reads the body. Of members with one name the last wins.</summary>
    internal EnvelopeContent<TResponse> Read(ReadOnlySpan<byte> json)
    {
        var content = default(EnvelopeContent<TResponse>);
        var reader = new Utf8JsonReader(json);
        try
        {
            reader.Read();
            if (payload is null && read is not null)
            {
                ReadPayload(ref reader, ref content);
            }
            else if (envelope is null && payload is null)
            {
                reader.Skip();
            }
            else
            {
                ReadMembers(ref reader, ref content);
            }

            // Throws for whatever comes after the value.
            reader.Read();
        }
        catch (Exception exception) when (JsonFault.IsOne(exception))
        {
            content.Fault = JsonFault.Of(exception, in reader, json);
        }

        return content;
    }

    private void ReadMembers(ref Utf8JsonReader reader, ref EnvelopeContent<TResponse> content)
    {
        JsonRead.StartObject(ref reader);
        while (JsonRead.NextMember(ref reader))
        {
            if (payload is not null && read is not null && IsAt(in reader, payload))
            {
                JsonRead.Value(ref reader);
                ReadPayload(ref reader, ref content);
            }
            else if (envelope is not null && IsAt(in reader, envelope.Code))
            {
                JsonRead.Value(ref reader);
                content.Code = SuccessCode(ref reader, envelope) ?? JsonScalar.Text(ref reader);
            }
            else if (envelope?.Message is not null && IsAt(in reader, envelope.Message))
            {
                JsonRead.Value(ref reader);
                content.Message = JsonScalar.Text(ref reader);
            }
            else if (envelope?.RequestId is not null && IsAt(in reader, envelope.RequestId))
            {
                JsonRead.Value(ref reader);
                content.RequestId = JsonScalar.Text(ref reader);
            }
            else if (envelope?.Flag is not null && IsAt(in reader, envelope.Flag))
            {
                JsonRead.Value(ref reader);
                content.IsFlaggedAsFailure = reader.TokenType is not (JsonTokenType.True or JsonTokenType.Null);
                reader.Skip();
            }
            else
            {
                JsonRead.SkipMember(ref reader);
            }
        }
    }

    // Names are nearly always plain ASCII, and then the text need not be transcoded to be compared.
    private static bool IsAt(in Utf8JsonReader reader, string name) => !reader.ValueIsEscaped && Ascii.IsValid(name)
        ? Ascii.Equals(reader.ValueSpan, name)
        : reader.ValueTextEquals(name);

    private void ReadPayload(ref Utf8JsonReader reader, ref EnvelopeContent<TResponse> content)
    {
        content.HasPayload = reader.TokenType != JsonTokenType.Null;
        content.Payload = content.HasPayload ? read!(ref reader) : default;
    }

    // The usual code needs no text of its own.
    private static string? SuccessCode(ref Utf8JsonReader reader, ResponseEnvelope envelope)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            for (var index = 0; index < envelope.SuccessCodes.Count; index++)
            {
                if (reader.ValueTextEquals(envelope.SuccessCodes[index]))
                {
                    return envelope.SuccessCodes[index];
                }
            }
        }

        return null;
    }
}
