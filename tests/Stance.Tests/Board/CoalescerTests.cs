namespace OnRecord.Stances.Tests;

/// <summary>Many who ask for the same work at the same time share it, and none gets work that began before it asked.</summary>
public class CoalescerTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Coalescer<string, int> _coalescer = new(_ => Task.CompletedTask);

    [Fact]
    public async Task Callers_of_a_running_turn_share_the_next_one()
    {
        var (turns, gate) = (0, new TaskCompletionSource<int>());
        Task<int> Work() => Interlocked.Increment(ref turns) == 1 ? gate.Task : Task.FromResult(0);
        var first = _coalescer.RunAsync("story", Work, CancellationToken.None);
        await UntilAsync(() => turns == 1);
        var others = Enumerable.Range(0, 50).Select(_ => _coalescer.RunAsync("story", Work, CancellationToken.None)).ToList();

        Assert.All(others, other => Assert.False(other.IsCompleted));
        gate.SetResult(0);
        await Task.WhenAll([first, .. others]).WaitAsync(Patience);

        Assert.Equal(2, turns);
    }

    [Fact]
    public async Task Callers_that_come_while_a_key_rests_share_the_next_turn()
    {
        var (turns, rest) = (0, new TaskCompletionSource());
        var coalescer = new Coalescer<string, int>(_ => rest.Task);
        Task CallAsync() => coalescer.RunAsync("story", () => Task.FromResult(Interlocked.Increment(ref turns)), CancellationToken.None);

        await CallAsync().WaitAsync(Patience);
        var others = Enumerable.Range(0, 20).Select(_ => CallAsync()).ToList();

        Assert.All(others, other => Assert.False(other.IsCompleted));
        rest.SetResult();
        await Task.WhenAll(others).WaitAsync(Patience);
        Assert.Equal(2, turns);
    }

    [Fact]
    public async Task A_caller_after_the_last_turn_gets_one_of_its_own()
    {
        var turns = 0;
        for (var call = 1; call <= 3; call++)
        {
            await _coalescer.RunAsync("story", () => Task.FromResult(turns++), CancellationToken.None);

            Assert.Equal(call, turns);
        }
    }

    [Fact]
    public async Task Keys_do_not_wait_for_each_other()
    {
        var gate = new TaskCompletionSource<int>();
        var slow = _coalescer.RunAsync("slow", () => gate.Task, CancellationToken.None);

        await _coalescer.RunAsync("quick", () => Task.FromResult(0), CancellationToken.None).WaitAsync(Patience);

        Assert.False(slow.IsCompleted);
        gate.SetResult(0);
        await slow.WaitAsync(Patience);
    }

    [Fact]
    public async Task A_failure_reaches_those_who_share_the_turn_and_nobody_else()
    {
        var gate = new TaskCompletionSource<int>();
        var first = _coalescer.RunAsync("story", () => gate.Task, CancellationToken.None);
        var second = _coalescer.RunAsync("story", () => Task.FromResult(0), CancellationToken.None);
        gate.SetException(new InvalidOperationException("away"));

        await Assert.ThrowsAsync<InvalidOperationException>(() => first.WaitAsync(Patience));
        await second.WaitAsync(Patience);
    }

    [Fact]
    public async Task Many_callers_at_once_are_all_served()
    {
        var (written, read) = (0, 0);
        await Parallel.ForAsync(0, 2_000, async (_, cancellation) =>
        {
            var mine = Interlocked.Increment(ref written);
            await _coalescer.RunAsync("story", () => Task.FromResult(read = Volatile.Read(ref written)), cancellation);

            // The turn began after the call, so it has seen what was written before it.
            Assert.True(Volatile.Read(ref read) >= mine);
        });
    }

    private static async Task UntilAsync(Func<bool> holds)
    {
        for (var look = 0; look < 3_000 && !holds(); look++)
        {
            await Task.Delay(10);
        }

        Assert.True(holds());
    }
}
