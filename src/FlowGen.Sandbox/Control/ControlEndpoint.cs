using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using FlowGen.Sandbox.Serving;
using Microsoft.AspNetCore.Http;

namespace FlowGen.Sandbox.Control;

/// <summary>The sandbox itself, for programs that are not in its process: asks for faults, and tells what was asked.</summary>
internal sealed class ControlEndpoint(SandboxFaults faults, RequestLog log)
{
    /// <summary>What the paths of the sandbox itself begin with. No provider has such a path.</summary>
    public const string Root = "/_sandbox/";

    private const string FaultsPath = Root + "faults";
    private const string RequestsPath = Root + "requests";
    private const string Name = "sandbox";
    private const int LargestRule = 64 * 1024;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
    };

    public async Task<SandboxAnswer> AnswerAsync(ReceivedRequest request)
    {
        switch (request.Method, request.Path)
        {
            case ("GET", FaultsPath):
                return Answer(StatusCodes.Status200OK, FaultText.Write(faults.Rules));
            case ("POST", FaultsPath):
                return await AddAsync(request).ConfigureAwait(false);
            case ("DELETE", FaultsPath):
                faults.Clear();
                return Answer(StatusCodes.Status200OK, FaultText.Write(faults.Rules));
            case ("GET", RequestsPath):
                return Answer(StatusCodes.Status200OK, JsonSerializer.Serialize(log.Snapshot(), Json));
            case ("DELETE", RequestsPath):
                log.Clear();
                return Answer(StatusCodes.Status200OK, "[]");
            default:
                return Refuse(StatusCodes.Status404NotFound, $"{FaultsPath} takes GET, POST and DELETE, and {RequestsPath} takes GET and DELETE.");
        }
    }

    private async Task<SandboxAnswer> AddAsync(ReceivedRequest request)
    {
        // A web page that a browser on this computer shows cannot send this type to another site without asking, and nobody here says yes.
        if (!request.Header("Content-Type").ToString().StartsWith("application/json", StringComparison.OrdinalIgnoreCase))
        {
            return Refuse(StatusCodes.Status415UnsupportedMediaType, "A fault has to be sent as application/json.");
        }

        try
        {
            return Answer(StatusCodes.Status200OK, FaultText.Write([faults.Add(FaultText.Read(await request.ReadBodyAsync(LargestRule).ConfigureAwait(false)))]));
        }
        catch (Exception exception) when (exception is ArgumentException or BadHttpRequestException)
        {
            return Refuse(StatusCodes.Status400BadRequest, exception.Message);
        }
    }

    private static SandboxAnswer Answer(int status, string body) => new() { Status = status, Body = body, Provider = Name, Operation = null };

    private static SandboxAnswer Refuse(int status, string message) => Answer(status, JsonSerializer.Serialize(new { error = message }, Json));
}
