namespace FlowGen;

/// <summary>An environment variable that credentials are read from is not set.</summary>
public sealed class MissingCredentialException : InvalidOperationException
{
    /// <summary>Says that <paramref name="variableName"/> is not set.</summary>
    public MissingCredentialException(string variableName)
        : base($"The environment variable {variableName} is not set. Set it to the credential that the provider gave you.")
    {
        ArgumentException.ThrowIfNullOrEmpty(variableName);
        VariableName = variableName;
    }

    /// <summary>The variable to set.</summary>
    public string VariableName { get; }
}
