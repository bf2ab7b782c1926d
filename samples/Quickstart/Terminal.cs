using Spectre.Console;

namespace Quickstart;

/// <summary>Where the output goes: colours and moving bars only on a terminal, plain text into a file or a pipe.</summary>
internal static class Terminal
{
    /// <summary>Wide enough for a table with links; a pipe has no width of its own.</summary>
    private const int PlainWidth = 400;

    public static IAnsiConsole Open()
    {
        if (!Console.IsOutputRedirected)
        {
            return AnsiConsole.Console;
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.No,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.No,
        });
        console.Profile.Width = PlainWidth;
        return console;
    }
}
