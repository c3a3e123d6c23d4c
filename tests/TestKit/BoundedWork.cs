using Xunit;

namespace OnRecord.TestKit;

/// <summary>Work that input made to be slow must not blow up.</summary>
public static class BoundedWork
{
    // Twice the text may take twice the memory and a little more, not four times as much.
    private const double MostGrowth = 2.5;
    private const long Slack = 4_000_000;
    private const int Tries = 3;

    // Ends only what would never end.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(4);

    /// <summary>Fails when work would not end: minutes for what takes milliseconds, so that a busy machine fails nothing.</summary>
    public static Task EndsAsync(Action work) => Task.Run(work).WaitAsync(Patience);

    /// <summary>
    /// Fails when work on twice the text allocates far more than twice the memory, which tells what a clock cannot on a busy machine: work that
    /// grows faster than its input allocates so too.
    /// </summary>
    /// <param name="text">Text of a size.</param>
    /// <param name="size">The smaller of the two sizes.</param>
    /// <param name="work">The work, on the calling thread.</param>
    public static void Check(Func<int, string> text, int size, Action<string, CancellationToken> work)
    {
        // Fills the pools, whose growth is no work. Where memory is short they are emptied at any time and filled anew: work that grows too fast does so each time.
        Allocated(text(size * 2), work);
        var (once, twice, isBounded) = (0L, 0L, false);
        for (var tries = 0; tries < Tries && !isBounded; tries++)
        {
            (once, twice) = (Allocated(text(size), work), Allocated(text(size * 2), work));
            isBounded = twice <= (once * MostGrowth) + Slack;
        }

        Assert.True(isBounded, $"{once} bytes became {twice}");
    }

    private static long Allocated(string text, Action<string, CancellationToken> work)
    {
        using var patience = new CancellationTokenSource(Patience);
        var before = GC.GetAllocatedBytesForCurrentThread();
        work(text, patience.Token);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
