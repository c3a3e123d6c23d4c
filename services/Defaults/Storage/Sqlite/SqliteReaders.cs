using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;

namespace OnRecord.Defaults;

/// <summary>Open connections for reading, lent one caller at a time.</summary>
internal sealed class SqliteReaders(string connectionString) : IDisposable
{
    // Each holds a mapping of the file and some memory; beyond this many at rest they are closed.
    private const int MaxIdle = 16;

    private readonly ConcurrentBag<SqliteSession> _idle = [];
    private volatile bool _ends;

    /// <summary>A connection; disposing it gives it back.</summary>
    public async Task<SqliteSession> OpenAsync(CancellationToken cancellation)
    {
        if (_idle.TryTake(out var session))
        {
            return session;
        }

        session = new SqliteSession(connectionString, GiveBack);
        try
        {
            await session.OpenAsync(cancellation);
            // Reads come straight from the mapped file: without it each connection copies pages into a cache of its own, which now holds only those of the journal.
            using var pragma = new SqliteCommand("PRAGMA mmap_size=1073741824; PRAGMA cache_size=-256", session);
            pragma.ExecuteNonQuery();
            pragma.Connection = null;
            return session;
        }
        catch
        {
            session.End();
            throw;
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _ends = true;
        while (_idle.TryTake(out var session))
        {
            session.End();
        }
    }

    private void GiveBack(SqliteSession session)
    {
        if (_ends || _idle.Count >= MaxIdle || session.Current is not null)
        {
            session.End();
            return;
        }

        _idle.Add(session);
    }
}
