namespace OnRecord.Defaults.Tests;

public sealed class AnalysisThreadsTests : IDisposable
{
    private readonly AnalysisThreads _threads = new(count: 2);

    public void Dispose() => _threads.Dispose();

    [Fact]
    public async Task Never_more_work_runs_than_there_are_threads()
    {
        var (running, most) = (0, 0);
        var both = new Barrier(2);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => _threads.RunAsync(
            _ =>
            {
                var now = Interlocked.Increment(ref running);
                InterlockedMax(ref most, now);
                // Two run together, or this never ends.
                Assert.True(both.SignalAndWait(TimeSpan.FromMinutes(1), CancellationToken.None));
                return Interlocked.Decrement(ref running);
            },
            CancellationToken.None)));

        Assert.Equal(2, most);
    }

    [Fact]
    public async Task Callers_come_before_articles_that_waited_longer()
    {
        using var threads = new AnalysisThreads(count: 1);
        var order = new List<string>();
        var (begun, gate) = (new TaskCompletionSource(), new ManualResetEventSlim());
        var first = threads.RunAsync(
            _ =>
            {
                begun.SetResult();
                return gate.Wait(TimeSpan.FromMinutes(1), CancellationToken.None);
            },
            CancellationToken.None);
        await begun.Task;

        var article = threads.RunAsync(_ => Note("article"), CancellationToken.None);
        var caller = threads.RunForCallerAsync(_ => Note("caller"), CancellationToken.None);
        gate.Set();
        await Task.WhenAll(first, article, caller);

        Assert.Equal(["caller", "article"], order);

        bool Note(string who)
        {
            order.Add(who);
            return true;
        }
    }

    [Fact]
    public async Task Work_that_fails_fails_alone_and_nobody_waits_for_work_whose_caller_has_gone()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => _threads.RunAsync<int>(_ => throw new InvalidOperationException("poison"), CancellationToken.None));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _threads.RunForCallerAsync(_ => 1, new CancellationToken(canceled: true)));

        Assert.Equal(7, await _threads.RunAsync(_ => 7, CancellationToken.None));
    }

    [Fact]
    public async Task What_waits_for_an_analysis_does_not_go_on_in_its_thread()
    {
        var analysed = await _threads.RunAsync(_ => Environment.CurrentManagedThreadId, CancellationToken.None);

        Assert.NotEqual(analysed, Environment.CurrentManagedThreadId);
    }

    [Fact]
    public async Task The_system_puts_analyses_behind_what_else_the_process_does()
    {
        if (OperatingSystem.IsLinux())
        {
            Assert.True(await _threads.RunAsync(_ => Niceness(), CancellationToken.None) > await Task.Run(Niceness));
        }
    }

    // The 19th field of the thread's line; the name before it, in brackets, may hold blanks.
    private static int Niceness()
    {
        var line = File.ReadAllText("/proc/thread-self/stat");
        return int.Parse(line[(line.LastIndexOf(')') + 2)..].Split(' ')[16], System.Globalization.CultureInfo.InvariantCulture);
    }

    private static void InterlockedMax(ref int most, int now)
    {
        for (var known = Volatile.Read(ref most); known < now; known = Volatile.Read(ref most))
        {
            Interlocked.CompareExchange(ref most, now, known);
        }
    }
}
