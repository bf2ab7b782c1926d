using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using StackExchange.Redis;

namespace FlowGen.Redis;

/// <summary>A script that Redis runs as one step. It is sent once; then its digest names it, until Redis forgets it.</summary>
internal sealed class RedisScript
{
    internal static readonly RedisScript Acquire = new("acquire.lua");
    internal static readonly RedisScript Answer = new("answer.lua");
    internal static readonly RedisScript Pause = new("pause.lua");
    internal static readonly RedisScript Resume = new("resume.lua");

    private readonly string _text;
    private readonly byte[] _digest;

    private RedisScript(string resource)
    {
        using var stream = typeof(RedisScript).Assembly.GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"The script {resource} is not in the assembly.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        _text = reader.ReadToEnd();
        _digest = Digest(_text);
    }

    /// <summary>Runs the script, on a server that may be written to.</summary>
    internal async Task<RedisResult> EvaluateAsync(IDatabaseAsync database, RedisKey[] keys, RedisValue[] values)
    {
        try
        {
            return await database.ScriptEvaluateAsync(_digest, keys, values, CommandFlags.DemandMaster).ConfigureAwait(false);
        }
        catch (RedisServerException exception) when (exception.Message.StartsWith("NOSCRIPT", StringComparison.Ordinal))
        {
            return await database.ScriptEvaluateAsync(_text, keys, values, CommandFlags.DemandMaster | CommandFlags.NoScriptCache).ConfigureAwait(false);
        }
    }

    [SuppressMessage("Security", "CA5350", Justification = "Redis names scripts by their SHA-1; nothing is protected by it.")]
    private static byte[] Digest(string text) => SHA1.HashData(Encoding.UTF8.GetBytes(text));
}
