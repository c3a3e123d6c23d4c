using System.Data.Common;
using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;

namespace OnRecord.Entities;

/// <summary>Inserts many rows with few statements; the same SQL serves both engines.</summary>
internal static class MultiRowInsert
{
    // Well below the limit of parameters in a statement of either engine (32,766 and 65,535).
    private const int MaxParameters = 4_000;

    /// <summary>Inserts <paramref name="rows"/>.</summary>
    /// <param name="connection">Open connection.</param>
    /// <param name="transaction">Transaction of the connection.</param>
    /// <param name="target">Table and columns: "table (a, b)".</param>
    /// <param name="rows">Values in the order of the columns; all rows are equally long and hold no null.</param>
    /// <param name="conflict">An ON CONFLICT clause, or empty.</param>
    /// <param name="cancellation">Ends the work.</param>
    public static async Task RunAsync(
        DbConnection connection,
        DbTransaction transaction,
        string target,
        IReadOnlyList<object[]> rows,
        string conflict = "",
        CancellationToken cancellation = default)
    {
        if (rows.Count == 0)
        {
            return;
        }

        foreach (var chunk in rows.Chunk(MaxParameters / rows[0].Length))
        {
            await using var command = connection.CreateCommand();
            command.Transaction = transaction;
            command.CommandText = Statement(target, chunk.Length, chunk[0].Length, conflict);
            for (var row = 0; row < chunk.Length; row++)
            {
                for (var column = 0; column < chunk[row].Length; column++)
                {
                    var parameter = command.CreateParameter();
                    parameter.ParameterName = Name(row * chunk[row].Length + column);
                    parameter.Value = connection is SqliteConnection && chunk[row][column] is Guid id ? id.ToString("D") : chunk[row][column];
                    command.Parameters.Add(parameter);
                }
            }

            await command.ExecuteNonQueryAsync(cancellation);
        }
    }

    private static string Statement(string target, int rows, int columns, string conflict)
    {
        var sql = new StringBuilder("INSERT INTO ").Append(target).Append(" VALUES ");
        for (var row = 0; row < rows; row++)
        {
            sql.Append(row == 0 ? "(" : ", (");
            for (var column = 0; column < columns; column++)
            {
                sql.Append(column == 0 ? "@" : ", @").Append(Name(row * columns + column));
            }

            sql.Append(')');
        }

        return sql.Append(' ').Append(conflict).ToString();
    }

    private static string Name(int index) => "p" + index.ToString(CultureInfo.InvariantCulture);
}
