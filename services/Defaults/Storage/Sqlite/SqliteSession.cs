using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace OnRecord.Defaults;

/// <summary>
/// A connection that stays open between its users and keeps their statements compiled: compiling one costs SQLite as much as running it.
/// Disposing gives it back to whoever lent it. One user at a time.
/// </summary>
internal sealed class SqliteSession(string connectionString, Action<SqliteSession> giveBack) : SqliteConnection(connectionString)
{
    // More than the services have statements; lists of parameters make each length another one.
    private const int MaxStatements = 256;

    private readonly Dictionary<string, SqliteCommand> _statements = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SqliteRows> _rows = new(StringComparer.Ordinal);
    private bool _ends;

    /// <summary>Takes a compiled statement out for use, or makes one.</summary>
    internal SqliteCommand Take(string sql) =>
        _statements.Remove(sql, out var statement) ? statement : new SqliteCommand(sql, this);

    /// <summary>Keeps a statement that is used no more, unless the same is kept already.</summary>
    internal void Keep(SqliteCommand statement)
    {
        statement.Parameters.Clear();
        statement.Transaction = null;
        if (_statements.Count >= MaxStatements || _ends || !_statements.TryAdd(statement.CommandText, statement))
        {
            Drop(statement);
        }
    }

    /// <summary>Forgets a statement.</summary>
    internal static void Drop(SqliteCommand statement)
    {
        statement.Dispose();
        // The connection remembers its commands until they leave it.
        statement.Connection = null;
    }

    /// <summary>Runs a statement for each row, whose values take the places of its parameters in their order.</summary>
    /// <param name="sql">One of few texts: each stays compiled.</param>
    /// <param name="rows">Rows of values, all equally long.</param>
    /// <param name="cancellation">Looked at between rows.</param>
    internal void ExecuteRows(string sql, IEnumerable<object?[]> rows, CancellationToken cancellation)
    {
        if (!_rows.TryGetValue(sql, out var statement))
        {
            _rows[sql] = statement = new SqliteRows(Handle!, sql);
        }

        statement.Execute(rows, cancellation);
    }

    /// <summary>The transaction that is open.</summary>
    internal SqliteTransaction? Current => Transaction;

    /// <summary>Closes for good.</summary>
    internal void End()
    {
        _ends = true;
        foreach (var statement in _statements.Values)
        {
            Drop(statement);
        }

        _statements.Clear();
        foreach (var rows in _rows.Values)
        {
            rows.Dispose();
        }

        _rows.Clear();
        Dispose();
    }

    /// <inheritdoc />
    protected override DbCommand CreateDbCommand() => new SqliteStatement(this);

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing && !_ends)
        {
            giveBack(this);
            return;
        }

        base.Dispose(disposing);
    }
}
