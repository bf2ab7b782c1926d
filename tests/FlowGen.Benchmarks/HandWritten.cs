using System.Text.Json;
using FlowGen.Cams;

namespace FlowGen.Benchmarks;

/// <summary>What somebody who knows <see cref="Utf8JsonReader"/> well would write for these bodies, and trusts them.</summary>
internal static class HandWritten
{
    /// <summary>The whole answer: what the client makes of it too, the code, the message, the request id and the payload.</summary>
    public static FlowDetails? CamsAnswer(ref Utf8JsonReader reader, out string? code, out string? message, out string? requestId)
    {
        FlowDetails? flow = null;
        code = message = requestId = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.ValueSpan;
            if (name.SequenceEqual("Data"u8))
            {
                reader.Read();
                flow = CamsFlow(ref reader);
            }
            else if (name.SequenceEqual("Code"u8))
            {
                reader.Read();
                code = reader.GetString()!.Trim();
            }
            else if (name.SequenceEqual("Message"u8))
            {
                reader.Read();
                message = reader.GetString()!.Trim();
            }
            else if (name.SequenceEqual("RequestId"u8))
            {
                reader.Read();
                requestId = reader.GetString()!.Trim();
            }
            else
            {
                reader.Skip();
            }
        }

        return flow;
    }

    public static FlowDetails CamsFlow(ref Utf8JsonReader reader)
    {
        FlowStatus status = default;
        string? flowId = null, flowName = null, jsonVersion = null, dataApiVersion = null, previewUrl = null;
        FlowCategory[]? categories = null;
        DateTimeOffset? expires = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.ValueSpan;
            if (name.SequenceEqual("Status"u8))
            {
                reader.Read();
                status = reader.ValueSpan.SequenceEqual("DRAFT"u8) ? FlowStatus.Draft : new(reader.GetString()!);
            }
            else if (name.SequenceEqual("FlowId"u8))
            {
                reader.Read();
                flowId = reader.GetString();
            }
            else if (name.SequenceEqual("FlowName"u8))
            {
                reader.Read();
                flowName = reader.GetString();
            }
            else if (name.SequenceEqual("Categories"u8))
            {
                reader.Read();
                categories = Categories(ref reader);
            }
            else if (name.SequenceEqual("JSONVersion"u8))
            {
                reader.Read();
                jsonVersion = reader.GetString();
            }
            else if (name.SequenceEqual("DataApiVersion"u8))
            {
                reader.Read();
                dataApiVersion = reader.GetString();
            }
            else if (name.SequenceEqual("PreviewUrl"u8))
            {
                reader.Read();
                previewUrl = reader.GetString();
            }
            else if (name.SequenceEqual("PreviewUrlExpires"u8))
            {
                reader.Read();
                expires = DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64());
            }
            else
            {
                reader.Skip();
            }
        }

        return new()
        {
            Status = status,
            FlowId = flowId,
            FlowName = flowName,
            Categories = categories,
            JsonVersion = jsonVersion,
            DataApiVersion = dataApiVersion,
            PreviewUrl = previewUrl,
            PreviewUrlExpires = expires,
        };
    }

    public static EightByEight.FlowDetails EightByEightFlow(ref Utf8JsonReader reader)
    {
        string? flowId = null, flowJsonUrl = null, name = null;
        EightByEight.FlowStatus status = default;
        EightByEight.FlowCategory[]? categories = null;
        EightByEight.ValidationError[]? errors = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var member = reader.ValueSpan;
            if (member.SequenceEqual("flowId"u8))
            {
                reader.Read();
                flowId = reader.GetString();
            }
            else if (member.SequenceEqual("flowJsonUrl"u8))
            {
                reader.Read();
                flowJsonUrl = reader.GetString();
            }
            else if (member.SequenceEqual("name"u8))
            {
                reader.Read();
                name = reader.GetString();
            }
            else if (member.SequenceEqual("status"u8))
            {
                reader.Read();
                status = reader.ValueSpan.SequenceEqual("DRAFT"u8) ? EightByEight.FlowStatus.Draft : new(reader.GetString()!);
            }
            else if (member.SequenceEqual("categories"u8))
            {
                reader.Read();
                var count = 0;
                var start = reader;
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    count++;
                }

                categories = new EightByEight.FlowCategory[count];
                for (var i = 0; i < count && start.Read(); i++)
                {
                    categories[i] = start.ValueSpan.SequenceEqual("OTHER"u8) ? EightByEight.FlowCategory.Other : new(start.GetString()!);
                }
            }
            else if (member.SequenceEqual("validationErrors"u8))
            {
                reader.Read();
                var list = new List<EightByEight.ValidationError>(1);
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    list.Add(ValidationError(ref reader));
                }

                errors = [.. list];
            }
            else
            {
                reader.Skip();
            }
        }

        return new() { FlowId = flowId, FlowJsonUrl = flowJsonUrl, Name = name, Status = status, Categories = categories, ValidationErrors = errors };
    }

    public static FlowDetails[] CamsFlows(ref Utf8JsonReader reader)
    {
        var list = new List<FlowDetails>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            list.Add(CamsFlow(ref reader));
        }

        return [.. list];
    }

    private static FlowCategory[] Categories(ref Utf8JsonReader reader)
    {
        var count = 0;
        var start = reader;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            count++;
        }

        var categories = new FlowCategory[count];
        for (var i = 0; i < count && start.Read(); i++)
        {
            categories[i] = start.ValueSpan.SequenceEqual("SIGN_UP"u8) ? FlowCategory.SignUp : new(start.GetString()!);
        }

        return categories;
    }

    private static EightByEight.ValidationError ValidationError(ref Utf8JsonReader reader)
    {
        string? error = null, errorType = null, message = null;
        long? lineStart = null, lineEnd = null, columnStart = null, columnEnd = null;
        List<EightByEight.ValidationErrorPointer>? pointers = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var member = reader.ValueSpan;
            if (member.SequenceEqual("error"u8))
            {
                reader.Read();
                error = reader.GetString();
            }
            else if (member.SequenceEqual("errorType"u8))
            {
                reader.Read();
                errorType = reader.GetString();
            }
            else if (member.SequenceEqual("message"u8))
            {
                reader.Read();
                message = reader.GetString();
            }
            else if (member.SequenceEqual("pointers"u8))
            {
                reader.Read();
                pointers = new(1);
                while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
                {
                    pointers.Add(Pointer(ref reader));
                }
            }
            else if (!Position(ref reader, ref lineStart, ref lineEnd, ref columnStart, ref columnEnd))
            {
                reader.Skip();
            }
        }

        return new()
        {
            Error = error,
            ErrorType = errorType,
            Message = message,
            LineStart = lineStart,
            LineEnd = lineEnd,
            ColumnStart = columnStart,
            ColumnEnd = columnEnd,
            Pointers = pointers,
        };
    }

    private static EightByEight.ValidationErrorPointer Pointer(ref Utf8JsonReader reader)
    {
        string? path = null;
        long? lineStart = null, lineEnd = null, columnStart = null, columnEnd = null;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueSpan.SequenceEqual("path"u8))
            {
                reader.Read();
                path = reader.GetString();
            }
            else if (!Position(ref reader, ref lineStart, ref lineEnd, ref columnStart, ref columnEnd))
            {
                reader.Skip();
            }
        }

        return new() { Path = path, LineStart = lineStart, LineEnd = lineEnd, ColumnStart = columnStart, ColumnEnd = columnEnd };
    }

    private static bool Position(ref Utf8JsonReader reader, ref long? lineStart, ref long? lineEnd, ref long? columnStart, ref long? columnEnd)
    {
        var member = reader.ValueSpan;
        if (member.SequenceEqual("lineStart"u8))
        {
            reader.Read();
            lineStart = reader.GetInt64();
        }
        else if (member.SequenceEqual("lineEnd"u8))
        {
            reader.Read();
            lineEnd = reader.GetInt64();
        }
        else if (member.SequenceEqual("columnStart"u8))
        {
            reader.Read();
            columnStart = reader.GetInt64();
        }
        else if (member.SequenceEqual("columnEnd"u8))
        {
            reader.Read();
            columnEnd = reader.GetInt64();
        }
        else
        {
            return false;
        }

        return true;
    }
}
