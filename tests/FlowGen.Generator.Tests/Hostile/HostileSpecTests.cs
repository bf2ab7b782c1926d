using FsCheck;
using FsCheck.Fluent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace FlowGen.Generator.Tests.Hostile;

/// <summary>
/// Specs whose every text is an attack. Spec text has three doors into C#: a literal, an identifier, and a documentation text. None of
/// them lets through more than a text.
/// </summary>
public class HostileSpecTests
{
    /// <summary>Texts that are only told, not called: in place of each <c>D</c> and number.</summary>
    private const int Descriptions = 14;

    /// <summary>Texts that become names and literals: in place of each <c>N</c> and number.</summary>
    private const int Names = 22;

    private const string Template = """
        {
          "openapi": "3.1.0",
          "info": { "title": N0, "description": D0 },
          "servers": [{ "url": "https://api.example", "description": D1, "x-flowgen-region": N1 }],
          "security": [{ "key": [] }],
          "x-flowgen-client": { "provider": N2 },
          "x-flowgen-envelope": { "code": N3, "message": N4, "success": [N5], "absent": [N6], "payload": "data" },
          "x-flowgen-error-body": { "code": N7 },
          "x-flowgen-errors": [{ "code": N8, "status": 400, "category": "throttled", "description": D2 }],
          "x-flowgen-rate-limits": { "a": { "permits": 1, "windowMilliseconds": 1 } },
          "x-flowgen-retry-after": [{ "header": N9, "format": "milliseconds" }],
          "paths": {
            "/a": { "post": {
              "operationId": N10, "summary": D3, "description": D4, "x-flowgen-note": D5, "x-flowgen-rate-limit": "a",
              "x-flowgen-ram-action": { "action": D6, "accessLevel": D7 }, "x-flowgen-errors": [N8],
              "parameters": [
                { "name": N11, "in": "query", "description": D8, "example": N12, "schema": { "type": "string" } },
                { "name": N13, "in": "query", "schema": { "type": "array", "items": { "type": "string", "enum": [N14, N15] } } } ],
              "responses": { "200": { "content": { "application/json": { "schema": { "properties": { "data": { "$ref": "#/components/schemas/Thing" } } } } } } } } }
          },
          "components": {
            "securitySchemes": { "key": { "type": "http", "scheme": "bearer", "x-flowgen-environment": [N16] } },
            "schemas": { "Thing": {
              "x-flowgen-name": N17, "type": "object", "description": D9, "required": [N18],
              "properties": {
                N18: { "type": ["string", "null"], "description": D10, "example": N19 },
                N20: { "type": "array", "items": { "type": "array", "items": { "type": "integer" } } },
                N21: { "type": "string", "description": D11, "enum": ["A"], "x-flowgen-enum-descriptions": { "A": D12 } },
                "nested": { "title": D13, "properties": { N18: { "type": "string" }, N20: { "additionalProperties": { "type": "string" } } } } } } } }
        }
        """;

    private static readonly Config Checks = Config.QuickThrowOnFailure.WithReplay(20251101, 7);

    [Fact]
    public void Whatever_the_texts_are_the_code_parses_and_its_files_have_plain_unique_names() => Prop.ForAll(
        Texts(Descriptions).ToArbitrary(),
        Texts(Names).ToArbitrary(),
        static (descriptions, names) =>
        {
            var files = Fill(descriptions, names).Emit();

            Assert.Equal(6, files.Count);
            foreach (var (name, code) in files)
            {
                Assert.Matches("^[A-Za-z0-9_.-]{1,180}$", name);
                AssertParses(code);
                AssertIsPlain(code);
            }
        }).Check(Checks.WithMaxTest(60));

    [Fact]
    public void Whatever_the_texts_are_the_code_compiles() => Prop.ForAll(
        Texts(Descriptions).ToArbitrary(),
        Texts(Names).ToArbitrary(),
        static (descriptions, names) =>
        {
            var run = GeneratorRun.Of(Fill(descriptions, names));

            Assert.Equal(6, run.Result.GeneratedSources.Length);
            Assert.Empty(run.CompilerDiagnostics);
        }).Check(Checks.WithMaxTest(30));

    [Fact]
    public void What_is_only_told_changes_no_token_of_the_code() => Prop.ForAll(
        Texts(Descriptions).ToArbitrary(),
        static descriptions =>
        {
            var names = Enumerable.Range(0, Names).Select(static number => "name" + number).ToArray();
            var plain = Fill([.. Enumerable.Range(0, Descriptions).Select(static number => "text" + number)], names).Emit();
            var hostile = Fill(descriptions, names).Emit();

            Assert.Equal(6, plain.Count);
            Assert.Equal(plain.Keys, hostile.Keys);
            foreach (var (name, code) in plain)
            {
                Assert.Equal(Tokens(code), Tokens(hostile[name]));
            }
        }).Check(Checks.WithMaxTest(50));

