using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;

namespace FlowGen.Credentials;

/// <summary>
/// A program that prints a key as JSON: <c>mode</c>, <c>access_key_id</c>, <c>access_key_secret</c> and, of a temporary key, <c>sts_token</c>
/// and <c>expiration</c>. It is started without a shell. Nothing that it prints is repeated in a message: it may be a secret.
/// </summary>
internal sealed class ExternalProgramSource(AlibabaCredentialChainOptions options, string profile, string? command) : IKeySource
{
    private const int LongestOutput = 64 * 1024;

    private static readonly TimeSpan LongestRun = TimeSpan.FromMinutes(1);

    public string Name => $"the program of the profile '{profile}'";

    public async ValueTask<FetchedKey> FetchAsync(CancellationToken cancellationToken)
    {
        using var expiry = new CancellationTokenSource(LongestRun, options.TimeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(expiry.Token, cancellationToken);
        using var process = Start();
        try
        {
            return Read(await OutputAsync(process, either.Token).ConfigureAwait(false));
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            throw new CredentialsUnavailableException(FormattableString.Invariant($"{Name} did not end within {LongestRun:c}"), exception);
        }
        catch (IOException exception)
        {
            throw new CredentialsUnavailableException($"{Name} cannot be read: {exception.Message}", exception);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private Process Start()
    {
        var words = (command ?? "").Trim().Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0)
        {
            throw new CredentialsUnavailableException($"{Name} is not named");
        }

        try
        {
            var process = Process.Start(new ProcessStartInfo(words[0], words.Length > 1 ? words[1] : "")
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
                CreateNoWindow = true,
            });
            return process ?? throw new CredentialsUnavailableException($"{Name} did not start");
        }
        catch (Win32Exception exception)
        {
            throw new CredentialsUnavailableException($"{Name} did not start: {exception.Message}", exception);
        }
    }

    private async Task<byte[]> OutputAsync(Process process, CancellationToken cancellationToken)
    {
        process.StandardInput.Close();
        var complaints = process.StandardError.BaseStream.CopyToAsync(Stream.Null, cancellationToken);
        var output = new byte[LongestOutput];
        var length = await process.StandardOutput.BaseStream.ReadAtLeastAsync(output, LongestOutput, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        if (length == LongestOutput)
        {
            throw new CredentialsUnavailableException($"{Name} printed more than {LongestOutput} bytes");
        }

        await complaints.ConfigureAwait(false);
        await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
        return process.ExitCode == 0
            ? output[..length]
            : throw new CredentialsUnavailableException(FormattableString.Invariant($"{Name} ended with the exit code {process.ExitCode}"));
    }

    private FetchedKey Read(byte[] output)
    {
        try
        {
            using var document = JsonDocument.Parse(output);
            var root = document.RootElement;
            var token = JsonTexts.Of(root, "sts_token");
            if (token is null && JsonTexts.Of(root, "mode") == "StsToken")
            {
                throw new CredentialsUnavailableException($"{Name} printed a temporary key without its token");
            }

            var found = FixedKeySource.From($"the output of {Name}", JsonTexts.Of(root, "access_key_id"), JsonTexts.Of(root, "access_key_secret"), token);
            var expiration = JsonTexts.Of(root, "expiration");
            return token is null && expiration is null
                ? new(found.Key, null)
                : TemporaryKeyReader.Limited(Name, found, expiration, options.TimeProvider.GetUtcNow());
        }
        catch (JsonException)
        {
            // The exception could quote the output.
            throw new CredentialsUnavailableException($"{Name} printed something that is no JSON");
        }
    }
}
