namespace FlowGen.Generator.Tests.Diagnostics;

/// <summary>Texts that are not JSON are reported where they stop being it.</summary>
public class InvalidJsonTests
{
    public static TheoryData<string, string> Texts => new()
    {
        { "", "(1,1): error FG1001: The spec is not JSON: a value is missing: the text ends here" },
        { " \n\t ", "(2,3): error FG1001: The spec is not JSON: a value is missing: the text ends here" },
        { "\uFEFF", "(1,2): error FG1001: The spec is not JSON: a value is missing: the text ends here" },
        { "{", "(1,2): error FG1001: The spec is not JSON: a member name in double quotes is expected here" },
        { "{\n  \"openapi\": \"3.0.3\",\n}", "(3,1): error FG1001: The spec is not JSON: a comma before '}' is not JSON" },
        { "{ \"a\": [1,] }", "(1,11): error FG1001: The spec is not JSON: a comma before ']' is not JSON" },
        { "{ \"a\": [1 2] }", "(1,11): error FG1001: The spec is not JSON: a comma or ']' is expected here" },
        { "{ \"a\": 1 \"b\": 2 }", "(1,10): error FG1001: The spec is not JSON: a comma or '}' is expected here" },
        { "{ \"a\" 1 }", "(1,7): error FG1001: The spec is not JSON: a colon is expected after the member name" },
        { "{ a: 1 }", "(1,3): error FG1001: The spec is not JSON: a member name in double quotes is expected here" },
        { "{ \"a\": 'b' }", "(1,8): error FG1001: The spec is not JSON: a value is expected here" },
        { "{\r\n  // the API\r\n}", "(2,3): error FG1001: The spec is not JSON: a member name is expected here; JSON has no comments" },
        { "{ \"a\": /* one */ 1 }", "(1,8): error FG1001: The spec is not JSON: a value is expected here; JSON has no comments" },
        { "{ \"a\": \"\\x\" }", "(1,10): error FG1001: The spec is not JSON: this is not an escape that JSON knows" },
        { "{ \"a\": \"\\u12g4\" }", "(1,13): error FG1001: The spec is not JSON: four hexadecimal digits are expected after '\\u'" },
        { "{ \"a\": \"one\ntwo\" }", "(1,12): error FG1001: The spec is not JSON: a control character, such as a line break, must be escaped inside a text" },
        { "{ \"a\": \"one\0\" }", "(1,12): error FG1001: The spec is not JSON: a control character, such as a line break, must be escaped inside a text" },
        { "{ \"a\": \"one }", "(1,8): error FG1001: The spec is not JSON: this text has no closing quote" },
        { "{ \"a\": \"one\\", "(1,8): error FG1001: The spec is not JSON: this text has no closing quote" },
        { "{ \"a\": tru }", "(1,8): error FG1001: The spec is not JSON: a value is expected here; did you mean 'true'?" },
        { "{ \"a\": NaN }", "(1,8): error FG1001: The spec is not JSON: a value is expected here" },
        { "{ \"a\": +1 }", "(1,8): error FG1001: The spec is not JSON: a value is expected here" },
        { "{ \"a\": 01 }", "(1,9): error FG1001: The spec is not JSON: a comma or '}' is expected here" },
        { "{ \"a\": 1. }", "(1,10): error FG1001: The spec is not JSON: a digit is expected here" },
        { "{ \"a\": 1e }", "(1,10): error FG1001: The spec is not JSON: a digit is expected here" },
        { "{ \"a\": - }", "(1,9): error FG1001: The spec is not JSON: a digit is expected here" },
        { "{} {}", "(1,4): error FG1001: The spec is not JSON: the document ends here, but more text follows" },
        { "[]", "(1,1): error FG1004: The document must be an object, not an array" },
        { "\"text\"", "(1,1): error FG1004: The document must be an object, not a text" },
        { "\uFEFF[]", "(1,2): error FG1004: The document must be an object, not an array" },
    };

    [Theory]
    [MemberData(nameof(Texts))]
    public void What_is_not_JSON_is_reported_where_it_stops_being_it(string text, string expected)
    {
        var run = GeneratorRun.Of(new SpecText("api.json", text));

        Assert.Equal("api.json" + expected, Assert.Single(run.SpecDiagnostics).ToString());
        Assert.Empty(run.Result.GeneratedSources);
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{\"a\":")]
    public void Nesting_without_end_is_refused_and_not_followed(string opening)
    {
        var text = string.Concat(Enumerable.Repeat(opening, 10_000));

        var diagnostic = Assert.Single(GeneratorRun.Of(new SpecText("api.json", text)).SpecDiagnostics);

        Assert.Equal("FG1001", diagnostic.Id);
        Assert.Contains("nested more than 256 deep", diagnostic.GetMessage(null), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_truncation_of_a_spec_is_one_located_fault()
    {
        var text = SpecText.EightByEight.Text;
        for (var length = 0; length < text.TrimEnd().Length; length += 7)
        {
            var diagnostic = Assert.Single(SpecText.EightByEight.WithText(text[..length]).Parse().Diagnostics);

            Assert.Equal("FG1001", diagnostic.Id);
            Assert.InRange(diagnostic.Start, 0, length);
        }
    }

    [Theory]
    [InlineData("\\ud800")]
    [InlineData("\\udc00\\ud800")]
    [InlineData("\\u0000")]
    [InlineData("\\u2028")]
    public void Escapes_of_odd_characters_are_JSON_and_compile_wherever_they_stand(string escape)
    {
        var spec = SmallSpec.Answering(
            $$"""
            { "description": "{{escape}}", "properties": {
              "a{{escape}}": { "type": "string", "description": "{{escape}}x", "example": "{{escape}}" },
              "{{escape}}": { "type": "string", "enum": ["{{escape}}", "b{{escape}}"] } } }
            """);

        var run = GeneratorRun.Of(spec);

        Assert.Empty(run.SpecDiagnostics);
        Assert.Empty(run.CompilerDiagnostics);
    }
}
