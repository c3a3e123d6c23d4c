using System.Diagnostics;

namespace OnRecord.Bench;

/// <summary>What a load showed: calls per second, and latencies and processor time of this process per call in milliseconds.</summary>
internal sealed record LoadResult(double PerSecond, double P50, double P95, double P99, double CpuPerCall);

/// <summary>Closed-loop load: so many callers, each with one call at a time.</summary>
internal static class Load
{
    /// <summary>Runs <paramref name="call"/> (caller, turn) for a while.</summary>
    public static async Task<LoadResult> RunAsync(int callers, TimeSpan duration, Func<int, int, Task> call)
    {
        var processor = Process.GetCurrentProcess().TotalProcessorTime;
        var clock = Stopwatch.StartNew();
        var latencies = await Task.WhenAll(Enumerable.Range(0, callers).Select(caller => Task.Run(async () =>
        {
            var measured = new List<double>();
            for (var turn = 0; clock.Elapsed < duration; turn++)
            {
                var start = Stopwatch.GetTimestamp();
                await call(caller, turn);
                measured.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }

            return measured;
        })));
        var elapsed = clock.Elapsed.TotalSeconds;
        var spent = (Process.GetCurrentProcess().TotalProcessorTime - processor).TotalMilliseconds;
        var all = latencies.SelectMany(measured => measured).Order().ToArray();
        return new LoadResult(all.Length / elapsed, At(all, 0.50), At(all, 0.95), At(all, 0.99), spent / all.Length);
    }

    /// <summary>The run whose rate is in the middle.</summary>
    public static LoadResult Median(IEnumerable<LoadResult> runs)
    {
        var sorted = runs.OrderBy(run => run.PerSecond).ToArray();
        return sorted[sorted.Length / 2];
    }

    private static double At(double[] sorted, double share) => sorted.Length == 0 ? 0 : sorted[Math.Min(sorted.Length - 1, (int)(share * sorted.Length))];
}
