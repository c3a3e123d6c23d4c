using System.Data.Common;
using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace OnRecord.Defaults;

/// <summary>
/// The one connection that writes: its pages and statements stay at hand. Work runs in the order of its coming, each piece alone, and the
/// pieces that wait for each other share a transaction: one wait for the disk, and each page they touch is written once. A piece
/// that fails takes the others of its transaction back; they run again, alone, so work must have no other effect.
/// </summary>
internal sealed class SqliteWriter(string connectionString, string synchronous) : IDisposable
{
    private const int MaxPieces = 64;

    private static readonly TimeSpan LongestGroup = TimeSpan.FromMilliseconds(100);

    // SQLite has one writer at a time; queueing here is fair, its own busy loop is not.
    private readonly SemaphoreSlim _turn = new(1, 1);

    private SqliteSession? _session;
    private Group? _group;
    private int _waiting;

    /// <summary>Runs <paramref name="work"/>; it is stored durably when the task ends.</summary>
    public async Task<T> RunAsync<T>(Func<DbConnection, DbTransaction, Task<T>> work, CancellationToken cancellation)
    {
        for (var alone = false; ; alone = true)
        {
            var (group, result) = await TakeTurnAsync(work, alone, cancellation);
            if (await group.Stored.Task)
            {
                return result;
            }
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _session?.End();
        _turn.Dispose();
    }

    private async Task<(Group Group, T Result)> TakeTurnAsync<T>(
        Func<DbConnection, DbTransaction, Task<T>> work, bool alone, CancellationToken cancellation)
    {
        Interlocked.Increment(ref _waiting);
        // Whoever waits is counted on to end the group, so waiting has no other end than the turn; turns are short.
        await _turn.WaitAsync(CancellationToken.None);
        Interlocked.Decrement(ref _waiting);
        try
        {
            if (alone && _group is { } others)
            {
                Store(others);
            }

            if (cancellation.IsCancellationRequested)
            {
                StoreUnlessAwaited();
                throw new OperationCanceledException(cancellation);
            }

            var group = _group ??= await BeginAsync();
            T result;
            try
            {
                result = await work(group.Session, group.Transaction);
            }
            catch
            {
                TakeBack(group);
                throw;
            }

            group.Pieces++;
            if (alone)
            {
                Store(group);
            }
            else
            {
                StoreUnlessAwaited();
            }

            return (group, result);
        }
        finally
        {
            _turn.Release();
        }
    }

    private void StoreUnlessAwaited()
    {
        if (_group is { } group && (Volatile.Read(ref _waiting) == 0 || group.Pieces >= MaxPieces || group.Age.Elapsed > LongestGroup))
        {
            Store(group);
        }
    }

    private void Store(Group group)
    {
        _group = null;
        try
        {
            group.Transaction.Commit();
            group.Transaction.Dispose();
            group.Stored.TrySetResult(true);
        }
        catch (Exception fault)
        {
            // All of the group learn why, each from its own wait.
            Close();
            group.Stored.TrySetException(fault);
        }
    }

    private void TakeBack(Group group)
    {
        _group = null;
        try
        {
            group.Transaction.Rollback();
            group.Transaction.Dispose();
        }
        catch (Exception fault) when (fault is SqliteException or InvalidOperationException)
        {
            // Whatever broke, a closed connection has no transaction.
            Close();
        }

        group.Stored.TrySetResult(false);
    }

    private async Task<Group> BeginAsync()
    {
        _session ??= await OpenAsync();
        return new Group(_session, _session.BeginTransaction(deferred: false));
    }

    private async Task<SqliteSession> OpenAsync()
    {
        var session = new SqliteSession(connectionString, static _ => { });
        try
        {
            await session.OpenAsync();
            // Pages that articles come back to stay in the cache and, in a longer log, reach the file once for many commits.
            using var pragmas = new SqliteCommand($"PRAGMA synchronous={synchronous}; PRAGMA cache_size=-16384; PRAGMA wal_autocheckpoint=4000", session);
            pragmas.ExecuteNonQuery();
            pragmas.Connection = null;
            return session;
        }
        catch
        {
            session.End();
            throw;
        }
    }

    private void Close()
    {
        _session?.End();
        _session = null;
    }

    private sealed class Group(SqliteSession session, SqliteTransaction transaction)
    {
        public SqliteSession Session => session;

        public SqliteTransaction Transaction => transaction;

        public Stopwatch Age { get; } = Stopwatch.StartNew();

        public int Pieces { get; set; }

        /// <summary>True: stored; false: taken back because of another piece.</summary>
        public TaskCompletionSource<bool> Stored { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
