using System.Globalization;
using FlowGen.Http;

namespace FlowGen.Runtime.Tests.Http;

public sealed class ArgumentTests
{
    [Fact]
    public void Lengths_count_characters_and_not_UTF_16_units()
    {
        ArgumentRules.Length("p", "😀😀", 2, 2);

        Assert.Equal("p", Assert.Throws<ArgumentException>(() => ArgumentRules.Length("p", "😀😀😀", 2, 2)).ParamName);
        Assert.Contains("at least 1", Assert.Throws<ArgumentException>(() => ArgumentRules.Length("p", "", 1, int.MaxValue)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Patterns_ranges_and_counts_are_checked_by_name()
    {
        Assert.Equal("p", Assert.Throws<ArgumentException>(() => ArgumentRules.Matches("p", "x", ArgumentRules.Pattern("^[0-9]+$"))).ParamName);
        Assert.Equal("p", Assert.Throws<ArgumentOutOfRangeException>(() => ArgumentRules.Range("p", 1001, 1, 1000)).ParamName);
        Assert.Equal("p", Assert.Throws<ArgumentException>(() => ArgumentRules.Count("p", Array.Empty<int>(), 1, int.MaxValue)).ParamName);
        ArgumentRules.Range("p", 1000, 1, 1000);
        ArgumentRules.Count("p", [1], 1, 1);
        ArgumentRules.Matches("p", "42", ArgumentRules.Pattern("^[0-9]+$"));
    }

    [Fact]
    public void The_members_of_a_body_are_counted_but_not_those_inside_them()
    {
        var builder = new ApiRequestBuilder();
        builder.SetJsonBody(new { }, static (writer, _) =>
        {
            writer.WriteStartObject();
            writer.WritePropertyName("a");
            writer.WriteStartObject();
            writer.WriteNumber("b"u8, 1L);
            writer.WriteEndObject();
            writer.WriteNull("c"u8);
            writer.WriteEndObject();
        });

        builder.RequireBodyMembers("Body", 2);

        var exception = Assert.Throws<ArgumentException>(() => builder.RequireBodyMembers("Body", 3));
        Assert.Equal("Body", exception.ParamName);
        Assert.Contains("at least 3", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "2025-12-13T05:49:59+0000")]
    [InlineData(-450, "2025-12-13T05:49:59-0730")]
    public void A_basic_offset_is_written_without_a_colon(int minutes, string expected) =>
        Assert.Equal(expected, WireText.BasicOffset(new(2025, 12, 13, 5, 49, 59, TimeSpan.FromMinutes(minutes))));

    [Fact]
    public void Wire_texts_do_not_depend_on_the_culture()
    {
        var culture = CultureInfo.CurrentCulture;
        try
        {
            var odd = (CultureInfo)CultureInfo.InvariantCulture.Clone();
            odd.NumberFormat.NegativeSign = "~";
            odd.NumberFormat.NumberDecimalSeparator = ",";
            CultureInfo.CurrentCulture = odd;

            Assert.Equal(
                ["true", "-1", "-2", "18446744073709551615", "0.5", "1E+300", "-0.10", "2025-01-02", "2025-01-02T03:04:05+00:00", "1735787045000"],
                [
                    WireText.Of(true),
                    WireText.Of(-1),
                    WireText.Of(-2L),
                    WireText.Of(ulong.MaxValue),
                    WireText.Of(0.5f),
                    WireText.Of(1e300),
                    WireText.Of(-0.10m),
                    WireText.Of(new DateOnly(2025, 1, 2)),
                    WireText.Of(new DateTimeOffset(2025, 1, 2, 3, 4, 5, TimeSpan.Zero)),
                    WireText.UnixMilliseconds(new DateTimeOffset(2025, 1, 2, 3, 4, 5, TimeSpan.Zero)),
                ]);
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }
}
