using System.Data.Common;
using System.Globalization;
using System.Text;
using Npgsql;

namespace OnRecord.Defaults;

/// <summary>
/// Many rows of one statement, whose text never varies with their number, so that the engine parses and plans it once: on PostgreSQL
/// <c>prefix SELECT … FROM unnest(…) suffix</c> with an array a column; on SQLite, which has no round trips to save and finds parameters by
/// walking through them, <c>prefix VALUES (…) suffix</c> for each row.
/// </summary>
/// <param name="prefix">What stands before the rows, whose columns are named column1, column2 ….</param>
/// <param name="suffix">What stands after the last row.</param>
public sealed class RowBatch(string prefix, string suffix = "")
{
    private readonly List<object?[]> _rows = [];

    /// <summary>Adds a row; all rows are equally long. Guids, strings, numbers, enums and null are understood.</summary>
    public void Add(params object?[] values) => _rows.Add(values);

    /// <summary>Writes all rows, if there are any.</summary>
    public async Task WriteAsync(DbConnection connection, DbTransaction transaction, CancellationToken cancellation = default)
    {
        if (_rows.Count == 0)
        {
            return;
        }

        if (connection is SqliteSession sqlite)
        {
            sqlite.ExecuteRows(PerRow(), _rows, cancellation);
            return;
        }

        await using var command = Together(connection, transaction);
        await command.ExecuteNonQueryAsync(cancellation);
    }

    /// <summary>Writes all rows of a statement that ends in RETURNING.</summary>
    /// <returns>What <paramref name="read"/> makes of the rows that came back.</returns>
    public async Task<List<T>> WriteAsync<T>(
        DbConnection connection, DbTransaction transaction, Func<DbDataReader, T> read, CancellationToken cancellation = default)
    {
        var returned = new List<T>();
        if (_rows.Count > 0 && connection is NpgsqlConnection)
        {
            await using var command = Together(connection, transaction);
            await ReadAsync(command);
            return returned;
        }

        foreach (var row in _rows)
        {
            await using var command = connection.CreateCommand();
            command.Transaction = transaction;
            command.CommandText = PerRow();
            for (var column = 0; column < row.Length; column++)
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = "@" + Name(column);
                parameter.Value = row[column] switch
                {
                    null => DBNull.Value,
                    Guid guid => guid.ToString("D"),
                    Enum member => Convert.ToInt32(member, CultureInfo.InvariantCulture),
                    var value => value,
                };
                command.Parameters.Add(parameter);
            }

            await ReadAsync(command);
        }

        return returned;

        async Task ReadAsync(DbCommand command)
        {
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            while (await reader.ReadAsync(cancellation))
            {
                returned.Add(read(reader));
            }
        }
    }

    /// <summary>Runs a statement of a SQLite database for each row, whose values take the places of ?1, ?2 … in their order.</summary>
    /// <param name="connection">The connection of a write.</param>
    /// <param name="sql">One of few texts: each stays compiled.</param>
    /// <param name="rows">Rows of values, all equally long.</param>
    /// <param name="cancellation">Looked at between rows.</param>
    public static void ExecuteSqlite(DbConnection connection, string sql, IEnumerable<object?[]> rows, CancellationToken cancellation) =>
        ((SqliteSession)connection).ExecuteRows(sql, rows, cancellation);

    private string PerRow() =>
        $"{prefix} VALUES ({string.Join(", ", Enumerable.Range(0, _rows[0].Length).Select(column => "@" + Name(column)))}) {suffix}";

    private DbCommand Together(DbConnection connection, DbTransaction transaction)
    {
        var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = FillArrays((NpgsqlCommand)command);
        return command;
    }

    /// <summary>One column of some rows as an array that PostgreSQL takes as a parameter.</summary>
    public static Array Column(IReadOnlyList<object?[]> rows, int column) => rows.Select(row => row[column]).FirstOrDefault(value => value is not null) switch
    {
        string or null => Column(rows, column, value => (string?)value),
        Guid => Column(rows, column, value => (Guid?)value),
        byte[] => Column(rows, column, value => (byte[]?)value),
        bool => Column(rows, column, value => (bool?)value),
        float => Column(rows, column, value => (float?)value),
        double => Column(rows, column, value => (double?)value),
        long => Column(rows, column, value => (long?)value),
        int or short or Enum => Column(rows, column, value => value is null ? (int?)null : Convert.ToInt32(value, CultureInfo.InvariantCulture)),
        var other => throw new NotSupportedException($"No column of {other.GetType()}."),
    };

    private string FillArrays(NpgsqlCommand command)
    {
        var (values, names) = (new StringBuilder(), new StringBuilder());
        for (var column = 0; column < _rows[0].Length; column++)
        {
            command.Parameters.Add(new NpgsqlParameter(Name(column), Column(_rows, column)));
            values.Append(column == 0 ? "@" : ", @").Append(Name(column));
            names.Append(column == 0 ? "column" : ", column").Append(column + 1);
        }

        return $"{prefix} SELECT * FROM unnest({values}) AS row({names}) {suffix}";
    }

    private static T[] Column<T>(IReadOnlyList<object?[]> rows, int column, Func<object?, T> convert) => [.. rows.Select(row => convert(row[column]))];

    private static string Name(int index) => string.Create(CultureInfo.InvariantCulture, $"p{index}");
}
