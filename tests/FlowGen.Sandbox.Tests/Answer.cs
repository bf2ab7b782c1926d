using System.Net.Http.Headers;
using System.Text.Json;

namespace FlowGen.Sandbox.Tests;

/// <summary>What came back for a request.</summary>
internal sealed record Answer(int Status, string Text, HttpResponseHeaders Headers)
{
    private const string CodeMember = "Code";

    public JsonElement Json { get; } = Text.StartsWith('{') ? JsonElement.Parse(Text) : default;

    /// <summary>CAMS' code.</summary>
    public string? Code => Json.GetProperty(CodeMember).GetString();

    /// <summary>8x8's code.</summary>
    public int Number => Json.GetProperty("code").GetInt32();

    public static async Task<Answer> ToAsync(HttpRequestMessage request)
    {
        using HttpClient client = new();
        using HttpResponseMessage response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        return new((int)response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), response.Headers);
    }

    public static Task<Answer> ToAsync(CamsCall call) => ToAsync(call.Sign());

    public static Task<Answer> ToAsync(string address) => ToAsync(new HttpRequestMessage(HttpMethod.Get, address));
}
