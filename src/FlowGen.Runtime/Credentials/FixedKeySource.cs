namespace FlowGen.Credentials;

/// <summary>A key that stands where it is read, for good.</summary>
internal sealed class FixedKeySource(string name, AlibabaAccessKey key) : IKeySource
{
    internal AlibabaAccessKey Key => key;

    public string Name => name;

    public ValueTask<FetchedKey> FetchAsync(CancellationToken cancellationToken) => new(new FetchedKey(key, null));

    /// <summary>Checks and keeps a key.</summary>
    /// <exception cref="CredentialsUnavailableException">A part is missing or cannot be a key's; the message says where.</exception>
    internal static FixedKeySource From(string name, string? accessKeyId, string? accessKeySecret, string? securityToken = null)
    {
        if (string.IsNullOrEmpty(accessKeyId) || string.IsNullOrEmpty(accessKeySecret))
        {
            throw new CredentialsUnavailableException($"{name} has no access key id or no secret");
        }

        try
        {
            return new(name, new(accessKeyId, accessKeySecret, securityToken));
        }
        catch (ArgumentException exception)
        {
            throw new CredentialsUnavailableException($"{name} has a key that cannot be used: {exception.Message}", exception);
        }
    }
}
