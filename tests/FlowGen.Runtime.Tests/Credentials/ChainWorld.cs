using System.Globalization;
using System.Net;
using System.Text.Json;
using FlowGen.Runtime.Tests.Clocks;

namespace FlowGen.Runtime.Tests.Credentials;

/// <summary>What a chain sees: an environment, a home folder, and servers that answer what the test says.</summary>
internal sealed class ChainWorld : HttpMessageHandler
{
    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("flowgen-credentials-");

    public Dictionary<string, string> Variables { get; } = [];

    public ManualTimeProvider Clock { get; } = new();

    public List<(string Method, string Address, string Body, Dictionary<string, string> Headers)> Requests { get; } = [];

    /// <summary>Answers a request by its method and address; <see langword="null"/> when nothing is there.</summary>
    public Func<string, string, HttpResponseMessage?> Answer { get; set; } = static (_, _) => null;

    public AlibabaCredentials Chain(string? profile = null) => AlibabaCredentials.FromDefaultChain(new()
    {
        Profile = profile,
        HttpHandler = this,
        TimeProvider = Clock,
        HomeFolder = _home.FullName,
        Variable = name => Variables.GetValueOrDefault(name),
    });

    public string Write(string path, string text)
    {
        var file = Path.Combine(_home.FullName, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
        return file;
    }

    /// <summary>A key as the metadata service and a credentials URI send it.</summary>
    public HttpResponseMessage Flat(string id, TimeSpan lifetime) => Json(new { Code = "Success", AccessKeyId = id, AccessKeySecret = "secret-of-" + id, SecurityToken = "token-of-" + id, Expiration = End(lifetime) });

    /// <summary>A key as STS sends it.</summary>
    public HttpResponseMessage Wrapped(string id, TimeSpan lifetime) => Json(new { RequestId = "R-1", Credentials = new { AccessKeyId = id, AccessKeySecret = "secret-of-" + id, SecurityToken = "token-of-" + id, Expiration = End(lifetime) } });

    public static HttpResponseMessage Text(string text, HttpStatusCode status = HttpStatusCode.OK) => new(status) { Content = new StringContent(text) };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        lock (Requests)
        {
            Requests.Add((request.Method.Method, request.RequestUri!.AbsoluteUri, body, request.Headers.NonValidated.ToDictionary(header => header.Key, header => header.Value.ToString())));
        }

        return Answer(request.Method.Method, request.RequestUri!.AbsoluteUri) ?? throw new HttpRequestException(HttpRequestError.ConnectionError, "Nothing is there.");
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        _home.Delete(recursive: true);
    }

    private static HttpResponseMessage Json(object value) => Text(JsonSerializer.Serialize(value));

    private string End(TimeSpan lifetime) => (Clock.GetUtcNow() + lifetime).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
