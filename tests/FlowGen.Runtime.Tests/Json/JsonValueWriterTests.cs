using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using FlowGen.Json;

namespace FlowGen.Runtime.Tests.Json;

/// <summary>The oracle is <see cref="Utf8JsonWriter"/>: the same calls, made to it directly, give the same bytes.</summary>
public sealed class JsonValueWriterTests
{
    /// <summary>Every way to set up a writer that changes what it writes.</summary>
    public static TheoryData<string, JsonWriterOptions> Options => new()
    {
        { "default", default },
        { "default encoder", new() { Encoder = JavaScriptEncoder.Default } },
        { "relaxed encoder", new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping } },
        { "encoder of all scripts", new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) } },
        { "encoder that escapes letters", new() { Encoder = JavaScriptEncoder.Create(new TextEncoderSettings(UnicodeRanges.Cyrillic)) } },
        { "indented", new() { Indented = true } },
        { "indented by tabs", new() { Indented = true, IndentCharacter = '\t', IndentSize = 1, NewLine = "\r\n" } },
        { "not validated", new() { SkipValidation = true } },
    };

    [Theory]
    [MemberData(nameof(Options))]
    public void Every_character_is_written_as_the_JSON_writer_writes_it(string name, JsonWriterOptions options)
    {
        for (var code = 0; code <= char.MaxValue; code++)
        {
            // Alone, between plain letters of a short and of a long text, and half a pair before the end.
            var character = (char)code;
            var texts = code % 16 == 0 || code < 0x300 || char.IsSurrogate(character)
                ? [character.ToString(), $"a{character}b", $"{new string('a', 20)}{character}{new string('b', 20)}"]
                : new[] { $"a{character}b" };
            AssertSame(name, options, texts.Select(static text => new Call(writer => writer.WriteStringValue(text), writer => writer.WriteStringValue(text))));
        }
    }

    [Theory]
    [MemberData(nameof(Options))]
    public void One_character_to_escape_is_found_wherever_it_is_in_a_text_of_any_length(string name, JsonWriterOptions options)
    {
        for (var length = 1; length <= 40; length++)
        {
            var plain = string.Concat(Enumerable.Range('a', length).Select(static code => (char)('a' + ((code - 'a') % 26))));
            var texts = Enumerable.Range(0, length)
                .SelectMany(place => "\"<\x7F\u0141\n".Select(character => plain.Remove(place, 1).Insert(place, character.ToString())))
                .Append(plain);
            AssertSame(name, options, texts.Select(static text => new Call(writer => writer.WriteStringValue(text), writer => writer.WriteStringValue(text))));
        }
    }

    [Theory]
    [MemberData(nameof(Options))]
    public void Random_values_are_written_as_the_JSON_writer_writes_them(string name, JsonWriterOptions options)
    {
        for (var seed = 0; seed < 500; seed++)
        {
            var calls = new List<Call>();
            AddValue(calls, new(seed), 0);
            AssertSame(name + ", seed " + seed, options, calls);
        }
    }

    [Theory]
    [MemberData(nameof(Options))]
    public void A_value_takes_its_place_between_others(string name, JsonWriterOptions options)
    {
        var expected = Written(options, static writer =>
        {
            writer.WriteStartObject();
            writer.WriteNumber("before", 1);
            writer.WriteStartObject("value");
            writer.WriteString("a"u8, "b");
            writer.WriteEndObject();
            writer.WriteNumber("after", 2);
            writer.WriteEndObject();
        });
        var actual = Written(options, static writer =>
        {
            writer.WriteStartObject();
            writer.WriteNumber("before", 1);
            writer.WritePropertyName("value");
            JsonValueWriter.Write(writer, "b", static (json, value) =>
            {
                json.WriteStartObject();
                json.WriteString("a"u8, value);
                json.WriteEndObject();
            });
            writer.WriteNumber("after", 2);
            writer.WriteEndObject();
        });

        Assert.True(expected == actual, $"{name}: {actual} instead of {expected}");
    }

    [Theory]
    [MemberData(nameof(Options))]
    public void A_name_that_is_escaped_already_is_not_escaped_again(string name, JsonWriterOptions options)
    {
        var text = Written(options, static writer => JsonValueWriter.Write(writer, 0, static (json, _) =>
        {
            json.WriteStartObject();
            json.WriteNull("\\u003Cna\\u00EFve\\\\\\u0022"u8);
            json.WriteEndObject();
        }));

        Assert.True(JsonDocument.Parse(text).RootElement.TryGetProperty("<naïve\\\"", out _), $"{name}: {text}");
    }

    [Theory]
    [MemberData(nameof(Options))]
    public void Numbers_that_JSON_does_not_know_are_refused(string name, JsonWriterOptions options)
    {
        foreach (var value in new[] { double.NaN, double.PositiveInfinity, double.NegativeInfinity })
        {
            Assert.True(
                Record.Exception(() => Written(options, writer => JsonValueWriter.Write(writer, value, static (json, value) => json.WriteNumberValue(value)))) is ArgumentException,
                name);
            Assert.True(
                Record.Exception(() => Written(options, writer => JsonValueWriter.Write(writer, (float)value, static (json, value) => json.WriteNumberValue(value)))) is ArgumentException,
                name);
        }
    }

    [Fact]
    public void A_value_where_none_can_stand_is_refused() => Assert.Throws<InvalidOperationException>(() => Written(default, static writer =>
    {
        writer.WriteStartObject();
        JsonValueWriter.Write(writer, 1, static (json, value) => json.WriteNumberValue(value));
    }));

    [Theory]
    [InlineData(0, 1000)]
    [InlineData(5, 5)]
    public void Values_are_nested_as_deep_as_the_writer_allows(int maxDepth, int allowed)
    {
        var options = new JsonWriterOptions { MaxDepth = maxDepth };

        Assert.Equal(new string('[', allowed) + new string(']', allowed), Nested(allowed));
        Assert.Throws<InvalidOperationException>(() => Nested(allowed + 1));

        string Nested(int depth) => Written(options, writer =>
        {
            writer.WriteStartArray();
            JsonValueWriter.Write(writer, depth - 1, static (json, depth) =>
            {
                for (var i = 0; i < depth; i++)
                {
                    json.WriteStartArray();
                }

                for (var i = 0; i < depth; i++)
                {
                    json.WriteEndArray();
                }
            });
            writer.WriteEndArray();
        });
    }

    [Fact]
    public void A_value_may_be_written_while_another_one_is()
    {
        var inner = "";
        var outer = Written(default, writer => JsonValueWriter.Write(writer, 0, (json, _) =>
        {
            json.WriteStartArray();
            json.WriteStringValue("outer");
            inner = Written(default, static other => JsonValueWriter.Write(other, 0, static (json, _) => json.WriteStringValue("inner")));
            json.WriteStringValue("é");
            json.WriteEndArray();
        }));

        Assert.Equal("\"inner\"", inner);
        Assert.Equal("[\"outer\",\"\\u00E9\"]", outer);
    }

    [Fact]
    public void A_failure_leaves_nothing_behind()
    {
        Assert.Throws<NotSupportedException>(() => Written(default, static writer => JsonValueWriter.Write(writer, 0, static (json, _) =>
        {
            json.WriteStartObject();
            throw new NotSupportedException();
        })));

        Assert.Equal("true", Written(default, static writer => JsonValueWriter.Write(writer, true, static (json, value) => json.WriteBooleanValue(value))));
    }

    [Fact]
    public void A_writer_that_is_used_again_takes_no_memory()
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using var writer = new Utf8JsonWriter(buffer);
        for (var i = 0; i < 10; i++)
        {
            Write();
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        Write();
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void Write()
        {
            buffer.ResetWrittenCount();
            writer.Reset(buffer);
            JsonValueWriter.Write(writer, "naïve", static (json, value) =>
            {
                json.WriteStartObject();
                json.WriteString("plain"u8, "plain text of some length");
                json.WriteString("escaped"u8, value);
                json.WriteNumber("number"u8, 1.5);
                json.WriteString("time"u8, DateTimeOffset.UnixEpoch);
                json.WriteEndObject();
            });
            writer.Flush();
        }
    }

    /// <summary>The calls that write a random value, to either writer.</summary>
    private static void AddValue(List<Call> calls, Random random, int depth)
    {
        switch (random.Next(depth > 6 ? 9 : 11))
        {
            case 0:
                var text = RandomText(random);
                calls.Add(new(writer => writer.WriteStringValue(text), writer => writer.WriteStringValue(text)));
                break;
            case 1:
                var integer = RandomInteger(random);
                calls.Add(new(writer => writer.WriteNumberValue(integer), writer => writer.WriteNumberValue(integer)));
                break;
            case 2:
                var number = RandomDouble(random);
                calls.Add(new(writer => writer.WriteNumberValue(number), writer => writer.WriteNumberValue(number)));
                break;
            case 3:
                var single = (float)RandomDouble(random);
                calls.Add(new(writer => writer.WriteNumberValue(single), writer => writer.WriteNumberValue(single)));
                break;
            case 4:
                var money = RandomDecimal(random);
                calls.Add(new(writer => writer.WriteNumberValue(money), writer => writer.WriteNumberValue(money)));
                break;
            case 5:
                var time = RandomTime(random);
                calls.Add(new(writer => writer.WriteStringValue(time), writer => writer.WriteStringValue(time)));
                break;
            case 6:
                var id = RandomGuid(random);
                calls.Add(new(writer => writer.WriteStringValue(id), writer => writer.WriteStringValue(id)));
                break;
            case 7:
                var bytes = RandomBytes(random, random.Next(600));
                calls.Add(new(writer => writer.WriteBase64StringValue(bytes), writer => writer.WriteBase64StringValue(bytes)));
                break;
            case 8:
                var element = RandomElement(random);
                calls.Add(new(writer => element.WriteTo(writer), writer => writer.WriteElementValue(element)));
                break;
            case 9:
                calls.Add(new(static writer => writer.WriteStartArray(), static writer => writer.WriteStartArray()));
                for (var count = random.Next(5); count > 0; count--)
                {
                    AddValue(calls, random, depth + 1);
                }

                calls.Add(new(static writer => writer.WriteEndArray(), static writer => writer.WriteEndArray()));
                break;
            default:
                AddObject(calls, random, depth);
                break;
        }
    }

    private static void AddObject(List<Call> calls, Random random, int depth)
    {
        calls.Add(new(static writer => writer.WriteStartObject(), static writer => writer.WriteStartObject()));
        for (var count = random.Next(5); count > 0; count--)
        {
            var name = RandomText(random);
            calls.Add(new(writer => writer.WritePropertyName(name), writer => writer.WritePropertyName(name)));
            AddValue(calls, random, depth + 1);
        }

        var text = random.Next(10) == 0 ? null : RandomText(random);
        calls.Add(new(writer => writer.WriteString("text"u8, text), writer => writer.WriteString("text"u8, text)));
        var integer = RandomInteger(random);
        calls.Add(new(writer => writer.WriteNumber("integer"u8, integer), writer => writer.WriteNumber("integer"u8, integer)));
        var unsigned = unchecked((ulong)integer);
        calls.Add(new(writer => writer.WriteNumber("unsigned"u8, unsigned), writer => writer.WriteNumber("unsigned"u8, unsigned)));
        var number = RandomDouble(random);
        calls.Add(new(writer => writer.WriteNumber("double"u8, number), writer => writer.WriteNumber("double"u8, number)));
        calls.Add(new(writer => writer.WriteNumber("single"u8, (float)number), writer => writer.WriteNumber("single"u8, (float)number)));
        var money = RandomDecimal(random);
        calls.Add(new(writer => writer.WriteNumber("decimal"u8, money), writer => writer.WriteNumber("decimal"u8, money)));
        var time = RandomTime(random);
        calls.Add(new(writer => writer.WriteString("time"u8, time), writer => writer.WriteString("time"u8, time)));
        var id = RandomGuid(random);
        calls.Add(new(writer => writer.WriteString("uuid"u8, id), writer => writer.WriteString("uuid"u8, id)));
        var bytes = RandomBytes(random, random.Next(60));
        calls.Add(new(writer => writer.WriteBase64String("bytes"u8, bytes), writer => writer.WriteBase64String("bytes"u8, bytes)));
        var flag = random.Next(2) == 0;
        calls.Add(new(writer => writer.WriteBoolean("flag"u8, flag), writer => writer.WriteBoolean("flag"u8, flag)));
        calls.Add(new(static writer => writer.WriteNull("nothing"u8), static writer => writer.WriteNull("nothing"u8)));
        calls.Add(new(static writer => writer.WriteEndObject(), static writer => writer.WriteEndObject()));
    }

    /// <summary>Mostly plain texts around the length at which the way of copying changes, with a few characters of every kind among them.</summary>
    private static string RandomText(Random random)
    {
        var text = new StringBuilder();
        for (var length = random.Next(random.Next(20) == 0 ? 3000 : 40); text.Length < length;)
        {
            switch (random.Next(30))
            {
                case 0:
                    text.Append((char)random.Next(char.MaxValue + 1));
                    break;
                case 1:
                    text.Append(new Rune(random.Next(0x10000, 0x110000)));
                    break;
                case 2:
                    text.Append((char)random.Next(0x100));
                    break;
                default:
                    text.Append((char)random.Next('a', 'z' + 1));
                    break;
            }
        }

        return text.ToString();
    }

    private static long RandomInteger(Random random) => random.Next(4) switch
    {
        0 => long.MinValue,
        1 => long.MaxValue,
        2 => random.Next(-1000, 1000),
        _ => random.NextInt64(long.MinValue, long.MaxValue),
    };

    private static double RandomDouble(Random random) => random.Next(6) switch
    {
        0 => -0.0,
        1 => double.Epsilon,
        2 => -double.MaxValue / 1e300,
        3 => random.Next(-1000, 1000) / 10.0,
        4 => random.NextDouble() * Math.Pow(10, random.Next(-30, 30)),
        _ => -random.NextDouble(),
    };

    private static decimal RandomDecimal(Random random) => random.Next(3) switch
    {
        0 => decimal.MinValue,
        1 => new decimal(random.Next(), random.Next(), random.Next(), random.Next(2) == 0, 28),
        _ => random.Next(-1000, 1000) / 100m,
    };

    private static DateTimeOffset RandomTime(Random random)
    {
        var ticks = random.NextInt64(DateTime.UnixEpoch.Ticks, DateTime.UnixEpoch.Ticks * 2);
        return new(ticks - (ticks % (long)Math.Pow(10, random.Next(8))), TimeSpan.FromMinutes(random.Next(-14 * 60, 14 * 60)));
    }

    private static Guid RandomGuid(Random random) => new(RandomBytes(random, 16));

    private static byte[] RandomBytes(Random random, int length)
    {
        var bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }

    private static JsonElement RandomElement(Random random) => JsonSerializer.SerializeToElement(new Dictionary<string, object?>
    {
        [RandomText(random)] = RandomText(random),
        ["items"] = new object?[] { null, true, RandomInteger(random), RandomDouble(random), RandomText(random) },
    });

    private static void AssertSame(string name, JsonWriterOptions options, IEnumerable<Call> calls)
    {
        var expected = Written(options, writer =>
        {
            writer.WriteStartArray();
            foreach (var call in calls)
            {
                call.Oracle(writer);
            }

            writer.WriteEndArray();
        });
        var actual = Written(options, writer => JsonValueWriter.Write(writer, calls, static (json, calls) =>
        {
            json.WriteStartArray();
            foreach (var call in calls)
            {
                call.Own(json);
            }

            json.WriteEndArray();
        }));
        Assert.True(expected == actual, $"{name}: {actual} instead of {expected}");
    }

    private static string Written(JsonWriterOptions options, Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, options))
        {
            write(writer);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    /// <summary>One call, to each writer.</summary>
    private sealed record Call(Action<Utf8JsonWriter> Oracle, Action<JsonValueWriter> Own);
}
