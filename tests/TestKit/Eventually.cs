using System.Diagnostics;

namespace OnRecord.TestKit;

/// <summary>Waits for what a pipeline brings about in its own time.</summary>
public static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Asks again until <paramref name="until"/> holds; fails with the last answer after <paramref name="within"/> (60 s).</summary>
    public static async Task<T> GetAsync<T>(Func<Task<T>> ask, Func<T, bool> until, string what, TimeSpan? within = null)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            var answer = await ask();
            if (until(answer))
            {
                return answer;
            }

            if (clock.Elapsed > (within ?? Patience))
            {
                throw new TimeoutException($"After {clock.Elapsed.TotalSeconds:0} s still not: {what}. Last answer: {answer}");
            }

            await Task.Delay(Pause);
        }
    }

    /// <summary>Asks again until the answer is yes.</summary>
    public static Task TrueAsync(Func<Task<bool>> ask, string what, TimeSpan? within = null) => GetAsync(ask, answer => answer, what, within);
}
