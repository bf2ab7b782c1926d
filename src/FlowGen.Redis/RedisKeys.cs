using System.Security.Cryptography;
using System.Text;
using FlowGen.Throttling;
using StackExchange.Redis;

namespace FlowGen.Redis;

/// <summary>The keys of one quota. The braces put them on one node of a cluster.</summary>
internal sealed class RedisKeys(string prefix, string name)
{
    // Enough that no two quotas meet, short enough to read.
    private const int DigestLength = 16;

    /// <summary>The permits in use.</summary>
    internal RedisKey Used { get; } = $"{prefix}:{{{name}}}:used";

    /// <summary>The processes that wait, in their order.</summary>
    internal RedisKey Line { get; } = $"{prefix}:{{{name}}}:line";

    /// <summary>What is known of each process that waits.</summary>
    internal RedisKey Places { get; } = $"{prefix}:{{{name}}}:places";

    /// <summary>Until when nobody is given a permit.</summary>
    internal RedisKey Pause { get; } = $"{prefix}:{{{name}}}:pause";

    /// <summary>
    /// The name of a client's quota: readable, and without the account in clear. Permits and window are no part of it, so that processes that
    /// disagree about them, as during a deployment, still count each other's calls.
    /// </summary>
    internal static string NameOf(Quota quota)
    {
        var identity = string.Join('\n', quota.Provider, quota.Authority, quota.Account, quota.Group);
        var digest = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(identity)))[..DigestLength];
        return $"{Readable(quota.Provider)}/{Readable(quota.Group)}/{digest}";
    }

    /// <exception cref="ArgumentException">The name cannot be part of a key.</exception>
    internal static void CheckName(string name, string parameter)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name, parameter);
        if (name.AsSpan().ContainsAny('{', '}'))
        {
            throw new ArgumentException($"'{name}' has a brace, which means something else in the name of a key.", parameter);
        }
    }

    private static string Readable(string text) => string.Concat(text.Select(static character => char.IsAsciiLetterOrDigit(character) ? character : '-'));
}
