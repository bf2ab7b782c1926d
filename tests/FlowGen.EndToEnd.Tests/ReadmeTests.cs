using System.Reflection;
using System.Text.RegularExpressions;
using FlowGen.Cams;
using FlowGen.EightByEight;

namespace FlowGen.EndToEnd.Tests;

/// <summary>What the README says of the operations.</summary>
public sealed partial class ReadmeTests
{
    [Fact]
    public async Task The_table_of_operations_lists_every_method_of_the_clients_and_no_other()
    {
        var readme = await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "README.md"), TestContext.Current.CancellationToken);

        var listed = Operation().Matches(readme).Select(static match => match.Groups[1].Value);

        Assert.Equal([.. Methods(typeof(ICamsClient)), .. Methods(typeof(IEightByEightClient))], listed.Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Methods(Type client) => client.GetMethods(BindingFlags.Public | BindingFlags.Instance)
        .Select(method => $"{client.Name[1..]}.{method.Name}")
        .Order(StringComparer.Ordinal);

    [GeneratedRegex(@"^\| `(\w+Client\.\w+Async)` \|", RegexOptions.Multiline)]
    private static partial Regex Operation();
}
