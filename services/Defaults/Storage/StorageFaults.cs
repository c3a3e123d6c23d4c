using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace OnRecord.Defaults;

/// <summary>What is wrong with a store, by its errors.</summary>
public static class StorageFaults
{
    // PostgreSQL ended a transaction whose owner stood still for too long: a process that was frozen, or got no processor.
    private const string StoodStill = "25P03";

    // SQLITE_FULL.
    private const int SqliteFull = 13;

    /// <summary>Whether the store's disk is full.</summary>
    public static bool IsFull(Exception fault) =>
        fault is PostgresException { SqlState: PostgresErrorCodes.DiskFull } or SqliteException { SqliteErrorCode: SqliteFull };

    /// <summary>Whether the transaction came to nothing by circumstances that may be others at once.</summary>
    public static bool IsForAnotherTry(Exception fault) =>
        fault is PostgresException { SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected or StoodStill };

    /// <summary>Whether the same work may succeed later: the store is away, busy or full, or this process stood still.</summary>
    public static bool Passes(DbException fault) => fault.IsTransient || IsForAnotherTry(fault) || IsFull(fault);
}
