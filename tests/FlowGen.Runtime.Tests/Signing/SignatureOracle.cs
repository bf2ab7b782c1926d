using System.Security.Cryptography;
using System.Text;
using FlowGen.Runtime.Tests.Servers;

namespace FlowGen.Runtime.Tests.Signing;

/// <summary>
/// Computes the V3 signature of a request as it came over the wire, from the provider's description and without a line of the signer's code.
/// </summary>
internal static class SignatureOracle
{
    public static string CanonicalRequest(ReceivedRequest request, params string[] signedHeaders)
    {
        var parameters = request.Query.Length == 0
            ? []
            : request.Query.Split('&').Select(parameter => parameter.Split('=', 2)).Select(pair => (Name: Decode(pair[0]), Value: Decode(pair.ElementAtOrDefault(1) ?? ""))).ToList();
        var query = string.Join('&', parameters
            .Select((parameter, index) => (parameter.Name, parameter.Value, Index: index))
            .OrderBy(parameter => parameter.Name, StringComparer.Ordinal)
            .ThenBy(parameter => parameter.Index)
            .Select(parameter => Encode(parameter.Name) + "=" + Encode(parameter.Value)));
        var path = string.Join('/', request.Path.Split('/').Select(segment => Encode(Decode(segment))));
        var lines = new List<string> { request.Method, path, query };
        lines.AddRange(signedHeaders.Select(name => $"{name}:{request.Headers[name].Trim()}"));
        lines.Add("");
        lines.Add(string.Join(';', signedHeaders));
        lines.Add(Hex(SHA256.HashData(request.Body)));
        return string.Join('\n', lines);
    }

    public static string Authorization(ReceivedRequest request, string accessKeyId, string accessKeySecret, params string[] signedHeaders)
    {
        var toSign = "ACS3-HMAC-SHA256\n" + Hex(SHA256.HashData(Encoding.UTF8.GetBytes(CanonicalRequest(request, signedHeaders))));
        using var hmac = new HMACSHA256(Encoding.UTF8.GetBytes(accessKeySecret));
        var signature = Hex(hmac.ComputeHash(Encoding.UTF8.GetBytes(toSign)));
        return $"ACS3-HMAC-SHA256 Credential={accessKeyId},SignedHeaders={string.Join(';', signedHeaders)},Signature={signature}";
    }

    private static string Hex(byte[] bytes) => string.Concat(bytes.Select(octet => octet.ToString("x2", System.Globalization.CultureInfo.InvariantCulture)));

    private static byte[] Decode(ReadOnlySpan<char> text, List<byte> octets)
    {
        for (var index = 0; index < text.Length; index++)
        {
            if (text[index] == '%')
            {
                octets.Add(Convert.ToByte(text.Slice(index + 1, 2).ToString(), 16));
                index += 2;
            }
            else
            {
                octets.Add(checked((byte)text[index]));
            }
        }

        return [.. octets];
    }

    private static string Decode(string text) => Encoding.UTF8.GetString(Decode(text, []));

    private static string Encode(string text)
    {
        const string Unreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~";
        return string.Concat(Encoding.UTF8.GetBytes(text).Select(octet => Unreserved.Contains((char)octet, StringComparison.Ordinal) ? ((char)octet).ToString() : "%" + octet.ToString("X2", System.Globalization.CultureInfo.InvariantCulture)));
    }
}
