using FlowGen.Analyzers.Credentials;
using FlowGen.CodeFixes;
using FlowGen.Testing;

namespace FlowGen.Analyzers.Tests;

/// <summary>FG2201: which credentials stand in the code, and where they are read from instead.</summary>
public sealed class LiteralCredentialTests
{
    private static readonly Dictionary<string, string> Literal = new()
    {
        ["a bearer key"] = "_ = BearerCredentials.FromKey([|\"abc\"|]);",
        ["an API key"] = "_ = ApiKeyCredentials.FromKey([|\"abc\"|]);",
        ["a password"] = "_ = BasicCredentials.FromPassword(someText, [|\"abc\"|]);",
        ["an access key's secret"] = "_ = AlibabaCredentials.FromAccessKey(someText, [|\"abc\"|]);",
        ["an access key as a whole"] = "_ = AlibabaCredentials.FromAccessKey(\"id\", [|\"abc\"|]);",
        ["a security token"] = "_ = AlibabaCredentials.FromAccessKey(someText, someText, [|\"abc\"|]);",
        ["a key that rotates"] = "_ = new AlibabaAccessKey(\"id\", [|\"abc\"|]);",
        ["a named argument"] = "_ = AlibabaCredentials.FromAccessKey(accessKeySecret: [|\"abc\"|], accessKeyId: someText);",
        ["a const field"] = "_ = BearerCredentials.FromKey([|Constant|]);",
        ["a const local"] = "const string key = \"abc\";\n_ = BearerCredentials.FromKey([|key|]);",
        ["a local"] = "var key = \"abc\";\n_ = BearerCredentials.FromKey([|key|]);",
        ["a read-only field"] = "_ = BearerCredentials.FromKey([|Fixed|]);",
        ["a property"] = "_ = BearerCredentials.FromKey([|Property|]);",
        ["a sum of constants"] = "_ = BearerCredentials.FromKey([|\"abc\" + Constant|]);",
        ["a sum with a read-only field"] = "_ = BearerCredentials.FromKey([|Fixed + \"abc\"|]);",
        ["an interpolation of constants"] = "_ = BearerCredentials.FromKey([|$\"abc{Constant}\"|]);",
        ["an interpolation of a read-only field"] = "_ = BearerCredentials.FromKey([|$\"abc{Fixed}\"|]);",
        ["an interpolation of a number"] = "_ = BearerCredentials.FromKey([|$\"abc{Constant}-{1}\"|]);",
        ["a raw literal"] = "_ = BearerCredentials.FromKey([|\"\"\"abc\"\"\"|]);",
        ["a verbatim literal"] = "_ = BearerCredentials.FromKey([|@\"abc\"|]);",
        ["in a registration"] = "services.AddFlowClient<CamsClient>(o => o.Credentials = AlibabaCredentials.FromAccessKey(\"id\", [|\"abc\"|]));",
        ["in an initialiser"] = "_ = new CamsClientOptions { Credentials = BearerCredentials.FromKey([|\"abc\"|]) };",
        ["a fallback"] = "_ = BearerCredentials.FromKey([|Environment.GetEnvironmentVariable(\"KEY\") ?? \"abc\"|]);",
        ["one of two"] = "_ = BearerCredentials.FromKey([|someCalls > 1 ? \"abc\" : someText|]);",
        ["an arm of a switch"] = "_ = BearerCredentials.FromKey([|someCalls switch { 1 => \"abc\", _ => someText }|]);",
        ["a call that joins literals"] = "_ = BearerCredentials.FromKey([|string.Concat(\"abc\", Constant)|]);",
        ["a literal that is trimmed"] = "_ = BearerCredentials.FromKey([|\" abc \".Trim()|]);",
        ["a literal of bytes"] = "_ = BearerCredentials.FromKey([|System.Text.Encoding.UTF8.GetString(\"abc\"u8)|]);",
        ["a literal that is decoded"] = "_ = BearerCredentials.FromKey([|System.Text.Encoding.UTF8.GetString(Convert.FromBase64String(\"YWJj\"))|]);",
        ["a suppressed null"] = "_ = BearerCredentials.FromKey([|Fixed|]!);",
    };

