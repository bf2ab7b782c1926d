using System.Net;
using FlowGen.Sandbox.Serving;

namespace FlowGen.Sandbox.Flows;

/// <summary>Serves what answers link to: the JSON of a flow, and a page that shows it.</summary>
internal sealed class FlowDocumentEndpoint(FlowStore flows, TimeProvider time)
{
    private const int Found = 200;
    private const int NotFound = 404;
    private const int MethodNotAllowed = 405;

    /// <summary>Answers a request below <see cref="FlowLinks.Assets"/> or <see cref="FlowLinks.Previews"/>.</summary>
    public SandboxAnswer Answer(ReceivedRequest request)
    {
        bool isAsset = request.Path.StartsWith(FlowLinks.Assets, StringComparison.Ordinal);
        string operation = isAsset ? "asset" : "preview";
        string[] steps = request.Path[(isAsset ? FlowLinks.Assets : FlowLinks.Previews).Length..].Split('/');
        if (steps.Length != 2
            || (isAsset && !steps[1].EndsWith(FlowLinks.AssetExtension, StringComparison.Ordinal))
            || !PercentEncoding.TryDecode(steps[0], out string? provider)
            || !PercentEncoding.TryDecode(isAsset ? steps[1].AsSpan(0, steps[1].Length - FlowLinks.AssetExtension.Length) : steps[1], out string? id)
            || !flows.TryFind(provider, id, out StoredFlow? flow))
        {
            return Plain(NotFound, "", operation, "There is no such flow.");
        }

        if (isAsset ? flow.Document is null : flow.Preview?.Opens(Token(request), time.GetUtcNow()) != true)
        {
            return Plain(NotFound, provider, operation, isAsset ? "The flow has no JSON here." : "The link is none of the flow's, or no more.");
        }

        if (request.Method != "GET")
        {
            return Plain(MethodNotAllowed, provider, operation, "Only GET is served here.", KeyValuePair.Create("Allow", "GET"));
        }

        return new()
        {
            Status = Found,
            ContentType = isAsset ? "application/json" : "text/html;charset=utf-8",
            Body = isAsset ? flow.Flow.Json : Page(flow.Flow),
            Provider = provider,
            Operation = operation,
        };
    }

    private static string? Token(ReceivedRequest request) =>
        QueryParameter.TryParseAll(request.Query, out List<QueryParameter> parameters, out _)
            ? parameters.Find(parameter => parameter.Name == FlowLinks.PreviewToken)?.Value
            : null;

    private static string Page(SandboxFlow flow) =>
        $"""
        <!DOCTYPE html>
        <html lang="en">
        <head><meta charset="utf-8"><title>{WebUtility.HtmlEncode(flow.Name)}</title></head>
        <body>
        <h1>{WebUtility.HtmlEncode(flow.Name)}</h1>
        <p>{WebUtility.HtmlEncode(flow.Status)}, {WebUtility.HtmlEncode(flow.Provider)}, {WebUtility.HtmlEncode(flow.Id)}</p>
        <pre>{WebUtility.HtmlEncode(flow.Json)}</pre>
        </body>
        </html>

        """;

    private static SandboxAnswer Plain(int status, string provider, string operation, string text, params KeyValuePair<string, string>[] headers) => new()
    {
        Status = status,
        ContentType = "text/plain;charset=utf-8",
        Body = text + "\n",
        Headers = headers,
        Provider = provider,
        Operation = operation,
        Detail = text,
    };
}
