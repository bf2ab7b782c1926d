using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace FlowGen.Schemas.Tests;

/// <summary>A shipped spec as a tree. Each test gets a tree of its own, to edit as it likes.</summary>
internal sealed class SpecFile
{
    public const string Cams = "alibaba-cams";
    public const string EightByEight = "8x8-chatapps";

    private SpecFile(JObject root) => Root = root;

    public static TheoryData<string> Names => [Cams, EightByEight];

    public JObject Root { get; }

    /// <summary>The operations, each with its path and HTTP method.</summary>
    public IEnumerable<(string Path, string Method, JObject Operation)> Operations =>
        from path in ((JObject)Root["paths"]!).Properties()
        from method in ((JObject)path.Value).Properties()
        where method.Value is JObject
        select (path.Name, method.Name, (JObject)method.Value);

    /// <summary>The rows of the document's error table.</summary>
    public IEnumerable<JObject> Errors => Root["x-flowgen-errors"]!.Cast<JObject>();

    public static SpecFile Load(string name) => new(Parse(ReadText($"{name}.openapi.json")));

    /// <summary>The text of a file of the schemas folder.</summary>
    public static string ReadText(string fileName) =>
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "schemas", fileName));

    /// <summary>Reads JSON as it is: dates stay text, and a name given twice is a fault.</summary>
    public static JObject Parse(string text)
    {
        using var reader = new JsonTextReader(new StringReader(text)) { DateParseHandling = DateParseHandling.None };
        return JObject.Load(reader, new JsonLoadSettings { DuplicatePropertyNameHandling = DuplicatePropertyNameHandling.Error });
    }

    public JObject Operation(string operationId) =>
        Operations.Single(candidate => (string?)candidate.Operation["operationId"] == operationId).Operation;

    /// <summary>An operation's parameters, references followed.</summary>
    public IEnumerable<JObject> Parameters(string operationId) =>
        Operation(operationId)["parameters"]!.Select(parameter => (JObject)Follow(parameter));

    /// <summary>The row of the error table with this code.</summary>
    public JObject Error(string code) => Errors.Single(row => (string?)row["code"] == code);

    /// <summary>What a reference stands for; anything else is itself.</summary>
    public JToken Follow(JToken token) =>
        token is JObject { Count: > 0 } target && target["$ref"] is { } reference ? At((string)reference!) : token;

    /// <summary>The value at a JSON pointer (RFC 6901), with or without the <c>#</c> of a URI fragment.</summary>
    public JToken At(string pointer)
    {
        JToken current = Root;
        foreach (var segment in Segments(pointer))
        {
            current = current switch
            {
                JArray items => items[int.Parse(segment, System.Globalization.CultureInfo.InvariantCulture)],
                JObject members => members[segment],
                _ => null,
            } ?? throw new KeyNotFoundException($"Nothing is at '{pointer}': '{segment}' is missing.");
        }

        return current;
    }

    /// <summary>Puts <paramref name="json"/> at a JSON pointer, in place of what is there; <see langword="null"/> removes it.</summary>
    public void Put(string pointer, string? json)
    {
        var cut = pointer.LastIndexOf('/');
        var parent = At(pointer[..cut]);
        var name = Segments(pointer[cut..])[0];
        if (json is null)
        {
            _ = ((JObject)parent).Remove(name);
        }
        else if (parent is JArray items)
        {
            items[int.Parse(name, System.Globalization.CultureInfo.InvariantCulture)] = JToken.Parse(json);
        }
        else
        {
            parent[name] = JToken.Parse(json);
        }
    }

    private static string[] Segments(string pointer) =>
        [.. pointer.TrimStart('#').Split('/').Skip(1)
            .Select(segment => Uri.UnescapeDataString(segment).Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal))];
}
