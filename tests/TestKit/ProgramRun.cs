using System.Diagnostics;

namespace OnRecord.TestKit;

/// <summary>Runs a program to its end.</summary>
public static class ProgramRun
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    /// <summary>What the program answered. Both its streams are read at once, so that neither fills up and stops it.</summary>
    /// <param name="start">Program, arguments, folder and environment; its streams are redirected.</param>
    /// <param name="patience">After which it is killed with all that it has started; ten minutes when left out.</param>
    /// <exception cref="OperationCanceledException">It took longer.</exception>
    public static async Task<(int Code, string Output, string Error)> ToEndAsync(ProcessStartInfo start, TimeSpan? patience = null)
    {
        start.RedirectStandardOutput = start.RedirectStandardError = true;
        using var process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(patience ?? Patience);
        try
        {
            var (output, error) = (process.StandardOutput.ReadToEndAsync(limit.Token), process.StandardError.ReadToEndAsync(limit.Token));
            await process.WaitForExitAsync(limit.Token);
            return (process.ExitCode, await output, await error);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }
}
