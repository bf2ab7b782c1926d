using FlowGen.Http;
using FlowGen.Runtime.Tests.Clocks;

namespace FlowGen.Runtime.Tests.Http;

public sealed class RetryAfterTests
{
    private const string Name = "x-wait";

    // It is 2025-01-02 03:04:05 UTC.
    private readonly ManualTimeProvider _clock = new();

    [Theory]
    [InlineData(RetryAfterFormat.SecondsOrDate, "120", 120_000)]
    [InlineData(RetryAfterFormat.SecondsOrDate, " 1 ", 1_000)]
    [InlineData(RetryAfterFormat.SecondsOrDate, "Thu, 02 Jan 2025 03:04:35 GMT", 30_000)]
    [InlineData(RetryAfterFormat.SecondsOrDate, "Thursday, 02-Jan-25 03:04:35 GMT", 30_000)]
    [InlineData(RetryAfterFormat.SecondsOrDate, "Thu Jan  2 03:04:35 2025", 30_000)]
    [InlineData(RetryAfterFormat.Milliseconds, "1500", 1_500)]
    [InlineData(RetryAfterFormat.AcsRateLimit, "Limit:1,Remain:0,TimeLeft:2000,Reset:1234", 2_000)]
    [InlineData(RetryAfterFormat.AcsRateLimit, "timeleft: 7", 7)]
    public void A_wait_is_read_in_its_format(RetryAfterFormat format, string value, int milliseconds) =>
        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), Read(format, value));

    [Theory]
    [InlineData(RetryAfterFormat.SecondsOrDate, "Thu, 02 Jan 2025 03:04:05 GMT")]
    [InlineData(RetryAfterFormat.SecondsOrDate, "Wed, 01 Jan 2025 00:00:00 GMT")]
    [InlineData(RetryAfterFormat.SecondsOrDate, "-5")]
    [InlineData(RetryAfterFormat.SecondsOrDate, "1.5")]
    [InlineData(RetryAfterFormat.SecondsOrDate, "soon")]
    [InlineData(RetryAfterFormat.Milliseconds, "0")]
    [InlineData(RetryAfterFormat.Milliseconds, "")]
    [InlineData(RetryAfterFormat.Milliseconds, "1e3")]
    [InlineData(RetryAfterFormat.Milliseconds, "١٢")]
    [InlineData(RetryAfterFormat.AcsRateLimit, "Limit:1,Remain:0")]
    [InlineData(RetryAfterFormat.AcsRateLimit, "TimeLeft:")]
    public void What_is_no_wait_is_ignored(RetryAfterFormat format, string value) => Assert.Null(Read(format, value));

    [Theory]
    [InlineData(RetryAfterFormat.SecondsOrDate, "99999999999999999999999999")]
    [InlineData(RetryAfterFormat.SecondsOrDate, "3601")]
    [InlineData(RetryAfterFormat.SecondsOrDate, "Fri, 31 Dec 9999 23:59:59 GMT")]
    [InlineData(RetryAfterFormat.Milliseconds, "9223372036854775807")]
    [InlineData(RetryAfterFormat.AcsRateLimit, "TimeLeft:9223372036854775808")]
    public void An_absurd_wait_is_taken_for_an_hour(RetryAfterFormat format, string value) =>
        Assert.Equal(TimeSpan.FromHours(1), Read(format, value));

    [Theory]
    [InlineData("Wed, 01 Jan 2020 00:00:00 GMT", "Wed, 01 Jan 2020 00:00:07 GMT", 7_000)]
    [InlineData("Thu, 01 Jan 2099 00:00:00 GMT", "Thu, 01 Jan 2099 00:00:07 GMT", 7_000)]
    [InlineData("yesterday", "Thu, 02 Jan 2025 03:04:12 GMT", 7_000)]
    [InlineData("Thu, 01 Jan 1970 00:00:00 GMT", "Fri, 31 Dec 9999 23:59:59 GMT", 3_600_000)]
    public void A_date_counts_from_the_servers_own_clock_where_it_shows_one(string serverDate, string value, int milliseconds)
    {
        using var response = new HttpResponseMessage();
        response.Headers.TryAddWithoutValidation("Date", serverDate);
        response.Headers.TryAddWithoutValidation(Name, value);

        var wait = RetryAfterReader.Read([new(Name, RetryAfterFormat.SecondsOrDate)], response.Headers, _clock);

        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), wait);
    }

    [Theory]
    [InlineData(400, "10", true)]
    [InlineData(503, " 10 ", true)]
    [InlineData(599, "99999999999999999999", true)]
    [InlineData(400, "0", false)]
    [InlineData(400, "-1", false)]
    [InlineData(400, "soon", false)]
    [InlineData(200, "10", false)]
    [InlineData(304, "10", false)]
    public void Alibabas_header_on_any_failure_says_that_it_is_for_the_quota(int status, string value, bool expected)
    {
        using var response = new HttpResponseMessage((System.Net.HttpStatusCode)status);
        response.Headers.TryAddWithoutValidation("X-Acs-Retry-After", value);

        Assert.Equal(expected, RetryAfterReader.SaysThrottled(response));
    }

    [Fact]
    public void Of_several_headers_the_largest_counts()
    {
        using var response = new HttpResponseMessage();
        response.Headers.TryAddWithoutValidation("a", ["100", "300"]);
        response.Headers.TryAddWithoutValidation("b", "TimeLeft:200");

        var wait = RetryAfterReader.Read(
            [new("A", RetryAfterFormat.Milliseconds), new("b", RetryAfterFormat.AcsRateLimit), new("c", RetryAfterFormat.Milliseconds)],
            response.Headers,
            _clock);

        Assert.Equal(TimeSpan.FromMilliseconds(300), wait);
    }

    [Fact]
    public void The_header_that_HTTP_has_counts_for_every_provider_in_seconds_unless_its_document_says_otherwise()
    {
        using var response = new HttpResponseMessage();
        response.Headers.TryAddWithoutValidation("Retry-After", "30");

        Assert.Equal(TimeSpan.FromSeconds(30), RetryAfterReader.Read([], response.Headers, _clock));
        Assert.Equal(TimeSpan.FromSeconds(30), RetryAfterReader.Read([new(Name, RetryAfterFormat.Milliseconds)], response.Headers, _clock));
        Assert.Equal(TimeSpan.FromMilliseconds(30), RetryAfterReader.Read([new("retry-after", RetryAfterFormat.Milliseconds)], response.Headers, _clock));
    }

    private TimeSpan? Read(RetryAfterFormat format, string value)
    {
        using var response = new HttpResponseMessage();
        response.Headers.TryAddWithoutValidation(Name, value);
        return RetryAfterReader.Read([new(Name, format)], response.Headers, _clock);
    }
}
