using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace OnRecord.Defaults;

/// <summary>
/// A compiled statement that many rows go through. It binds by place, without a parameter object, a look-up by name and a reader for each row:
/// an article has hundreds of rows.
/// </summary>
internal sealed class SqliteRows : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private byte[] _text = new byte[1_024];

    public SqliteRows(sqlite3 database, string sql)
    {
        _database = database;
        Check(raw.sqlite3_prepare_v2(database, sql, out _statement));
    }

    /// <summary>Runs the statement for each row; what it answers is not read.</summary>
    public void Execute(IEnumerable<object?[]> rows, CancellationToken cancellation)
    {
        try
        {
            foreach (var row in rows)
            {
                cancellation.ThrowIfCancellationRequested();
                for (var column = 0; column < row.Length; column++)
                {
                    Check(Bind(column + 1, row[column]));
                }

                var code = raw.sqlite3_step(_statement);
                if (code != raw.SQLITE_DONE)
                {
                    Check(code);
                }

                Check(raw.sqlite3_reset(_statement));
            }
        }
        finally
        {
            // Also after a failure, whose code it repeats.
            _ = raw.sqlite3_reset(_statement);
            _ = raw.sqlite3_clear_bindings(_statement);
        }
    }

    /// <inheritdoc />
    public void Dispose() => _statement.Dispose();

    private int Bind(int place, object? value) => value switch
    {
        null => raw.sqlite3_bind_null(_statement, place),
        string text => BindText(place, text),
        Guid id => BindText(place, id.ToString("D")),
        // An empty span has no address, and a blob without an address is null.
        byte[] { Length: 0 } => raw.sqlite3_bind_zeroblob(_statement, place, 0),
        byte[] bytes => raw.sqlite3_bind_blob(_statement, place, bytes),
        bool flag => raw.sqlite3_bind_int64(_statement, place, flag ? 1 : 0),
        float or double => raw.sqlite3_bind_double(_statement, place, Convert.ToDouble(value, CultureInfo.InvariantCulture)),
        short or int or long or Enum => raw.sqlite3_bind_int64(_statement, place, Convert.ToInt64(value, CultureInfo.InvariantCulture)),
        _ => throw new NotSupportedException($"No column of {value.GetType()}."),
    };

    private int BindText(int place, string text)
    {
        if (text.Length == 0)
        {
            // An empty span has no address, and text without an address is null.
            return raw.sqlite3_bind_text(_statement, place, "");
        }

        if (_text.Length < Encoding.UTF8.GetMaxByteCount(text.Length))
        {
            _text = new byte[Encoding.UTF8.GetMaxByteCount(text.Length)];
        }

        return raw.sqlite3_bind_text(_statement, place, _text.AsSpan(0, Encoding.UTF8.GetBytes(text, _text)));
    }

    private void Check(int code) => SqliteException.ThrowExceptionForRC(code, _database);
}
