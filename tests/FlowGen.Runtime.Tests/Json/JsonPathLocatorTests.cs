using System.Text;
using FlowGen.Json;

namespace FlowGen.Runtime.Tests.Json;

public sealed class JsonPathLocatorTests
{
    [Theory]
    [InlineData("^{}", "$")]
    [InlineData("{^\"a\":1}", "$.a")]
    [InlineData("{\"a\":^1}", "$.a")]
    [InlineData("{\"a\":{\"b\":[1,^2]}}", "$.a.b[1]")]
    [InlineData("{\"a\":{\"b\":[1,{\"c\":^null}]}}", "$.a.b[1].c")]
    [InlineData("{\"a\":[[],[[1],^2]]}", "$.a[1][1]")]
    [InlineData("{\"a\":[[],[[1^],2]]}", "$.a[1][0]")]
    [InlineData("{\"a\":{\"b\":1},\"c\":^2}", "$.c")]
    [InlineData("{\"a\":{\"b\":1^},\"c\":2}", "$.a")]
    [InlineData("{\"a\":^[1]}", "$.a")]
    [InlineData("{\"odd name\":^1}", "$['odd name']")]
    [InlineData("{\"a\":[1,^", "$.a[0]")]
    [InlineData("{\"a\":{\"b\":^oops", "$.a.b")]
    [InlineData("^oops", "$")]
    public void A_byte_has_a_path(string marked, string path)
    {
        var offset = marked.IndexOf('^', StringComparison.Ordinal);
        var json = Encoding.UTF8.GetBytes(marked.Remove(offset, 1));

        Assert.Equal(path, JsonPathLocator.Locate(json, offset));
    }

    [Fact]
    public void A_path_of_any_length_is_cut()
    {
        var json = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat($"{{\"{new string('n', 1000)}\":", 50)));

        Assert.InRange(JsonPathLocator.Locate(json, json.Length).Length, 200, 400);
    }
}
