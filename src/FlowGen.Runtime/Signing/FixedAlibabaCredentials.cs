using System.Diagnostics;

namespace FlowGen.Signing;

/// <summary>One access key for good.</summary>
[DebuggerDisplay("{ToString(),nq}")]
internal sealed class FixedAlibabaCredentials(AlibabaAccessKey key) : AlibabaCredentials
{
    public override string AccountId => key.AccessKeyId;

    public override ValueTask<AlibabaAccessKey> GetAccessKeyAsync(CancellationToken cancellationToken) => new(key);
}
