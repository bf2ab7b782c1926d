using System.Text.Json;

namespace FlowGen.Credentials;

/// <summary>A profile that the vendor's command-line tool keeps in <c>~/.aliyun/config.json</c>.</summary>
internal sealed class CliProfileSource(AlibabaCredentialChainOptions options, CredentialHttp http) : IKeySource
{
    private const string DisabledVariable = "ALIBABA_CLOUD_CLI_PROFILE_DISABLED";

    // Of the year 9999.
    private const long LastSecond = 253402300800;

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
            var name = options.Profile ?? options.Variable(IniProfileSource.ProfileVariable) ?? JsonTexts.Of(document.RootElement, "current");
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
        var mode = JsonTexts.Of(profile, "mode");
        return mode?.ToUpperInvariant() switch
        {
            "AK" => FixedKeySource.From($"the profile '{name}'", JsonTexts.Of(profile, "access_key_id"), JsonTexts.Of(profile, "access_key_secret")),
            "STSTOKEN" => FixedKeySource.From($"the profile '{name}'", JsonTexts.Of(profile, "access_key_id"), JsonTexts.Of(profile, "access_key_secret"), JsonTexts.Of(profile, "sts_token")),
            "ECSRAMROLE" => new EcsRamRoleSource(options, http, JsonTexts.Of(profile, "ram_role_name")),
            "OIDC" => new OidcRoleSource(options, http, RoleOf(profile), JsonTexts.Of(profile, "oidc_provider_arn"), JsonTexts.Of(profile, "oidc_token_file")),
            "RAMROLEARN" => new AssumeRoleSource(
                options,
                http,
                RoleOf(profile),
                FixedKeySource.From($"the profile '{name}'", JsonTexts.Of(profile, "access_key_id"), JsonTexts.Of(profile, "access_key_secret"))),
            "CHAINABLERAMROLEARN" => new AssumeRoleSource(options, http, RoleOf(profile), SourceOf(root, JsonTexts.Of(profile, "source_profile"), users)),
            "CREDENTIALSURI" => new CredentialsUriSource(options, http, JsonTexts.Of(profile, "credentials_uri") ?? options.Variable(CredentialsUriSource.Variable) ?? ""),
            "CLOUDSSO" => new CloudSsoSource(options, http, LoginOf(name, profile)),
            "EXTERNAL" => new ExternalProgramSource(options, name, JsonTexts.Of(profile, "process_command")),
            "OAUTH" => throw new CredentialsUnavailableException(
                $"{Name} has the profile '{name}' in the mode '{mode}', which is not supported: to renew its key would be to rewrite the file, which is the command-line tool's"),
            _ => throw new CredentialsUnavailableException($"{Name} has the profile '{name}' in the mode '{mode}', which is not supported"),
        };
    }

    private static AssumedRole RoleOf(JsonElement profile) => new()
    {
        Arn = JsonTexts.Of(profile, "ram_role_arn"),
        SessionName = JsonTexts.Of(profile, "ram_session_name"),
        DurationSeconds = profile.TryGetProperty("expired_seconds", out var seconds) && seconds.ValueKind == JsonValueKind.Number && seconds.TryGetInt32(out var number) ? number : null,
        Policy = JsonTexts.Of(profile, "policy"),
        ExternalId = JsonTexts.Of(profile, "external_id"),
        Region = JsonTexts.Of(profile, "sts_region"),
        IsInVpc = profile.TryGetProperty("enable_vpc", out var isInVpc) && isInVpc.ValueKind is JsonValueKind.True or JsonValueKind.False ? isInVpc.GetBoolean() : null,
    };

    private static CloudSsoLogin LoginOf(string name, JsonElement profile) => new()
    {
        Profile = name,
        SignInAddress = JsonTexts.Of(profile, "cloud_sso_sign_in_url"),
        AccountId = JsonTexts.Of(profile, "cloud_sso_account_id"),
        AccessConfigurationId = JsonTexts.Of(profile, "cloud_sso_access_config"),
        AccessToken = JsonTexts.Of(profile, "access_token"),
        End = profile.TryGetProperty("cloud_sso_access_token_expire", out var seconds) && seconds.ValueKind == JsonValueKind.Number && seconds.TryGetInt64(out var number) && number is > 0 and < LastSecond
            ? DateTimeOffset.FromUnixTimeSeconds(number)
            : null,
    };

    private static JsonElement? Find(JsonElement root, string name)
    {
        if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty("profiles", out var profiles) && profiles.ValueKind == JsonValueKind.Array)
        {
            foreach (var profile in profiles.EnumerateArray())
            {
                if (JsonTexts.Of(profile, "name") == name)
                {
                    return profile;
                }
            }
        }

        return null;
    }
}
