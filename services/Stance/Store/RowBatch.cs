using System.Data.Common;
using System.Globalization;
using System.Text;
using Npgsql;

namespace OnRecord.Stances;

/// <summary>
/// Many rows in few statements: <c>prefix VALUES (…), (…) suffix</c>, which both engines understand and which saves a round
/// trip per row.
/// </summary>
/// <param name="prefix">What stands before VALUES.</param>
/// <param name="suffix">What stands after the last row.</param>
internal sealed class RowBatch(string prefix, string suffix = "")
{
    // SQLite takes 32,766 parameters, PostgreSQL 65,535; statements much longer than this gain nothing.
    private const int MaxParameters = 2_000;

    private readonly List<object?[]> _rows = [];

    public void Add(params object?[] values) => _rows.Add(values);

    public async Task WriteAsync(DbConnection connection, DbTransaction transaction, CancellationToken cancellation)
    {
        for (var from = 0; from < _rows.Count;)
        {
            var count = Math.Min(_rows.Count - from, Math.Max(1, MaxParameters / _rows[from].Length));
            await using var command = connection.CreateCommand();
            command.Transaction = transaction;
            command.CommandText = Fill(command, from, count);
            await command.ExecuteNonQueryAsync(cancellation);
            from += count;
        }
    }

    private string Fill(DbCommand command, int from, int count)
    {
        var sql = new StringBuilder(prefix).Append(" VALUES ");
        for (var row = from; row < from + count; row++)
        {
            sql.Append(row == from ? "(" : ", (");
            for (var column = 0; column < _rows[row].Length; column++)
            {
                var parameter = command.CreateParameter();
                parameter.ParameterName = string.Create(CultureInfo.InvariantCulture, $"p{command.Parameters.Count}");
                parameter.Value = Value(_rows[row][column], parameter is NpgsqlParameter);
                command.Parameters.Add(parameter);
                sql.Append(column == 0 ? "@" : ", @").Append(parameter.ParameterName);
            }

            sql.Append(')');
        }

        return sql.Append(' ').Append(suffix).ToString();
    }

    private static object Value(object? value, bool postgres) => value switch
    {
        null => DBNull.Value,
        Guid guid when !postgres => guid.ToString("D"),
        Enum member => Convert.ToInt32(member, CultureInfo.InvariantCulture),
        _ => value,
    };
}
