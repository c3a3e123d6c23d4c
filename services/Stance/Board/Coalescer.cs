namespace OnRecord.Stances;

/// <summary>
/// Runs work for a key one turn at a time. A caller gets a turn that begins after its call; all that come while one turn runs share the
/// next, so that however many ask, the work is done once for all that they have changed.
/// </summary>
public sealed class Coalescer<TKey>
    where TKey : notnull
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TKey, Turns> _turns = [];

    /// <summary>Waits for a turn that begins from now on; its failure is that of all who share it.</summary>
    /// <param name="key">What the work is for.</param>
    /// <param name="work">The work; the same for each caller of the key.</param>
    /// <param name="cancellation">Ends the waiting, not the work.</param>
    public Task RunAsync(TKey key, Func<Task> work, CancellationToken cancellation)
    {
        Task mine;
        lock (_lock)
        {
            if (_turns.TryGetValue(key, out var turns))
            {
                mine = turns.Next ??= AfterAsync(turns.Running, key, work);
            }
            else
            {
                _turns[key] = turns = new Turns();
                mine = turns.Running = AfterAsync(Task.CompletedTask, key, work);
            }
        }

        return mine.WaitAsync(cancellation);
    }

    private async Task AfterAsync(Task before, TKey key, Func<Task> work)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        try
        {
            await work();
        }
        finally
        {
            lock (_lock)
            {
                var turns = _turns[key];
                if (turns.Next is { } next)
                {
                    (turns.Running, turns.Next) = (next, null);
                }
                else
                {
                    _turns.Remove(key);
                }
            }
        }
    }

    private sealed class Turns
    {
        public Task Running { get; set; } = Task.CompletedTask;

        public Task? Next { get; set; }
    }
}
