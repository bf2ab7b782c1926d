using FlowGen.Sandbox.Cams;
using FlowGen.Sandbox.EightByEight;
using FlowGen.Sandbox.Flows;
using FlowGen.Sandbox.Serving;
using FlowGen.Sandbox.Spec;

namespace FlowGen.Sandbox;

/// <summary>
/// Alibaba Cloud CAMS and 8x8 Chat Apps on loopback, as far as FlowGen's schema files describe them. Signatures, keys, quotas and parameters are
/// checked as the vendors say; every answer is checked against the spec before it is sent.
/// </summary>
public sealed class FlowSandbox : IAsyncDisposable
{
    private readonly SandboxServer _server;
    private readonly RequestLog _log;
    private readonly FlowStore _store;
    private readonly AcsAccount _camsAccount;
    private readonly EightByEightAccount _eightByEightAccount;

    private FlowSandbox(SandboxServer server, RequestLog log, SandboxFaults faults, AcsAccount camsAccount, EightByEightAccount eightByEightAccount, FlowStore store)
    {
        Faults = faults;
        _server = server;
        _log = log;
        _camsAccount = camsAccount;
        _eightByEightAccount = eightByEightAccount;
        _store = store;
    }

    /// <summary>Where CAMS is served.</summary>
    public Uri CamsEndpoint => _server.Address;

    /// <summary>Where 8x8 is served.</summary>
    public Uri EightByEightEndpoint => _server.Address;

    /// <summary>The id of the CAMS account's access key.</summary>
    public string AccessKeyId => _camsAccount.AccessKeyId;

    /// <summary>The secret of the CAMS account's access key.</summary>
    public string AccessKeySecret => _camsAccount.AccessKeySecret;

    /// <summary>The STS token that a call has to bring; <see langword="null"/> when the key is a lasting one.</summary>
    public string? SecurityToken => _camsAccount.SecurityToken;

    /// <summary>The token that stands for a signature; <see langword="null"/> when every call has to be signed.</summary>
    public string? BearerToken => _camsAccount.BearerToken;

    /// <summary>The id of the CAMS account's space.</summary>
    public string CustSpaceId => _camsAccount.CustSpaceId;

    /// <summary>The key of the 8x8 account.</summary>
    public string ApiKey => _eightByEightAccount.ApiKey;

    /// <summary>The id of the 8x8 account: a GUID.</summary>
    public string AccountId => _eightByEightAccount.AccountId;

    /// <summary>The id of the 8x8 account's WhatsApp channel.</summary>
    public string ChannelId => _eightByEightAccount.ChannelId;

    /// <summary>The flows of both providers as they are now, oldest first.</summary>
    public IReadOnlyList<SandboxFlow> Flows => _store.Snapshot();

    /// <summary>
    /// The latest requests, oldest first, as they stand now; at most 10,000. A request is in the list before its caller has the answer.
    /// </summary>
    public IReadOnlyList<SandboxRequest> Requests => _log.Snapshot();

    /// <summary>How many requests the sandbox has begun to answer and not written down yet, for example because a fault delays them.</summary>
    public int RequestsUnderWay => _log.UnderWay;

    /// <summary>What goes wrong on request.</summary>
    public SandboxFaults Faults { get; }

    /// <summary>Empties <see cref="Requests"/>.</summary>
    public void ClearRequests() => _log.Clear();

