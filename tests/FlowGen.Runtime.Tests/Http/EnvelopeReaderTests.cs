using System.Text;
using FlowGen.Http;
using FlowGen.Json;

namespace FlowGen.Runtime.Tests.Http;

public sealed class EnvelopeReaderTests
{
    [Theory]
    [InlineData("""{"状态码":"OK","été":"R-1","data":7}""")]
    [InlineData("""{"\u72b6\u6001\u7801":"OK","\u00e9t\u00e9":"R-1","d\u0061ta":7}""")]
    public void Members_are_found_in_any_script_and_any_spelling(string body)
    {
        var envelope = new ResponseEnvelope { Code = "状态码", RequestId = "été", SuccessCodes = ["OK"] };

        var content = new EnvelopeReader<int>(envelope, "data", JsonRead.Int32).Read(Encoding.UTF8.GetBytes(body));

        Assert.Equal(("OK", "R-1", 7), (content.Code, content.RequestId, content.Payload));
    }

    [Theory]
    [InlineData("""{"code":"OK"}""")]
    [InlineData("""{"Cod":"OK"}""")]
    [InlineData("""{"Code2":"OK"}""")]
    [InlineData("""{"Cöde":"OK"}""")]
    public void A_name_that_is_only_like_it_is_another(string body)
    {
        var envelope = new ResponseEnvelope { Code = "Code", SuccessCodes = ["OK"] };

        var content = new EnvelopeReader<int>(envelope, "data", JsonRead.Int32).Read(Encoding.UTF8.GetBytes(body));

        Assert.Null(content.Code);
        Assert.Null(content.Fault);
    }
}
