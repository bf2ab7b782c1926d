namespace FlowGen.Credentials;

/// <summary>A section of <c>~/.alibabacloud/credentials.ini</c>, or of the file that <c>ALIBABA_CLOUD_CREDENTIALS_FILE</c> names.</summary>
internal sealed class IniProfileSource(AlibabaCredentialChainOptions options, CredentialHttp http) : IKeySource
{
    internal const string ProfileVariable = "ALIBABA_CLOUD_PROFILE";

    private const string FileVariable = "ALIBABA_CLOUD_CREDENTIALS_FILE";

    private readonly string _file = options.Variable(FileVariable) ?? Path.Combine(options.HomeFolder, ".alibabacloud", "credentials.ini");

    public string Name => $"'{_file}'";

    public async ValueTask<FetchedKey> FetchAsync(CancellationToken cancellationToken)
    {
        var text = await SharedFile.ReadAsync("the chain", _file, cancellationToken).ConfigureAwait(false)
            ?? throw new CredentialsUnavailableException($"{Name} does not exist");
        var name = options.Profile ?? options.Variable(ProfileVariable) ?? "default";
        var section = Section(text, name) ?? throw new CredentialsUnavailableException($"{Name} has no section '{name}'");
        if (bool.TryParse(section.GetValueOrDefault("enable"), out var isEnabled) && !isEnabled)
        {
            throw new CredentialsUnavailableException($"{Name} has the section '{name}' switched off");
        }

        return await SourceOf(name, section).FetchAsync(cancellationToken).ConfigureAwait(false);
    }

    private IKeySource SourceOf(string name, Dictionary<string, string> section)
    {
        var kind = section.GetValueOrDefault("type");
        return kind switch
        {
            "access_key" => KeyOf(name, section),
            "ecs_ram_role" => new EcsRamRoleSource(options, http, section.GetValueOrDefault("role_name")),
            "ram_role_arn" => new AssumeRoleSource(options, http, RoleOf(section), KeyOf(name, section)),
            "oidc_role_arn" => new OidcRoleSource(options, http, RoleOf(section), section.GetValueOrDefault("oidc_provider_arn"), section.GetValueOrDefault("oidc_token_file_path")),
            _ => throw new CredentialsUnavailableException($"{Name} has the section '{name}' of the type '{kind}', which is not supported"),
        };
    }

    private static FixedKeySource KeyOf(string name, Dictionary<string, string> section) =>
        FixedKeySource.From($"the section '{name}'", section.GetValueOrDefault("access_key_id"), section.GetValueOrDefault("access_key_secret"));

    private static AssumedRole RoleOf(Dictionary<string, string> section) => new()
    {
        Arn = section.GetValueOrDefault("role_arn"),
        SessionName = section.GetValueOrDefault("role_session_name"),
        Policy = section.GetValueOrDefault("policy"),
        ExternalId = section.GetValueOrDefault("external_id"),
        Region = section.GetValueOrDefault("sts_region"),
        IsInVpc = bool.TryParse(section.GetValueOrDefault("enable_vpc"), out var isInVpc) ? isInVpc : null,
    };

    /// <summary>The named section's keys; <see langword="null"/> when there is none. <c>#</c> and, at a line's start, <c>;</c> begin a comment.</summary>
    private static Dictionary<string, string>? Section(string text, string name)
    {
        Dictionary<string, string>? section = null;
        var isInside = false;
        foreach (var raw in text.AsSpan().EnumerateLines())
        {
            var comment = raw.IndexOf('#');
            var line = (comment < 0 ? raw : raw[..comment]).Trim();
            if (line.IsEmpty || line[0] == ';')
            {
                continue;
            }

            if (line[0] == '[')
            {
                isInside = line[^1] == ']' && line[1..^1].Trim().SequenceEqual(name);
                section ??= isInside ? new(StringComparer.OrdinalIgnoreCase) : null;
                continue;
            }

            var equals = line.IndexOf('=');
            if (isInside && equals > 0 && line[(equals + 1)..].Trim() is { IsEmpty: false } value)
            {
                section![line[..equals].Trim().ToString()] = value.ToString();
            }
        }

        return section;
    }
}
