using System.Diagnostics;
using System.Text;

namespace FlowGen;

/// <summary>A user and a password, sent as <c>Authorization: Basic …</c> (RFC 7617).</summary>
[DebuggerDisplay("{ToString(),nq}")]
public sealed class BasicCredentials : ApiCredentials
{
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    private readonly string _password;

    private BasicCredentials(string user, string password)
    {
        AccountId = user;
        _password = password;
        Token = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"));
    }

    /// <summary>The user.</summary>
    public override string AccountId { get; }

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    internal string Token { get; }

    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    internal override IReadOnlyList<string> Secrets => [Token, _password];

    /// <summary>Keeps a user and a password.</summary>
    /// <param name="user">Without a colon, which ends it on the wire.</param>
    /// <param name="password">The password; it may be empty. Read it from configuration; never write it into code.</param>
    /// <exception cref="ArgumentException">The user holds a colon, or a text a control character.</exception>
    public static BasicCredentials FromPassword(string user, string password)
    {
        ArgumentNullException.ThrowIfNull(user);
        ArgumentNullException.ThrowIfNull(password);
        if (user.Contains(':', StringComparison.Ordinal) || user.Any(char.IsControl))
        {
            throw new ArgumentException("A user can hold neither a colon nor a control character (RFC 7617, section 2).", nameof(user));
        }

        return password.Any(char.IsControl)
            ? throw new ArgumentException("A password cannot hold a control character (RFC 7617, section 2). A line break at the end is the usual cause.", nameof(password))
            : new(user, password);
    }

    /// <summary>Reads user and password from two environment variables, once, here.</summary>
    /// <exception cref="MissingCredentialException">A variable is unset or empty.</exception>
    /// <exception cref="ArgumentException">A value cannot be sent.</exception>
    public static BasicCredentials FromEnvironment(string userVariable, string passwordVariable)
    {
        ArgumentException.ThrowIfNullOrEmpty(userVariable);
        ArgumentException.ThrowIfNullOrEmpty(passwordVariable);
        return FromPassword(Value(userVariable), Value(passwordVariable));
    }

    private static string Value(string variable) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } value ? value : throw new MissingCredentialException(variable);
}
