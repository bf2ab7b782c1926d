using System.Net;
using FlowGen.Runtime.Tests.Servers;
using FlowGen.Runtime.Tests.TestClients;

namespace FlowGen.Runtime.Tests.Http;

/// <summary>An operation whose answers are not wrapped as those of its provider's other operations are.</summary>
public sealed class OwnEnvelopeTests
{
    [Theory]
    [InlineData("""{"Code":"OK","Success":true}""", "the code is text")]
    [InlineData("""{"Code":0,"Success":true}""", "the code is a number")]
    [InlineData("""{"Code":"0","Success":null}""", "the flag is null")]
    [InlineData("""{"Code":"OK"}""", "there is no flag")]
    [InlineData("""{"C\u006fde":"OK","\u0053uccess":true}""", "the names are escaped")]
    public async Task A_call_succeeds_although(string body, string reason)
    {
        var result = await SyncAsync(body);

        Assert.True(result.IsSuccess, $"{reason}: {result}");
    }

    [Theory]
    [InlineData("""{"Code":"OK","Success":false,"Message":"The space is locked.","RequestId":"R-1"}""", "The space is locked.")]
    [InlineData("""{"Success":false,"Code":0,"Message":"OK","RequestId":"R-1"}""", "The provider answered a 'Success' that is not true, and did not say why.")]
    [InlineData("""{"Code":0,"Success":{"no":[]},"Message":"None","RequestId":"R-1"}""", "The provider answered a 'Success' that is not true, and did not say why.")]
    public async Task A_flag_that_is_not_true_is_a_failure_whatever_the_code(string body, string message)
    {
        var result = await SyncAsync(body);

        Assert.False(result.IsSuccess);
        Assert.Equal(ApiErrorCategory.Unknown, result.Error.Category);
        Assert.Equal(message, result.Error.Message);
        Assert.Null(result.Error.Code);
        Assert.Equal("R-1", result.RequestId);
        Assert.Equal(body, result.Error.RawBody);
    }

    [Fact]
    public async Task A_code_that_means_no_success_counts_for_more_than_the_flag()
    {
        var result = await SyncAsync("""{"Code":"Busy","Success":true,"Message":"Later."}""");

        Assert.Equal(("Busy", ApiErrorCategory.Transient, "Later."), (result.Error!.Code, result.Error.Category, result.Error.Message));
    }

    [Fact]
    public async Task An_absent_message_is_the_operations_own()
    {
        var result = await SyncAsync("""{"Code":"Broken","Message":"None"}""", HttpStatusCode.BadRequest);

        Assert.Equal("The provider answered code Broken.", result.Error!.Message);
    }

    private static async Task<ApiResult> SyncAsync(string body, HttpStatusCode status = HttpStatusCode.OK)
    {
        using var http = new HttpClient(new InMemoryHandler(_ => InMemoryHandler.Answer(status, body)));
        var options = new FlowClientOptions { Endpoint = new("https://list.test.invalid"), MaxRetries = 0 };
        return await new ListingClient(http, options).SyncAsync(TestContext.Current.CancellationToken);
    }
}
