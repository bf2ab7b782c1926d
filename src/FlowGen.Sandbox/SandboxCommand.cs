using System.CommandLine;
using System.Text;
using FlowGen.Sandbox.Control;

namespace FlowGen.Sandbox;

/// <summary>The program: a sandbox that serves until Ctrl+C or SIGTERM.</summary>
internal static class SandboxCommand
{
    private const int Success = 0;
    private const int CannotServe = 1;
    private const int BadArguments = 2;

    public static async Task<int> RunAsync(string[] arguments, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        Option<int> port = new("--port") { Description = "The port on 127.0.0.1; 0 takes any that is free." };
        Option<string?> accessKeyId = new("--access-key-id") { Description = "The id of the CAMS access key. Made up if left out, as are the other ids and keys." };
        Option<string?> accessKeySecret = new("--access-key-secret") { Description = "The secret of the CAMS access key." };
        Option<string?> securityToken = new("--security-token") { Description = "The STS token of the CAMS access key. Left out, the key needs none." };
        Option<string?> custSpaceId = new("--cust-space-id") { Description = "The id of the CAMS space." };
        Option<string?> apiKey = new("--api-key") { Description = "The 8x8 API key." };
        Option<string?> accountId = new("--account-id") { Description = "The id of the 8x8 account, a GUID." };
        Option<string?> channelId = new("--channel-id") { Description = "The id of the 8x8 channel." };
        Option<string?> bearerToken = new("--bearer-token") { Description = "A token that stands for a signature at CAMS. Left out, every call has to be signed." };
        Option<SandboxQuota?> quota = new("--quota")
        {
            Description = "What is enforced instead of each documented quota: calls and seconds, as in 500/1, or none.",
            HelpName = "calls/seconds",
            CustomParser = result =>
            {
                if (SandboxQuota.TryParse(result.Tokens.Single().Value, out SandboxQuota? read))
                {
                    return read;
                }

                result.AddError($"--quota is '{result.Tokens[0].Value}' and has to be like 500/1, or none.");
                return null;
            },
        };
        Option<string[]> faults = new("--fault")
        {
            Description = "A fault that is in force from the start, as JSON: {\"fault\":\"delay\",\"milliseconds\":500,\"calls\":3}. May be given again. Faults can be asked for later, too: POST /_sandbox/faults.",
            HelpName = "json",
        };
        RootCommand command = new("Serves Alibaba Cloud CAMS and 8x8 Chat Apps on loopback until Ctrl+C. Prints one line of JSON that says where, and with which keys.")
        {
            port, accessKeyId, accessKeySecret, securityToken, bearerToken, custSpaceId, apiKey, accountId, channelId, quota, faults,
        };
        command.SetAction(async (parsed, stop) =>
        {
            FaultRule[] rules;
            try
            {
                rules = [.. (parsed.GetValue(faults) ?? []).Select(text => FaultText.Read(Encoding.UTF8.GetBytes(text)))];
            }
            catch (ArgumentException exception)
            {
                await error.WriteLineAsync($"--fault: {exception.Message}".AsMemory(), stop).ConfigureAwait(false);
                return BadArguments;
            }

            FlowSandboxOptions options = new()
            {
                Port = parsed.GetValue(port),
                AccessKeyId = parsed.GetValue(accessKeyId),
                AccessKeySecret = parsed.GetValue(accessKeySecret),
                SecurityToken = parsed.GetValue(securityToken),
                BearerToken = parsed.GetValue(bearerToken),
                CustSpaceId = parsed.GetValue(custSpaceId),
                ApiKey = parsed.GetValue(apiKey),
                AccountId = parsed.GetValue(accountId),
                ChannelId = parsed.GetValue(channelId),
                Quota = parsed.GetValue(quota),
                Faults = rules,
            };
            return await ServeAsync(options, output, error, stop).ConfigureAwait(false);
        });

        ParseResult result = command.Parse(arguments);
        if (result.Errors.Count > 0)
        {
            foreach (string message in result.Errors.Select(fault => fault.Message))
            {
                await error.WriteLineAsync(message).ConfigureAwait(false);
            }

            return BadArguments;
        }

        return await result.InvokeAsync(new() { Output = output, Error = error }, cancellationToken).ConfigureAwait(false);
    }

    private static async Task<int> ServeAsync(FlowSandboxOptions options, TextWriter output, TextWriter error, CancellationToken stop)
    {
        try
        {
            FlowSandbox sandbox = await FlowSandbox.StartAsync(options, stop).ConfigureAwait(false);
            await using (sandbox.ConfigureAwait(false))
            {
                await output.WriteLineAsync(Announcement.Write(sandbox).AsMemory(), stop).ConfigureAwait(false);
                await output.FlushAsync(stop).ConfigureAwait(false);
                await Task.Delay(Timeout.Infinite, stop).ConfigureAwait(false);
            }

            return Success;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return Success;
        }
        catch (ArgumentException exception)
        {
            await error.WriteLineAsync(exception.Message).ConfigureAwait(false);
            return BadArguments;
        }
        catch (IOException exception)
        {
            await error.WriteLineAsync(exception.Message).ConfigureAwait(false);
            return CannotServe;
        }
    }
}
