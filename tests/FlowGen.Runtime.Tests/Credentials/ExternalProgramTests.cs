namespace FlowGen.Runtime.Tests.Credentials;

/// <summary>A profile of the mode <c>External</c> names a program that prints the key.</summary>
public sealed class ExternalProgramTests : IDisposable
{
    private readonly ChainWorld _world = new();

    public ExternalProgramTests() => _world.Variables["ALIBABA_CLOUD_ECS_METADATA_DISABLED"] = "true";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task A_program_that_prints_a_lasting_key_is_run_once()
    {
        var runs = Program("""echo run >> runs; echo '{"mode":"AK","access_key_id":"own-id","access_key_secret":"own-secret"}'""");
        var chain = _world.Chain();

        var key = await chain.GetAccessKeyAsync(Token);
        _world.Clock.Advance(TimeSpan.FromDays(1));

        Assert.Same(key, await chain.GetAccessKeyAsync(Token));
        Assert.Equal(("own-id", "own-secret", null), (key.AccessKeyId, key.AccessKeySecret, key.SecurityToken));
        Assert.Single(await File.ReadAllLinesAsync(runs, Token));
    }

    [Fact]
    public async Task A_program_that_prints_a_temporary_key_is_run_again_before_its_end()
    {
        var runs = Program("""echo run >> runs; echo '{"mode":"StsToken","access_key_id":"own-id","access_key_secret":"s","sts_token":"t","expiration":"2025-01-02T04:04:05Z"}'""");
        var chain = _world.Chain();

        Assert.Equal("t", (await chain.GetAccessKeyAsync(Token)).SecurityToken);
        _world.Clock.Advance(TimeSpan.FromMinutes(50));
        await chain.GetAccessKeyAsync(Token);

        Assert.Equal(2, (await File.ReadAllLinesAsync(runs, Token)).Length);
    }

    [Theory]
    [InlineData("""echo '{"mode":"StsToken","access_key_id":"hidden","access_key_secret":"hidden"}'""", "a temporary key without its token")]
    [InlineData("""echo '{"access_key_id":"hidden","access_key_secret":"hidden","sts_token":"hidden"}'""", "until when its key is good")]
    [InlineData("""echo '{"access_key_id":"hidden"}'""", "no secret")]
    [InlineData("""echo hidden""", "that is no JSON")]
    [InlineData("""echo hidden >&2; exit 3""", "ended with the exit code 3")]
    [InlineData("""yes hidden""", "more than 65536 bytes")]
    public async Task What_it_prints_that_is_no_key_is_told_without_being_repeated(string script, string expected)
    {
        Program(script);

        var exception = await Assert.ThrowsAsync<CredentialsUnavailableException>(() => _world.Chain().GetAccessKeyAsync(Token).AsTask());

        Assert.Contains(expected, exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_program_that_does_not_end_is_ended_after_a_minute()
    {
        var pids = Program("""echo $$ >> runs; sleep 1000""");
        var waiting = _world.Chain().GetAccessKeyAsync(Token).AsTask();
        while (!File.Exists(pids) || (await File.ReadAllTextAsync(pids, Token)).Length == 0)
        {
            await Task.Delay(5, Token);
        }

        _world.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Contains("did not end within 00:01:00", (await Assert.ThrowsAsync<CredentialsUnavailableException>(() => waiting)).Message, StringComparison.Ordinal);
        var pid = int.Parse(await File.ReadAllTextAsync(pids, Token), System.Globalization.CultureInfo.InvariantCulture);
        while (Directory.Exists($"/proc/{pid}") && !(await File.ReadAllTextAsync($"/proc/{pid}/stat", Token)).Contains(") Z", StringComparison.Ordinal))
        {
            await Task.Delay(5, Token);
        }
    }

    [Theory]
    [InlineData("/no/such/program", "the program of the profile 'own' did not start")]
    [InlineData(" ", "is not named")]
    public async Task A_program_that_cannot_be_run_is_told(string command, string expected)
    {
        WriteProfile(command);

        Assert.Contains(expected, (await Assert.ThrowsAsync<CredentialsUnavailableException>(() => _world.Chain().GetAccessKeyAsync(Token).AsTask())).Message, StringComparison.Ordinal);
    }

    // The file beside it that the script writes.
    private string Program(string script)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "The program is a script for sh.");
        var file = _world.Write("bin/print key", $"cd \"$(dirname \"$0\")\"\n{script}\n");
        WriteProfile($"sh \\\"{file}\\\"");
        return Path.Combine(Path.GetDirectoryName(file)!, "runs");
    }

    private void WriteProfile(string command) => _world.Write(
        ".aliyun/config.json",
        $$"""{"current":"own","profiles":[{"name":"own","mode":"External","process_command":"{{command}}"}]}""");
}
