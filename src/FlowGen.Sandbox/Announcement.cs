using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace FlowGen.Sandbox;

/// <summary>The line by which a program in any language learns where the sandbox is and how to call it.</summary>
internal static class Announcement
{
    private static readonly JsonWriterOptions OneLine = new() { Indented = false, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Write(FlowSandbox sandbox)
    {
        ArrayBufferWriter<byte> line = new();
        using (Utf8JsonWriter json = new(line, OneLine))
        {
            json.WriteStartObject();
            json.WriteString("cams", sandbox.CamsEndpoint.GetLeftPart(UriPartial.Authority));
            json.WriteString("eightByEight", sandbox.EightByEightEndpoint.GetLeftPart(UriPartial.Authority));
            json.WriteString("accessKeyId", sandbox.AccessKeyId);
            json.WriteString("accessKeySecret", sandbox.AccessKeySecret);
            if (sandbox.SecurityToken is { } token)
            {
                json.WriteString("securityToken", token);
            }

            if (sandbox.BearerToken is { } bearerToken)
            {
                json.WriteString("bearerToken", bearerToken);
            }

            json.WriteString("apiKey", sandbox.ApiKey);
            json.WriteString("accountId", sandbox.AccountId);
            json.WriteString("channelId", sandbox.ChannelId);
            json.WriteString("custSpaceId", sandbox.CustSpaceId);
            json.WriteStartArray("flows");
            foreach (SandboxFlow flow in sandbox.Flows)
            {
                json.WriteStartObject();
                json.WriteString("provider", flow.Provider);
                json.WriteString("id", flow.Id);
                json.WriteString("status", flow.Status);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(line.WrittenSpan);
    }
}