    /// <summary>Starts a sandbox. It serves until it is disposed.</summary>
    /// <param name="options">What it starts with; left out, everything is made up.</param>
    /// <param name="cancellationToken">Gives up the start.</param>
    /// <exception cref="ArgumentException">An option is not as it should be.</exception>
    /// <exception cref="IOException">The port is in use.</exception>
    public static async Task<FlowSandbox> StartAsync(FlowSandboxOptions? options = null, CancellationToken cancellationToken = default)
    {
        options ??= new();
        if (options.Port is < 0 or > ushort.MaxValue)
        {
            throw new ArgumentException($"A port is between 0 and {ushort.MaxValue}; {options.Port} is none.");
        }

        ShippedSpecs specs = await ShippedSpecs.LoadAsync(cancellationToken).ConfigureAwait(false);
        AcsAccount camsAccount = new(
            Token(options.AccessKeyId, nameof(options.AccessKeyId), ',') ?? SandboxCredentials.AccessKeyId(),
            Text(options.AccessKeySecret, nameof(options.AccessKeySecret)) ?? SandboxCredentials.AccessKeySecret(),
            Token(options.SecurityToken, nameof(options.SecurityToken)),
            Token(options.BearerToken, nameof(options.BearerToken)),
            Text(options.CustSpaceId, nameof(options.CustSpaceId)) ?? SandboxCredentials.CustSpaceId());
        EightByEightAccount eightByEightAccount = new(
            Token(options.ApiKey, nameof(options.ApiKey)) ?? SandboxCredentials.ApiKey(),
            AccountIdText(specs.EightByEight, options.AccountId) ?? SandboxCredentials.Id(),
            Text(options.ChannelId, nameof(options.ChannelId)) ?? SandboxCredentials.Id());
        IReadOnlyList<SandboxFlow> flows = [.. options.Flows ?? SeedFlows.Create(specs)];
        FlowStore store = new(flows, [specs.Cams.Provider, specs.EightByEight.Provider]);

        SandboxFaults faults = new(specs);
        foreach (FaultRule rule in options.Faults)
        {
            faults.Add(rule);
        }

        RequestLog log = new(new([camsAccount.AccessKeySecret, camsAccount.SecurityToken, camsAccount.BearerToken, eightByEightAccount.ApiKey]), options.TimeProvider);
        SandboxServer server = await SandboxServer.StartAsync(
            options.Port,
            address => new SandboxRouter(
                specs,
                new(new CamsEndpoint(specs.Cams, camsAccount, store, address, new(specs.Cams, options.Quota, options.TimeProvider), options.TimeProvider), faults, options.TimeProvider),
                new(new EightByEightEndpoint(specs.EightByEight, eightByEightAccount, store, address, new(specs.EightByEight, options.Quota, options.TimeProvider), options.TimeProvider), faults, options.TimeProvider),
                new(store, options.TimeProvider),
                new(faults, log),
                log,
                options.TimeProvider).AnswerAsync,
            options.TimeProvider,
            cancellationToken).ConfigureAwait(false);
        return new(server, log, faults, camsAccount, eightByEightAccount, store);
    }

    /// <summary>Stops serving. Requests that are being answered have a second to end.</summary>
    public ValueTask DisposeAsync() => _server.DisposeAsync();

    // What travels in a header, where a space or a comma would end it.
    private static string? Token(string? value, string name, params ReadOnlySpan<char> forbidden)
    {
        if (value is not null && (value.Length == 0 || value.Any(character => character is <= ' ' or > '~') || value.AsSpan().ContainsAny(forbidden)))
        {
            throw new ArgumentException($"{name} has to be printable ASCII without spaces{(forbidden.IsEmpty ? "" : $" and '{forbidden}'")}, and not empty.");
        }

        return value;
    }

    private static string? Text(string? value, string name) =>
        value is "" ? throw new ArgumentException($"{name} is empty.") : value;

    // The spec says how an account id is written; an account that no request could name would be of no use.
    private static string? AccountIdText(ApiSpec spec, string? value)
    {
        SpecSchema? schema = spec.Operations.SelectMany(operation => operation.Parameters).FirstOrDefault(parameter => parameter.Name == "accountId")?.Schema;
        IReadOnlyList<SchemaViolation> violations = value is null ? [] : schema?.ValidateText(value) ?? [];
        return violations.Count == 0 ? value : throw new ArgumentException($"AccountId '{value}' does not fit: {string.Join(", ", violations)}.");
    }
}
