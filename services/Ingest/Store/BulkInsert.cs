using System.Data.Common;
using Dapper;

namespace OnRecord.Ingest;

/// <summary>
/// Inserts many rows of one table: one statement with an array a column on PostgreSQL, a prepared statement run per row on
/// SQLite (there is no round trip to save). Rows that are there already are left as they are, unless there cannot be any.
/// </summary>
internal sealed class BulkInsert<TRow>
{
    private readonly Column<TRow>[] _columns;
    private readonly string _perRow;
    private readonly string _arrays;

    /// <param name="table">Table to insert into.</param>
    /// <param name="mayExist">Whether a row may be there already. Where not, PostgreSQL need not look before each row.</param>
    /// <param name="columns">Its columns.</param>
    public BulkInsert(string table, bool mayExist, params Column<TRow>[] columns)
    {
        var conflict = mayExist ? " ON CONFLICT DO NOTHING" : "";
        _columns = columns;
        var names = string.Join(", ", columns.Select(column => column.Name));
        var parameters = string.Join(", ", columns.Select(column => "@" + column.Name));
        _perRow = $"INSERT INTO {table} ({names}) VALUES ({parameters}){conflict}";
        _arrays = $"INSERT INTO {table} ({names}) SELECT * FROM unnest({parameters}){conflict}";
    }

    /// <summary>Inserts the rows; gives the number that was not there yet.</summary>
    public async Task<int> ExecuteAsync(DbConnection connection, DbTransaction transaction, bool postgres, IReadOnlyList<TRow> rows)
    {
        if (rows.Count == 0)
        {
            return 0;
        }

        if (!postgres)
        {
            return await connection.ExecuteAsync(_perRow, rows.Select(PerRow), transaction);
        }

        var parameters = new DynamicParameters();
        foreach (var column in _columns)
        {
            parameters.Add(column.Name, column.ToArray(rows));
        }

        return await connection.ExecuteAsync(_arrays, parameters, transaction);
    }

    private DynamicParameters PerRow(TRow row)
    {
        var parameters = new DynamicParameters();
        foreach (var column in _columns)
        {
            parameters.Add(column.Name, column.Value(row));
        }

        return parameters;
    }
}

/// <summary>A column with the way to read it from a row, one by one or as an array.</summary>
internal sealed record Column<TRow>(string Name, Func<TRow, object?> Value, Func<IReadOnlyList<TRow>, Array> ToArray)
{
    public static Column<TRow> Of<TValue>(string name, Func<TRow, TValue> read) =>
        new(name, row => read(row), rows =>
        {
            var values = new TValue[rows.Count];
            for (var at = 0; at < values.Length; at++)
            {
                values[at] = read(rows[at]);
            }

            return values;
        });
}
