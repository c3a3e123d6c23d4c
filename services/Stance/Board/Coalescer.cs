namespace OnRecord.Stances;

/// <summary>
/// Runs work for a key one turn at a time. A caller gets a turn that begins after its call; all that come while one turn runs, or while
/// the key rests after it, share the next, so that however many ask, the work is done once for all that they have changed.
/// </summary>
/// <param name="rest">Waits for as long as a key rests after a turn with that outcome; nobody waits for it but the next turn.</param>
public sealed class Coalescer<TKey, TDone>(Func<TDone, Task> rest)
    where TKey : notnull
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TKey, Turns> _turns = [];

    /// <summary>Waits for a turn that begins from now on; its failure is that of all who share it.</summary>
    /// <param name="key">What the work is for.</param>
    /// <param name="work">The work; the same for each caller of the key.</param>
    /// <param name="cancellation">Ends the waiting, not the work.</param>
    public Task RunAsync(TKey key, Func<Task<TDone>> work, CancellationToken cancellation)
    {
        Task mine;
        lock (_lock)
        {
            if (_turns.TryGetValue(key, out var turns))
            {
                mine = turns.Next ??= AfterAsync(turns.Rested.Task, key, work);
            }
            else
            {
                _turns[key] = new Turns();
                mine = AfterAsync(Task.CompletedTask, key, work);
            }
        }

        return mine.WaitAsync(cancellation);
    }

    private async Task AfterAsync(Task before, TKey key, Func<Task<TDone>> work)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        var resting = Task.CompletedTask;
        try
        {
            resting = rest(await work());
        }
        finally
        {
            _ = RestAsync(key, resting);
        }
    }

    private async Task RestAsync(TKey key, Task resting)
    {
        await resting;
        lock (_lock)
        {
            var turns = _turns[key];
            if (turns.Next is null)
            {
                _turns.Remove(key);
                return;
            }

            _turns[key] = new Turns();
            turns.Rested.SetResult();
        }
    }

    private sealed class Turns
    {
        /// <summary>Ends when the next turn may begin.</summary>
        public TaskCompletionSource Rested { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task? Next { get; set; }
    }
}
