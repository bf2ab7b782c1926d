using System.Security.Cryptography;
using System.Text;
using FlowGen.Sandbox.Serving;

namespace FlowGen.Sandbox.Cams;

/// <summary>
/// The text that a V3 signature covers, rebuilt from what was received.
/// https://help.aliyun.com/en/sdk/product-overview/v3-request-structure-and-signature
/// </summary>
internal static class AcsCanonicalRequest
{
    /// <summary>
    /// Writes the text. What came is decoded and encoded anew: the SDKs sign the one encoding that the description asks for, and leave what is
    /// sent to the HTTP library of their language.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <param name="parameters">The parameters of its query.</param>
    /// <param name="signedHeaders">The headers that the signature covers.</param>
    /// <param name="bodyHash">The hash of its body.</param>
    /// <param name="isEmptyValueBare">Whether a parameter without a value is written without an equals sign, as the SDK for Python does.</param>
    public static string Write(ReceivedRequest request, IEnumerable<QueryParameter> parameters, IReadOnlyList<string> signedHeaders, string bodyHash, bool isEmptyValueBare = false)
    {
        // A stable sort by the name as it reads decoded: parameters of the same name keep the order in which they came.
        IEnumerable<string> query = parameters
            .OrderBy(parameter => parameter.Name, StringComparer.Ordinal)
            .Select(parameter => isEmptyValueBare && parameter.Value.Length == 0 ? PercentEncoding.Encode(parameter.Name) : parameter.Canonical);
        StringBuilder text = new();
        text.Append(request.Method).Append('\n');
        text.Append(request.Path).Append('\n');
        text.AppendJoin('&', query).Append('\n');
        foreach (string name in signedHeaders)
        {
            text.Append(name).Append(':').Append(request.Header(name).ToString().Trim()).Append('\n');
        }

        text.Append('\n');
        text.AppendJoin(';', signedHeaders).Append('\n');
        text.Append(bodyHash);
        return text.ToString();
    }

    public static string StringToSign(string canonicalRequest) => $"{AcsHeaders.Algorithm}\n{Hash(Encoding.UTF8.GetBytes(canonicalRequest))}";

    public static string Sign(string stringToSign, string accessKeySecret) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(accessKeySecret), Encoding.UTF8.GetBytes(stringToSign)));

    public static string Hash(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
