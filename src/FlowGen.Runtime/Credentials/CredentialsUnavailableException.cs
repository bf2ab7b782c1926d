namespace FlowGen;

/// <summary>
/// No source of the chain gave a key. The message says of each why not, without a secret. A call of a generated client does not throw it:
/// it ends in an <see cref="ApiErrorCategory.Unauthenticated"/> error that has it as its cause.
/// </summary>
public sealed class CredentialsUnavailableException : Exception
{
    /// <summary>Says what went wrong.</summary>
    public CredentialsUnavailableException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}
