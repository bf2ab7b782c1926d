using System.Text;
using System.Text.Json;
using FlowGen.Json;

namespace FlowGen.Runtime.Tests.Json;

public sealed class JsonReadTests
{
    [Fact]
    public void Each_type_is_read_from_its_JSON()
    {
        Assert.Equal("aé😀", Read("\"a\\u00e9😀\"", JsonRead.String));
        Assert.True(Read("true", JsonRead.Boolean));
        Assert.Equal(-7, Read("-7", JsonRead.Int32));
        Assert.Equal(long.MaxValue, Read("9223372036854775807", JsonRead.Int64));
        Assert.Equal(ulong.MaxValue, Read("18446744073709551615", JsonRead.UInt64));
        Assert.Equal(1.5f, Read("1.5", JsonRead.Single));
        Assert.Equal(1e300, Read("1e300", JsonRead.Double));
        Assert.Equal(0.1m, Read("0.1", JsonRead.Decimal));
        Assert.Equal(new Guid("91b106f0-c0da-4aba-a43a-7af9c5893a80"), Read("\"91b106f0-c0da-4aba-a43a-7af9c5893a80\"", JsonRead.Guid));
        Assert.Equal(new DateOnly(2025, 1, 2), Read("\"2025-01-02\"", JsonRead.DateOnly));
        Assert.Equal([1, 2, 3], Read("\"AQID\"", JsonRead.Base64));
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(-1), Read("-1", JsonRead.UnixMilliseconds));
        Assert.Equal("{\"a\":[1]}", Read("{\"a\":[1]}", JsonRead.Element).GetRawText());
        Assert.Equal([1, 2], Read("[1,2]", (ref Utf8JsonReader reader) => JsonRead.List(ref reader, JsonRead.Int32)));
        Assert.Empty(Read("[]", (ref Utf8JsonReader reader) => JsonRead.List(ref reader, JsonRead.Int32)));
    }

    [Theory]
    [InlineData("2017-04-19T02:31:19.4297387+00:00", "2017-04-19T02:31:19.4297387+00:00")]
    [InlineData("2020-12-22T05:52:01.85Z", "2020-12-22T05:52:01.8500000+00:00")]
    [InlineData("2025-12-13T05:49:59+0800", "2025-12-13T05:49:59.0000000+08:00")]
    [InlineData("2025-12-13T05:49:59", "2025-12-13T05:49:59.0000000+00:00")]
    public void A_date_and_time_is_read_with_and_without_a_colon_in_its_offset(string text, string expected) =>
        Assert.Equal(expected, Read($"\"{text}\"", JsonRead.DateTimeOffset).ToString("O"));

    [Theory]
    [InlineData("2025-12-13T05:49:59+0000", "2025-12-13T05:49:59.0000000+00:00")]
    [InlineData("2025-12-13T05:49:59.125-0730", "2025-12-13T05:49:59.1250000-07:30")]
    [InlineData("2025-12-13T05:49:59+08:00", "2025-12-13T05:49:59.0000000+08:00")]
    [InlineData("2025-12-13T05:49:59Z", "2025-12-13T05:49:59.0000000+00:00")]
    [InlineData("2025-12-13T05:49:59", "2025-12-13T05:49:59.0000000+00:00")]
    public void An_offset_without_a_colon_is_read_as_one_with_it(string text, string expected) =>
        Assert.Equal(expected, Read($"\"{text}\"", JsonRead.DateTimeBasicOffset).ToString("O"));

    [Theory]
    [InlineData("2025-12-13")]
    [InlineData("13 December 2025 05:49:59 +0000")]
    [InlineData("2025-12-13T05:49:59+00")]
    public void A_time_that_is_written_otherwise_is_none(string text) =>
        Assert.Throws<JsonException>(() => Read($"\"{text}\"", JsonRead.DateTimeBasicOffset));

    [Fact]
    public void A_whole_number_may_be_written_with_a_fraction_of_zero_or_an_exponent()
    {
        Assert.Equal(1, Read("1.0", JsonRead.Int32));
        Assert.Equal(1000, Read("1e3", JsonRead.Int64));
        Assert.Equal(long.MinValue, Read("-9223372036854775808.00", JsonRead.Int64));
        Assert.Equal(ulong.MaxValue, Read("18446744073709551615.0", JsonRead.UInt64));
        AssertRefused("18446744073709551616.0", JsonRead.UInt64, "expected a whole number of 64 bits from 0");
        AssertRefused("2147483648.0", JsonRead.Int32, "expected a whole number of 32 bits");
        AssertRefused("9223372036854775808.0", JsonRead.Int64, "expected a whole number of 64 bits");
        AssertRefused("1e-400", JsonRead.Int64, "expected a whole number of 64 bits");
        AssertRefused("1.00000000000000000000000000000000001", JsonRead.Int64, "expected a whole number of 64 bits");
    }

    [Fact]
    public void Of_equal_names_in_a_map_the_last_wins() =>
        Assert.Equal(
            new Dictionary<string, int> { ["a"] = 3, ["b"] = 2 },
            Read("{\"a\":1,\"b\":2,\"a\":3}", (ref Utf8JsonReader reader) => JsonRead.Map(ref reader, JsonRead.Int32)));

    [Fact]
    public void A_value_of_another_type_or_out_of_range_is_refused_with_what_was_expected()
    {
        AssertRefused("1", JsonRead.String, "expected a text, found a number");
        AssertRefused("\"true\"", JsonRead.Boolean, "expected true or false, found a text");
        AssertRefused("2147483648", JsonRead.Int32, "expected a whole number of 32 bits");
        AssertRefused("1.5", JsonRead.Int64, "expected a whole number of 64 bits");
        AssertRefused("-1", JsonRead.UInt64, "expected a whole number of 64 bits from 0");
        AssertRefused("\"1\"", JsonRead.Double, "expected a number, found a text");
        AssertRefused("1e99", JsonRead.Decimal, "expected a decimal number");
        AssertRefused("\"no\"", JsonRead.Guid, "expected a UUID");
        AssertRefused("\"tomorrow\"", JsonRead.DateTimeOffset, "expected a date and time");
        AssertRefused("\"2025-02-30\"", JsonRead.DateOnly, "expected a date");
        AssertRefused("253402300800000", JsonRead.UnixMilliseconds, "expected a Unix time in milliseconds");
        AssertRefused("\"*\"", JsonRead.Base64, "expected base64 text");
        AssertRefused("{}", (ref Utf8JsonReader reader) => JsonRead.List(ref reader, JsonRead.Int32), "expected an array, found an object");
        AssertRefused("null", (ref Utf8JsonReader reader) => JsonRead.Map(ref reader, JsonRead.Int32), "expected an object, found null");
    }

    private static T Read<T>(string json, JsonReadFunction<T> read)
    {
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
        Assert.True(reader.Read());
        var value = read(ref reader);
        Assert.Equal(Encoding.UTF8.GetByteCount(json), reader.BytesConsumed);
        return value;
    }

    private static void AssertRefused<T>(string json, JsonReadFunction<T> read, string message) =>
        Assert.StartsWith(message, Assert.Throws<JsonException>(() => Read(json, read)).Message, StringComparison.Ordinal);
}
