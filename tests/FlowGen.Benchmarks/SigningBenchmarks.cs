using System.Security.Cryptography;
using System.Text;
using BenchmarkDotNet.Attributes;
using FlowGen.Signing;

namespace FlowGen.Benchmarks;

/// <summary>
/// One whole ACS3 signature of CAMS GetFlow: query escaping, date, nonce, canonical request, header text, and the headers put on the
/// message. The baseline hashes the same bytes and does nothing else.
/// </summary>
[InProcess]
[MemoryDiagnoser]
public class SigningBenchmarks
{
    private const string KeyId = "LTAI5tBenchmarkKeyId00";
    private const string Secret = "BenchmarkSecret0123456789abcde";
    private const string Host = "cams.ap-southeast-1.aliyuncs.com";

    private static readonly KeyValuePair<string, string>[] Query = [new("FlowId", "926753328126430001"), new("CustSpaceId", "cams-kei 0001/流")];

    private static readonly KeyValuePair<string, string>[] Headers = [new("host", Host), new("x-acs-action", "GetFlow"), new("x-acs-version", "2020-06-06")];

    private readonly Acs3HmacSha256Signer _signer = new(AlibabaCredentials.FromAccessKey(KeyId, Secret));
    private readonly Acs3SigningKey _key = new(new(KeyId, Secret));
    private readonly ServerClock _clock = new(TimeProvider.System);
    private readonly IncrementalHash _kept = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly IncrementalHash _keptKeyed = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(Secret));
    private readonly byte[] _secret = Encoding.UTF8.GetBytes(Secret);
    private readonly byte[] _digest = new byte[SHA256.HashSizeInBytes];
    private HttpRequestMessage _message = null!;
    private byte[] _body = [];
    private byte[] _canonical = [];
    private byte[] _toSign = [];

    /// <summary>Bytes in the body. CAMS has none; a form or JSON of other products has some.</summary>
    [Params(0, 256)]
    public int BodyLength { get; set; }

    [GlobalSetup]
    public void Setup()
    {
        _body = new byte[BodyLength];
        _message = new(HttpMethod.Post, $"https://{Host}/?{CanonicalQuery.Of(Query)}");
        _message.Headers.TryAddWithoutValidation("x-acs-action", "GetFlow");
        _message.Headers.TryAddWithoutValidation("x-acs-version", "2020-06-06");
        var plain = new PlainSignature(KeyId, Secret);
        plain.Sign("POST", "/", Query, Headers, _body);
        _canonical = Encoding.UTF8.GetBytes(plain.CanonicalRequest);
        _toSign = Encoding.UTF8.GetBytes(plain.TextToSign);
    }

    [Benchmark(Baseline = true)]
    public byte BareHashes()
    {
        SHA256.HashData(_body, _digest);
        SHA256.HashData(_canonical, _digest);
        HMACSHA256.HashData(_secret, _toSign, _digest);
        return _digest[0];
    }

    /// <summary>The same hashes, kept: what is left when nothing is composed.</summary>
    [Benchmark]
    public byte KeptHashes()
    {
        if (_body.Length > 0)
        {
            _kept.AppendData(_body);
            _kept.GetHashAndReset(_digest);
        }

        _kept.AppendData(_canonical);
        _kept.GetHashAndReset(_digest);
        _keptKeyed.AppendData(_toSign);
        _keptKeyed.GetHashAndReset(_digest);
        return _digest[0];
    }

    /// <summary>From the parameters to the header texts.</summary>
    [Benchmark]
    public string FlowGen()
    {
        var computation = _key.Rent();
        foreach (var (name, value) in Headers)
        {
            computation.AddHeader(name, value);
        }

        var texts = computation.Sign("POST", "/", CanonicalQuery.Of(Query), _clock.Date(), _body);
        _key.Return(computation);
        return texts.Authorization;
    }

    /// <summary>With the message, from which an earlier signature is taken off.</summary>
    [Benchmark]
    public string FlowGenMessage()
    {
        var query = CanonicalQuery.Of(Query);
        var signing = _signer.SignAsync(_message, _body, CancellationToken.None);
        if (!signing.IsCompletedSuccessfully)
        {
            throw new InvalidOperationException("A fixed key needs no waiting.");
        }

        return query;
    }

    [Benchmark]
    public string Plain() => new PlainSignature(KeyId, Secret)
        .Sign("POST", "/", Query, Headers, _body);
}
