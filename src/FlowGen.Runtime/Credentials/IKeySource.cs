namespace FlowGen.Credentials;

/// <summary>A place where a key can come from.</summary>
internal interface IKeySource
{
    /// <summary>What it is called in messages.</summary>
    string Name { get; }

    /// <summary>Gets a key.</summary>
    /// <exception cref="CredentialsUnavailableException">It is not set up, or does not answer with a key.</exception>
    ValueTask<FetchedKey> FetchAsync(CancellationToken cancellationToken);
}