    private static readonly Dictionary<string, string> ReadElsewhere = new()
    {
        ["a parameter"] = "_ = BearerCredentials.FromKey(someText);",
        ["the environment"] = "_ = BearerCredentials.FromEnvironment(\"KEY\");",
        ["an environment variable"] = "_ = BearerCredentials.FromKey(Environment.GetEnvironmentVariable(\"KEY\")!);",
        ["a field that was read"] = "_ = BearerCredentials.FromKey(Read);",
        ["configuration"] = "IReadOnlyDictionary<string, string> configuration = null!;\n_ = BearerCredentials.FromKey(configuration[\"Cams:Key\"]);",
        ["a file"] = "_ = BearerCredentials.FromKey(File.ReadAllText(\"/run/secrets/key\").Trim());",
        ["the names of variables"] = "_ = BasicCredentials.FromEnvironment(\"USER\", \"PASSWORD\");",
        ["the vendor's variables"] = "_ = AlibabaCredentials.FromEnvironment();",
        ["a key's id alone"] = "_ = AlibabaCredentials.FromAccessKey(\"LTAI5t\", someText);",
        ["a user alone"] = "_ = BasicCredentials.FromPassword(\"service\", someText);",
        ["an empty password"] = "_ = BasicCredentials.FromPassword(someText, \"\");",
        ["a local that is read"] = "var key = \"\";\nkey = File.ReadAllText(\"key\");\n_ = BearerCredentials.FromKey(key);",
        ["a word before the key"] = "_ = ApiKeyCredentials.FromKey($\"Token {someText}\");",
        ["a fallback that throws"] = "_ = BearerCredentials.FromKey(Environment.GetEnvironmentVariable(\"KEY\") ?? throw new InvalidOperationException(\"no key\"));",
        ["an empty fallback"] = "_ = BearerCredentials.FromKey(Environment.GetEnvironmentVariable(\"KEY\") ?? \"\");",
        ["another text"] = "Console.WriteLine(\"password\");",
    };

    public static TheoryData<string> LiteralNames => [.. Literal.Keys];

    public static TheoryData<string> ReadElsewhereNames => [.. ReadElsewhere.Keys];

    [Theory]
    [MemberData(nameof(LiteralNames))]
    public Task A_credential_in_the_code_is_flagged(string name) => AnalyzerVerifier<LiteralCredentialAnalyzer>.VerifyAnalyzerAsync(
        SetupProgram.Method(Literal[name]), cancellationToken: TestContext.Current.CancellationToken);

    [Theory]
    [MemberData(nameof(ReadElsewhereNames))]
    public Task A_credential_from_elsewhere_is_not_flagged(string name) => AnalyzerVerifier<LiteralCredentialAnalyzer>.VerifyAnalyzerAsync(
        SetupProgram.Method(ReadElsewhere[name]), cancellationToken: TestContext.Current.CancellationToken);

    [Fact]
    public Task Credentials_of_a_librarys_own_are_looked_at() => AnalyzerVerifier<LiteralCredentialAnalyzer>.VerifyAnalyzerAsync(
        """
        using FlowGen;

        _ = new VaultCredentials("tenant", [|"abc"|]);

        public sealed class VaultCredentials(string tenant, string clientSecret) : ApiCredentials
        {
            public override string AccountId => tenant + clientSecret.Length;
        }
        """,
        cancellationToken: TestContext.Current.CancellationToken);

    [Fact]
    public Task A_field_that_nothing_sets_is_as_good_as_a_constant() => AnalyzerVerifier<LiteralCredentialAnalyzer>.VerifyAnalyzerAsync(
        """
        using FlowGen;

        public sealed class Accounts
        {
            private readonly string _key = "abc";
            private string _loaded = "none";
            private readonly string _given = "abc";

            public Accounts(string? given) => _given = given ?? _given;

            public ApiCredentials Key => BearerCredentials.FromKey([|_key|]);

            public ApiCredentials Given => BearerCredentials.FromKey(_given);

            public ApiCredentials Loaded => BearerCredentials.FromKey(_loaded);

            public void Load(string path) => _loaded = File.ReadAllText(path);
        }
        """,
        cancellationToken: TestContext.Current.CancellationToken);