    /// <summary>The kinds of tokens stay, whatever they say, but that a type whose name a member has too is qualified.</summary>
    [Fact]
    public void What_is_called_changes_no_kind_of_token() => Prop.ForAll(
        Texts(Names).ToArbitrary(),
        static names =>
        {
            var descriptions = Enumerable.Range(0, Descriptions).Select(static number => "text" + number).ToArray();
            var plain = Fill(descriptions, [.. Enumerable.Range(0, Names).Select(static number => "name" + number)]).Emit();
            var spec = Fill(descriptions, names);
            var qualifier = $"global::{spec.Parse().Model!.Names.Namespace}.";
            var hostile = spec.Emit().Values.Select(code => code.Replace(qualifier, "", StringComparison.Ordinal));

            Assert.Equal(6, plain.Count);
            Assert.Equal(plain.Values.Select(Kinds).Order(StringComparer.Ordinal), hostile.Select(Kinds).Order(StringComparer.Ordinal));
        }).Check(Checks.WithMaxTest(50));

    /// <summary>Namespaces, addresses, paths and patterns decide about the shape of the code. They cannot break it either.</summary>
    [Fact]
    public void Texts_that_shape_the_code_cannot_break_it() => Prop.ForAll(
        Texts(8).ToArbitrary(),
        static texts =>
        {
            var json = texts.Select(AttackTexts.ToJson).ToArray();
            var spec = new SpecText(
                "spec.json",
                $$"""
                { "openapi": "3.0.3",
                  "x-flowgen-client": { "name": {{json[0]}}, "namespace": {{json[1]}} },
                  "servers": [{ "url": {{AttackTexts.ToJson("https://" + texts[2])}} }, { "url": {{json[2]}} }],
                  "paths": { {{AttackTexts.ToJson("/" + texts[3])}}: { "get": {
                    "parameters": [ { "name": {{json[4]}}, "in": "header", "schema": { "type": "string", "pattern": {{json[5]}} } },
                                    { "name": {{json[4]}}, "in": {{json[6]}} } ],
                    "responses": { "200": { "content": { "application/json": { "schema": { "$ref": {{AttackTexts.ToJson("#/" + texts[7])}} } } } } } } } } }
                """,
                texts[6],
                texts[7]);

            var run = GeneratorRun.Of(spec);

            Assert.Null(run.Result.Exception);
            Assert.Empty(run.CompilerDiagnostics);
        }).Check(Checks.WithMaxTest(50));

    /// <summary>Each attack on its own, in every place at once.</summary>
    [Fact]
    public void No_single_attack_gets_through()
    {
        foreach (var attack in AttackTexts.All)
        {
            var files = Fill([.. Enumerable.Repeat(attack, Descriptions)], [.. Enumerable.Repeat(attack, Names)]).Emit();

            Assert.Equal(6, files.Count);
            Assert.All(files.Values, AssertParses);
        }
    }

    private static Gen<string[]> Texts(int count) => AttackTexts.Generator.ArrayOf(count);

    private static SpecText Fill(string[] descriptions, string[] names)
    {
        var text = Template;
        for (var number = Names - 1; number >= 0; number--)
        {
            // The members of one object and the values of one enum stay apart: two of one name would be another shape.
            var suffix = number is 14 or 15 or 18 or 20 or 21 or 11 or 13 ? "~" + number : "";
            text = text.Replace("N" + number, AttackTexts.ToJson(number == 9 ? "x-header" : names[number] + suffix), StringComparison.Ordinal);
        }

        for (var number = Descriptions - 1; number >= 0; number--)
        {
            text = text.Replace("D" + number, AttackTexts.ToJson(descriptions[number]), StringComparison.Ordinal);
        }

        return new("hostile.json", text);
    }

    private static void AssertParses(string code) => Assert.Empty(CSharpSyntaxTree.ParseText(code, GeneratorRun.ParseOptions).GetDiagnostics());

    /// <summary>One namespace, types inside it, and no directive but those of the frame.</summary>
    private static void AssertIsPlain(string code)
    {
        var root = (CompilationUnitSyntax)CSharpSyntaxTree.ParseText(code, GeneratorRun.ParseOptions).GetRoot();

        Assert.IsType<FileScopedNamespaceDeclarationSyntax>(Assert.Single(root.Members));
        Assert.Equal(
            [SyntaxKind.NullableDirectiveTrivia, SyntaxKind.PragmaWarningDirectiveTrivia],
            root.DescendantTrivia(descendIntoTrivia: true).Where(static trivia => trivia.IsDirective).Select(static trivia => trivia.Kind()));
        Assert.DoesNotContain(root.DescendantTrivia(), static trivia => trivia.IsKind(SyntaxKind.MultiLineCommentTrivia) || trivia.IsKind(SyntaxKind.DisabledTextTrivia));
        Assert.DoesNotContain(code, static character => character is '\r' or '\u0085' or '\u2028' or '\u2029' or '\0');
    }

    private static string Tokens(string code) =>
        string.Join(' ', CSharpSyntaxTree.ParseText(code, GeneratorRun.ParseOptions).GetRoot().DescendantTokens().Select(static token => token.Text));

    private static string Kinds(string code) =>
        string.Join(' ', CSharpSyntaxTree.ParseText(code, GeneratorRun.ParseOptions).GetRoot().DescendantTokens().Select(static token => token.Kind()));
}
