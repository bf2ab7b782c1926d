using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace FlowGen.Redis.Tests;

/// <summary>
/// FlowGen.Redis is compiled against the oldest version of StackExchange.Redis that it supports and runs with the one that the user has, so it
/// may only use what all of them have.
/// </summary>
public sealed class StackExchangeRedisTests
{
    [Fact]
    public void Only_members_are_used_that_versions_1_2_to_3_1_have_alike()
    {
        using var assembly = new PEReader(File.OpenRead(typeof(RedisRateLimiter).Assembly.Location));
        var metadata = assembly.GetMetadataReader();

        Assert.Equal(
            [
                "IConnectionMultiplexer.GetDatabase",
                "IDatabaseAsync.HashDeleteAsync",
                "IDatabaseAsync.ScriptEvaluateAsync",
                "IDatabaseAsync.SortedSetRemoveAsync",
                "IRedisAsync.PingAsync",
                "RedisKey.op_Implicit",
                "RedisResult.op_Explicit",
                "RedisValue.op_Implicit",
            ],
            metadata.MemberReferences
                .Select(metadata.GetMemberReference)
                .Where(static member => member.Parent.Kind == HandleKind.TypeReference)
                .Select(member => (Type: metadata.GetTypeReference((TypeReferenceHandle)member.Parent), Member: metadata.GetString(member.Name)))
                .Where(member => metadata.GetString(member.Type.Namespace) == "StackExchange.Redis")
                .Select(member => $"{metadata.GetString(member.Type.Name)}.{member.Member}")
                .Distinct()
                .Order(StringComparer.Ordinal));
    }
}