    [Fact]
    public Task The_fix_leaves_out_a_fallback() => VerifyFixAsync(
        """
        _ = BearerCredentials.FromKey([|Environment.GetEnvironmentVariable("KEY") ?? "abc"|]);
        _ = AlibabaCredentials.FromAccessKey(someText, /* ours */ [|(string?)null ?? Environment.GetEnvironmentVariable("KEY") ?? Constant|]);
        """,
        """
        _ = BearerCredentials.FromKey(Environment.GetEnvironmentVariable("KEY")!);
        _ = AlibabaCredentials.FromAccessKey(someText, /* ours */ Environment.GetEnvironmentVariable("ALIBABA_CLOUD_ACCESS_KEY_SECRET")!);
        """);

    [Fact]
    public Task The_fix_reads_the_environment() => VerifyFixAsync(
        """
        services.AddFlowClient<CamsClient>(o => o.Credentials = AlibabaCredentials.FromAccessKey("id", [|"abc"|]));
        services.AddFlowClient<EightByEightClient>(o => o.Credentials = BearerCredentials.FromKey([|"abc"|])); // ours
        _ = new EightByEightClient(http, new EightByEightClientOptions { Credentials = ApiKeyCredentials.FromKey([|Constant|]) });
        var basic = BasicCredentials.FromPassword("service", [|"abc"|]);
        """,
        """
        services.AddFlowClient<CamsClient>(o => o.Credentials = AlibabaCredentials.FromEnvironment());
        services.AddFlowClient<EightByEightClient>(o => o.Credentials = BearerCredentials.FromEnvironment("EIGHTBYEIGHT_API_KEY")); // ours
        _ = new EightByEightClient(http, new EightByEightClientOptions { Credentials = ApiKeyCredentials.FromEnvironment("EIGHTBYEIGHT_API_KEY") });
        var basic = BasicCredentials.FromEnvironment("USER", "PASSWORD");
        """);

    [Fact]
    public Task The_fix_leaves_what_is_read_already() => VerifyFixAsync(
        """
        _ = AlibabaCredentials.FromAccessKey(someText, [|"abc"|]);
        _ = AlibabaCredentials.FromAccessKey(accessKeySecret: [|"abc"|], accessKeyId: someText);
        _ = new AlibabaAccessKey("id", [|"abc"|] /* secret */, someText);
        _ = BasicCredentials.FromPassword(someText, [|"abc"|]);
        _ = BearerCredentials.FromKey([|Fixed|]!);
        """,
        """
        _ = AlibabaCredentials.FromAccessKey(someText, Environment.GetEnvironmentVariable("ALIBABA_CLOUD_ACCESS_KEY_SECRET")!);
        _ = AlibabaCredentials.FromAccessKey(accessKeySecret: Environment.GetEnvironmentVariable("ALIBABA_CLOUD_ACCESS_KEY_SECRET")!, accessKeyId: someText);
        _ = new AlibabaAccessKey("id", Environment.GetEnvironmentVariable("ALIBABA_CLOUD_ACCESS_KEY_SECRET")! /* secret */, someText);
        _ = BasicCredentials.FromPassword(someText, Environment.GetEnvironmentVariable("PASSWORD")!);
        _ = BearerCredentials.FromKey(Environment.GetEnvironmentVariable("API_KEY")!);
        """);

    private static Task VerifyFixAsync(string statements, string fixedStatements) =>
        CodeFixVerifier<LiteralCredentialAnalyzer, LiteralCredentialCodeFixProvider>.VerifyCodeFixAsync(
            SetupProgram.Method(statements), SetupProgram.Method(fixedStatements), cancellationToken: TestContext.Current.CancellationToken);
}
