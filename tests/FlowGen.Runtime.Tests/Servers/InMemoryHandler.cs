using System.Net;
using System.Text;

namespace FlowGen.Runtime.Tests.Servers;

/// <summary>Answers at once, without a network, so that only the test's clock decides what waits.</summary>
internal sealed class InMemoryHandler(Func<int, HttpResponseMessage> answer) : HttpMessageHandler
{
    private int _requests;

    public InMemoryHandler(string body)
        : this(_ => Answer(HttpStatusCode.OK, body))
    {
    }

    public int Requests => Volatile.Read(ref _requests);

    public static HttpResponseMessage Answer(HttpStatusCode status, string body, params (string Name, string Value)[] headers)
    {
        var response = new HttpResponseMessage(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        foreach (var (name, value) in headers)
        {
            response.Headers.TryAddWithoutValidation(name, value);
        }

        return response;
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        Task.FromResult(answer(Interlocked.Increment(ref _requests)));
}
