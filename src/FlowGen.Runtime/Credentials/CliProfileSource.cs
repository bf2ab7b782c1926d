using System.Text.Json;

namespace FlowGen.Credentials;

/// <summary>A profile that the vendor's command-line tool keeps in <c>~/.aliyun/config.json</c>.</summary>
internal sealed class CliProfileSource(AlibabaCredentialChainOptions options, CredentialHttp http) : IKeySource
{
    private const string DisabledVariable = "ALIBABA_CLOUD_CLI_PROFILE_DISABLED";

    private readonly string _file = Path.Combine(options.HomeFolder, ".aliyun", "config.json");

    public string Name => $"'{_file}'";

    public async ValueTask<FetchedKey> FetchAsync(CancellationToken cancellationToken)
    {
        if (options.IsSet(DisabledVariable))
        {
            throw new CredentialsUnavailableException($"{Name} is switched off by {DisabledVariable}");
        }

        var text = await SharedFile.ReadAsync("the chain", _file, cancellationToken).ConfigureAwait(false)
            ?? throw new CredentialsUnavailableException($"{Name} does not exist");
        IKeySource source;
        try
        {
            using var document = JsonDocument.Parse(text);
            var name = options.Profile ?? options.Variable(IniProfileSource.ProfileVariable) ?? Text(document.RootElement, "current");
            source = SourceOf(document.RootElement, name, []);
        }
        catch (JsonException)
        {
            // The exception could quote the file.
            throw new CredentialsUnavailableException($"{Name} is no JSON");
        }

        return await source.FetchAsync(cancellationToken).ConfigureAwait(false);
    }

    private IKeySource SourceOf(JsonElement root, string? name, List<string> users)
    {
        if (name is null || Find(root, name) is not { } profile)
        {
            throw new CredentialsUnavailableException($"{Name} has no profile '{name}'");
        }

        if (users.Contains(name))
        {
            throw new CredentialsUnavailableException($"{Name} has profiles whose source is each other: {string.Join(", ", users)}");
        }

        users.Add(name);
        var mode = Text(profile, "mode");
        return mode?.ToUpperInvariant() switch
        {
            "AK" => FixedKeySource.From($"the profile '{name}'", Text(profile, "access_key_id"), Text(profile, "access_key_secret")),
            "STSTOKEN" => FixedKeySource.From($"the profile '{name}'", Text(profile, "access_key_id"), Text(profile, "access_key_secret"), Text(profile, "sts_token")),
            "ECSRAMROLE" => new EcsRamRoleSource(options, http, Text(profile, "ram_role_name")),
            "OIDC" => new OidcRoleSource(options, http, RoleOf(profile), Text(profile, "oidc_provider_arn"), Text(profile, "oidc_token_file")),
            "RAMROLEARN" => new AssumeRoleSource(
                options,
                http,
                RoleOf(profile),
                FixedKeySource.From($"the profile '{name}'", Text(profile, "access_key_id"), Text(profile, "access_key_secret"))),
            "CHAINABLERAMROLEARN" => new AssumeRoleSource(options, http, RoleOf(profile), SourceOf(root, Text(profile, "source_profile"), users)),
            "CREDENTIALSURI" => new CredentialsUriSource(options, http, Text(profile, "credentials_uri") ?? options.Variable(CredentialsUriSource.Variable) ?? ""),
            _ => throw new CredentialsUnavailableException($"{Name} has the profile '{name}' in the mode '{mode}', which is not supported"),
        };
    }

    private static AssumedRole RoleOf(JsonElement profile) => new()
    {
        Arn = Text(profile, "ram_role_arn"),
        SessionName = Text(profile, "ram_session_name"),
        DurationSeconds = profile.TryGetProperty("expired_seconds", out var seconds) && seconds.ValueKind == JsonValueKind.Number && seconds.TryGetInt32(out var number) ? number : null,
        Policy = Text(profile, "policy"),
        ExternalId = Text(profile, "external_id"),
        Region = Text(profile, "sts_region"),
        IsInVpc = profile.TryGetProperty("enable_vpc", out var isInVpc) && isInVpc.ValueKind is JsonValueKind.True or JsonValueKind.False ? isInVpc.GetBoolean() : null,
    };

    private static JsonElement? Find(JsonElement root, string name)
    {
        if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty("profiles", out var profiles) && profiles.ValueKind == JsonValueKind.Array)
        {
            foreach (var profile in profiles.EnumerateArray())
            {
                if (Text(profile, "name") == name)
                {
                    return profile;
                }
            }
        }

        return null;
    }

    private static string? Text(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text
            ? text
            : null;
}
