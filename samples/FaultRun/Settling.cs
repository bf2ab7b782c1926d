using System.Diagnostics;

namespace FaultRun;

/// <summary>Gives what ends in the background a while to do so.</summary>
internal static class Settling
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static async Task WaitAsync(Func<bool> isSettled, CancellationToken cancellationToken)
    {
        var began = Stopwatch.GetTimestamp();
        while (!isSettled() && Stopwatch.GetElapsedTime(began) < Patience)
        {
            await Task.Delay(50, cancellationToken);
        }
    }
}
