using System.Data.Common;
using Dapper;
using Microsoft.Extensions.Options;
using OnRecord.Defaults;

namespace OnRecord.Entities;

/// <summary>The database of the entity service.</summary>
public sealed class EntityDatabase(IOptions<StorageOptions> options) : Database(options, "entity")
{
    // Any number: the lock lives in this database only, and no other code of the service takes one.
    private const long DecisionLock = 0x0E_17_17;

    /// <summary>
    /// Keeps the decisions of administrators as they are until the transaction ends, so that no article is stored by decisions
    /// that have just been replaced. SQLite has one writer anyway.
    /// </summary>
    public Task HoldDecisionsAsync(DbConnection connection, DbTransaction transaction) =>
        IsPostgres
            ? connection.ExecuteAsync($"SELECT pg_advisory_xact_lock_shared({DecisionLock})", transaction: transaction)
            : Task.CompletedTask;

    /// <summary>Waits until no transaction holds the decisions, and keeps others from holding them.</summary>
    public Task ChangeDecisionsAsync(DbConnection connection, DbTransaction transaction) =>
        IsPostgres
            ? connection.ExecuteAsync($"SELECT pg_advisory_xact_lock({DecisionLock})", transaction: transaction)
            : Task.CompletedTask;
}
