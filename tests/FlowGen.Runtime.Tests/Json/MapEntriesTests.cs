using System.Collections.Concurrent;
using System.Collections.Immutable;
using FlowGen.Json;

namespace FlowGen.Runtime.Tests.Json;

public sealed class MapEntriesTests
{
    public static TheoryData<IReadOnlyDictionary<string, int>> Maps =>
    [
        new Dictionary<string, int> { ["b"] = 2, ["a"] = 1 },
        new SortedList<string, int> { ["b"] = 2, ["a"] = 1 },
        new ConcurrentDictionary<string, int> { ["b"] = 2, ["a"] = 1 },
        ImmutableDictionary<string, int>.Empty.Add("b", 2).Add("a", 1),
        new Dictionary<string, int>(),
    ];

    [Theory]
    [MemberData(nameof(Maps))]
    public void The_loop_gives_the_entries_of_any_map_in_its_order(IReadOnlyDictionary<string, int> map)
    {
        var entries = new List<KeyValuePair<string, int>>();

        foreach (var entry in MapEntries.Of(map))
        {
            entries.Add(entry);
        }

        Assert.Equal(map.ToList(), entries);
    }

    [Fact]
    public void The_loop_over_a_dictionary_makes_no_object()
    {
        IReadOnlyDictionary<string, int> map = new Dictionary<string, int> { ["a"] = 1, ["b"] = 2 };
        Sum(map);
        var before = GC.GetAllocatedBytesForCurrentThread();

        Sum(map);

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void A_map_that_changes_meanwhile_ends_the_loop()
    {
        var map = new Dictionary<string, int> { ["a"] = 1 };

        Assert.Throws<InvalidOperationException>(() =>
        {
            foreach (var entry in MapEntries.Of(map))
            {
                map.Add(entry.Key + "b", entry.Value);
            }
        });
    }

    private static int Sum(IReadOnlyDictionary<string, int> map)
    {
        var sum = 0;
        foreach (var entry in MapEntries.Of(map))
        {
            sum += entry.Value;
        }

        return sum;
    }
}
