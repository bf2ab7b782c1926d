using System.Text;
using FlowGen.Signing;

namespace FlowGen.Http;

/// <summary>Collects the fields of an <c>application/x-www-form-urlencoded</c> body (WHATWG URL, section 5).</summary>
internal sealed class FormBody
{
    internal const string MediaType = "application/x-www-form-urlencoded";

    private readonly StringBuilder _fields = new();

    internal void Add(string name, string encodedValue)
    {
        if (_fields.Length > 0)
        {
            _fields.Append('&');
        }

        _fields.Append(PercentEncoding.Encode(name)).Append('=').Append(encodedValue);
    }

    internal byte[] ToBytes() => Encoding.ASCII.GetBytes(_fields.ToString());
}
