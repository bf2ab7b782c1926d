namespace FlowGen.Credentials;

/// <summary>Reads the small files that keys and tokens are kept in.</summary>
internal static class SharedFile
{
    private const int LongestFile = 1 << 20;

    /// <summary>The file's text; <see langword="null"/> when there is none.</summary>
    /// <exception cref="CredentialsUnavailableException">It cannot be read, or is too long.</exception>
    internal static async Task<string?> ReadAsync(string source, string file, CancellationToken cancellationToken)
    {
        try
        {
            var information = new FileInfo(file);
            if (!information.Exists)
            {
                return null;
            }

            return information.Length <= LongestFile
                ? await File.ReadAllTextAsync(file, cancellationToken).ConfigureAwait(false)
                : throw new CredentialsUnavailableException($"{source} finds '{file}' too long");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new CredentialsUnavailableException($"{source} cannot read '{file}': {exception.Message}", exception);
        }
    }
}
