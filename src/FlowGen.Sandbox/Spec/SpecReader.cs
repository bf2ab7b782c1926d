using System.Text.Json.Nodes;

namespace FlowGen.Sandbox.Spec;

/// <summary>Reads a schema file into an <see cref="ApiSpec"/>.</summary>
internal static class SpecReader
{
    private static readonly string[] Methods = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

    /// <exception cref="SpecException">The document lacks something that the sandbox cannot do without.</exception>
    public static async Task<ApiSpec> ReadAsync(string json, CancellationToken cancellationToken = default)
    {
        SpecNode root = SpecNode.Parse(json);
        List<SpecOperation> operations = [];
        foreach ((string path, SpecNode item) in root.RequiredMember("paths").Members())
        {
            foreach (string method in Methods)
            {
                if (item.Member(method) is { } operation)
                {
                    operations.Add(await ReadOperationAsync(path, method, item, operation, cancellationToken).ConfigureAwait(false));
                }
            }
        }

        return new()
        {
            Provider = RequiredText(root.RequiredMember("x-flowgen-client"), "provider"),
            Protocol = ReadProtocol(root.Member("x-flowgen-protocol")),
            Envelope = root.Member("x-flowgen-envelope") is { } envelope ? ReadEnvelope(envelope) : null,
            ErrorBody = ReadErrorBody(root.Member("x-flowgen-error-body")),
            RateLimits = ReadRateLimits(root.Member("x-flowgen-rate-limits")),
            RetryAfter = [.. Items(root, "x-flowgen-retry-after").Select(header => new SpecRetryAfter(RequiredText(header, "header"), RequiredText(header, "format")))],
            Errors = [.. Items(root, "x-flowgen-errors").Select(ReadError)],
            Operations = operations,
        };
    }

    private static async Task<SpecOperation> ReadOperationAsync(
        string path, string method, SpecNode item, SpecNode operation, CancellationToken cancellationToken)
    {
        // An operation's own parameter replaces the path's of the same name and place (OpenAPI 3.0, "Path Item Object").
        Dictionary<(string Name, string In), SpecParameter> parameters = [];
        foreach (SpecNode parameter in Items(item, "parameters").Concat(Items(operation, "parameters")))
        {
            string name = RequiredText(parameter, "name");
            string place = RequiredText(parameter, "in");
            SpecNode? content = parameter.Member("content")?.Member("application/json");
            SpecSchema schema = await SpecSchema.CompileAsync((content ?? parameter).RequiredMember("schema"), cancellationToken).ConfigureAwait(false);
            parameters[(name, place)] = new(name, place, parameter.Flag("required"), schema, content is not null);
        }

        SpecNode? success = null;
        bool isSuccessDescribed = false;
        Dictionary<string, SpecSchema> failures = new(StringComparer.Ordinal);
        foreach ((string status, SpecNode response) in operation.RequiredMember("responses").Members())
        {
            isSuccessDescribed |= status.StartsWith('2');
            if (response.Member("content")?.Member("application/json") is not { } content)
            {
                continue;
            }

            if (status.StartsWith('2'))
            {
                success ??= content;
            }
            else
            {
                failures[status] = await SpecSchema.CompileAsync(content.RequiredMember("schema"), cancellationToken).ConfigureAwait(false);
            }
        }

        if (!isSuccessDescribed)
        {
            throw operation.Fault("no answer for a success is described.");
        }

        SpecNode? body = operation.Member("requestBody")?.Member("content")?.Member("application/json");
        return new()
        {
            Id = RequiredText(operation, "operationId"),
            Method = method.ToUpperInvariant(),
            Path = path,
            Parameters = [.. parameters.Values],
            RateLimit = operation.Text("x-flowgen-rate-limit"),
            ErrorCodes = [.. Items(operation, "x-flowgen-errors").Select(code => code.AsText())],
            RequiredStatuses = [.. operation.Member("x-flowgen-requires") is { } requirement ? Items(requirement, "status").Select(status => status.AsText()) : []],
            Paging = operation.Member("x-flowgen-paging") is { } paging ? ReadPaging(paging) : null,
            Envelope = operation.Member("x-flowgen-envelope") is { } envelope ? ReadEnvelope(envelope) : null,
            Body = await CompileAsync(body, cancellationToken).ConfigureAwait(false),
            Success = await CompileAsync(success, cancellationToken).ConfigureAwait(false),
            SuccessExample = (success?.Member("example") ?? success?.Member("examples")?.Members().FirstOrDefault().Value?.Member("value"))?.Value as JsonObject,
            Failures = failures,
        };
    }

    private static async Task<SpecSchema?> CompileAsync(SpecNode? content, CancellationToken cancellationToken) =>
        content is null ? null : await SpecSchema.CompileAsync(content.RequiredMember("schema"), cancellationToken).ConfigureAwait(false);

    private static SpecPaging ReadPaging(SpecNode paging) => new(
        paging.Text("parameter"),
        RequiredText(paging, "index"),
        RequiredText(paging, "size"),
        paging.Number("first") ?? throw paging.Fault("'first' is missing."),
        paging.Number("defaultSize") ?? throw paging.Fault("'defaultSize' is missing."));

    private static SpecProtocol ReadProtocol(SpecNode? protocol) =>
        new(protocol?.Text("path"), protocol?.Text("version"));

    private static SpecEnvelope ReadEnvelope(SpecNode envelope) => new(
        RequiredText(envelope, "code"),
        envelope.Text("message"),
        envelope.Text("requestId"),
        envelope.Text("payload"),
        envelope.Text("flag"),
        Items(envelope, "success").FirstOrDefault()?.AsText() ?? throw envelope.Fault("'success' names no code."),
        Items(envelope, "absent").FirstOrDefault()?.AsText());

    private static SpecErrorBody ReadErrorBody(SpecNode? body) =>
        new(body?.Text("code") ?? "code", body?.Text("message") ?? "message", body?.Text("requestId") ?? "requestId");

    private static Dictionary<string, SpecRateLimit> ReadRateLimits(SpecNode? limits)
    {
        Dictionary<string, SpecRateLimit> read = new(StringComparer.Ordinal);
        foreach ((string name, SpecNode limit) in limits?.Members() ?? [])
        {
            int permits = limit.Number("permits") is int given and > 0 ? given : throw limit.Fault("'permits' has to be at least 1.");
            int window = limit.Number("windowMilliseconds") is int length and > 0 ? length : throw limit.Fault("'windowMilliseconds' has to be at least 1.");
            read.Add(name, new(permits, TimeSpan.FromMilliseconds(window)));
        }

        return read;
    }

    private static SpecError ReadError(SpecNode row) => new(
        row.Text("code"), row.Number("status"), row.Text("category") ?? "unknown", row.Text("message"));

    private static IEnumerable<SpecNode> Items(SpecNode node, string name) => node.Member(name)?.Items() ?? [];

    private static string RequiredText(SpecNode node, string name) => node.Text(name) ?? throw node.Fault($"'{name}' is missing.");
}
