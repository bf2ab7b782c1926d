namespace FlowGen.Signing;

/// <summary>What a key must be made of to stand in a header.</summary>
internal static class CredentialText
{
    /// <summary>The text itself. The messages never repeat it.</summary>
    /// <exception cref="ArgumentException">It is empty, or holds anything but visible ASCII characters.</exception>
    internal static string Checked(string value, string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(value, name);
        var place = value.AsSpan().IndexOfAnyExceptInRange('!', '~');
        if (place >= 0)
        {
            throw new ArgumentException(
                $"'{name}' must hold visible ASCII characters only; character {place + 1} is none. A line break at the end is the usual cause.",
                name);
        }

        return value;
    }

    /// <summary>The value of an environment variable; <see langword="null"/> when it is unset or empty.</summary>
    internal static string? FromVariable(string variable)
    {
        var value = Environment.GetEnvironmentVariable(variable);
        return string.IsNullOrEmpty(value) ? null : Checked(value, variable);
    }

    /// <summary>The value of an environment variable that must be set.</summary>
    /// <exception cref="MissingCredentialException">It is unset or empty.</exception>
    internal static string FromRequiredVariable(string variable) =>
        FromVariable(variable) ?? throw new MissingCredentialException(variable);
}
