using FlowGen.Sandbox;

return await SandboxCommand.RunAsync(args, Console.Out, Console.Error, CancellationToken.None).ConfigureAwait(false);
