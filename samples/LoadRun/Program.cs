using LoadRun;

var result = LoadRunCommand.Create().Parse(args);
if (result.Errors.Count == 0)
{
    return await result.InvokeAsync();
}

foreach (var error in result.Errors)
{
    await Console.Error.WriteLineAsync(error.Message);
}

await Console.Error.WriteLineAsync("--help lists the options.");
return LoadRunCommand.UsageError;
