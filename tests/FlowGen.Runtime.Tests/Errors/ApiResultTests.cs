using System.Net;

namespace FlowGen.Runtime.Tests.Errors;

public sealed class ApiResultTests
{
    private static readonly ApiError Error = new()
    {
        Category = ApiErrorCategory.Throttled,
        Code = "System.LimitControl",
        Message = "The system is under flow control.",
        RequestId = "R-1",
        HttpStatus = HttpStatusCode.BadRequest,
        Cause = new IOException("inner"),
    };

    [Fact]
    public void A_success_gives_its_value()
    {
        var result = ApiResult<string>.Success("value", "R-1", HttpStatusCode.OK);

        Assert.True(result.IsSuccess);
        Assert.Equal("value", result.EnsureSuccess());
        Assert.Equal(("R-1", HttpStatusCode.OK), (result.RequestId, result.HttpStatus));
        ApiResult.Success().EnsureSuccess();
    }

    [Fact]
    public void A_failure_throws_only_when_success_is_demanded_and_with_all_that_is_known()
    {
        var result = ApiResult<string>.Failure(Error);

        Assert.False(result.IsSuccess);
        Assert.Equal(("R-1", HttpStatusCode.BadRequest), (result.RequestId, result.HttpStatus));
        var exception = Assert.Throws<FlowApiException>(() => result.EnsureSuccess());
        Assert.Same(Error, exception.Error);
        Assert.Same(Error.Cause, exception.InnerException);
        Assert.Equal("Throttled (System.LimitControl): The system is under flow control. [request R-1]", exception.Message);
        Assert.Throws<FlowApiException>(ApiResult.Failure(Error).EnsureSuccess);
    }
}
