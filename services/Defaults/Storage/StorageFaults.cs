using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace OnRecord.Defaults;

/// <summary>What is wrong with a store, by its errors.</summary>
public static class StorageFaults
{
    // SQLITE_FULL.
    private const int SqliteFull = 13;

    /// <summary>Whether the store's disk is full.</summary>
    public static bool IsFull(Exception fault) =>
        fault is PostgresException { SqlState: PostgresErrorCodes.DiskFull } or SqliteException { SqliteErrorCode: SqliteFull };

    /// <summary>Whether the same work may succeed later: the store is away, busy or full.</summary>
    public static bool Passes(DbException fault) => fault.IsTransient || IsFull(fault);
}
