using System.CommandLine;
using FlowGen;

namespace Quickstart;

/// <summary>The command line.</summary>
internal static class QuickstartCommand
{
    /// <summary>The exit code for a command line or an environment that cannot be used.</summary>
    public const int UsageError = 2;

    /// <summary>What a shell gives a program that Ctrl+C ended.</summary>
    private const int Interrupted = 130;

    public static RootCommand Create()
    {
        var live = new Option<string?>("--live") { Description = "Call the real service instead of the sandbox: cams or 8x8. Credentials come from the environment.", HelpName = "provider" };
        live.AcceptOnlyFromAmong("cams", "8x8");
        var flow = new Option<string?>("--flow") { Description = "The flow's id. Needed with --live.", HelpName = "id" };
        var space = new Option<string?>("--space") { Description = "CAMS: the space id of an ISV's sub-customer, or the instance id of a direct customer.", HelpName = "id" };
        var account = new Option<string?>("--account") { Description = "8x8: the account's id, a GUID. Needed with --live 8x8.", HelpName = "id" };
        var channel = new Option<string?>("--channel") { Description = "8x8: the WhatsApp channel's id. Needed with --live 8x8.", HelpName = "id" };

        var command = new RootCommand("Calls WhatsApp Flows at Alibaba Cloud CAMS and at 8x8 through clients generated from schemas/*.json. Without options, both providers run in a sandbox inside this process.")
        {
            live, flow, space, account, channel,
        };
        command.Validators.Add(result =>
        {
            string[] needed = result.GetValue(live) switch
            {
                "cams" when result.GetValue(flow) is null => ["--flow"],
                "8x8" => [.. new[] { flow, account, channel }.Where(option => result.GetValue(option) is null).Select(static option => option.Name)],
                _ => [],
            };
            if (needed.Length > 0)
            {
                result.AddError($"--live {result.GetValue(live)} needs {string.Join(", ", needed)}.");
            }
        });
        command.SetAction(async (result, cancellationToken) =>
        {
            try
            {
                var console = Terminal.Open();
                return result.GetValue(live) switch
                {
                    "cams" => await LiveCall.CamsAsync(console, result.GetValue(flow)!, result.GetValue(space), cancellationToken),
                    "8x8" => await LiveCall.EightByEightAsync(console, result.GetValue(account)!, result.GetValue(channel)!, result.GetValue(flow)!, cancellationToken),
                    _ => await SandboxTour.RunAsync(console, cancellationToken),
                };
            }
            catch (Exception exception) when (exception is MissingCredentialException or ArgumentException)
            {
                await Console.Error.WriteLineAsync(exception.Message);
                return UsageError;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                await Console.Error.WriteLineAsync("Cancelled.");
                return Interrupted;
            }
        });
        return command;
    }
}
