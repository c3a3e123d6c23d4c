using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;
using Microsoft.Data.Sqlite;

namespace OnRecord.Defaults;

/// <summary>A command whose compiled form goes back to its <see cref="SqliteSession"/> when it is disposed.</summary>
internal sealed class SqliteStatement(SqliteSession session) : DbCommand
{
    // Callers keep hold of the collection while they change the text.
    private readonly SqliteParameterCollection _parameters = new SqliteCommand().Parameters;
    private SqliteCommand? _compiled;
    private DbDataReader? _reader;
    private string _text = "";

    /// <inheritdoc />
    [AllowNull]
    public override string CommandText
    {
        get => _text;
        set
        {
            if (_text != value)
            {
                Return();
                _text = value ?? "";
            }
        }
    }

    /// <inheritdoc />
    public override int CommandTimeout { get; set; } = session.DefaultTimeout;

    /// <inheritdoc />
    public override CommandType CommandType { get; set; } = CommandType.Text;

    /// <inheritdoc />
    public override UpdateRowSource UpdatedRowSource { get; set; }

    /// <inheritdoc />
    public override bool DesignTimeVisible { get; set; }

    /// <inheritdoc />
    protected override DbConnection? DbConnection
    {
        get => session;
        set
        {
            if (value != session)
            {
                throw new InvalidOperationException("A statement stays with the connection that made it.");
            }
        }
    }

    /// <inheritdoc />
    protected override DbTransaction? DbTransaction { get; set; }

    /// <inheritdoc />
    protected override DbParameterCollection DbParameterCollection => _parameters;

    /// <inheritdoc />
    public override void Cancel()
    {
        // SQLite has nothing to cancel.
    }

    /// <inheritdoc />
    public override void Prepare()
    {
        // It is compiled when it first runs, and stays so.
    }

    /// <inheritdoc />
    public override int ExecuteNonQuery() => Run(static command => command.ExecuteNonQuery());

    /// <inheritdoc />
    public override object? ExecuteScalar() => Run(static command => command.ExecuteScalar());

    /// <inheritdoc />
    public override Task<int> ExecuteNonQueryAsync(CancellationToken cancellationToken) => RunAsync(static self => self.ExecuteNonQuery(), cancellationToken);

    /// <inheritdoc />
    public override Task<object?> ExecuteScalarAsync(CancellationToken cancellationToken) => RunAsync(static self => self.ExecuteScalar(), cancellationToken);

    /// <inheritdoc />
    protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) => _reader = Run(command => command.ExecuteReader(behavior));

    /// <inheritdoc />
    protected override Task<DbDataReader> ExecuteDbDataReaderAsync(CommandBehavior behavior, CancellationToken cancellationToken) =>
        RunAsync(self => self.ExecuteDbDataReader(behavior), cancellationToken);

    /// <inheritdoc />
    protected override DbParameter CreateDbParameter() => new SqliteParameter();

    /// <inheritdoc />
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Return();
        }

        base.Dispose(disposing);
    }

    private T Run<T>(Func<SqliteCommand, T> execute)
    {
        var compiled = _compiled ??= session.Take(_text);
        compiled.CommandTimeout = CommandTimeout;
        compiled.Transaction = session.Current;
        HandOver(compiled.Parameters);
        try
        {
            return execute(compiled);
        }
        catch
        {
            _compiled = null;
            SqliteSession.Drop(compiled);
            throw;
        }
    }

    private void HandOver(SqliteParameterCollection parameters)
    {
        var same = parameters.Count == _parameters.Count;
        for (var at = 0; same && at < parameters.Count; at++)
        {
            same = ReferenceEquals(parameters[at], _parameters[at]);
        }

        if (!same)
        {
            parameters.Clear();
            foreach (SqliteParameter parameter in _parameters)
            {
                parameters.Add(parameter);
            }
        }
    }

    private void Return()
    {
        // A statement that is still being read would hold its snapshot open.
        _reader?.Dispose();
        _reader = null;
        if (_compiled is { } compiled)
        {
            _compiled = null;
            session.Keep(compiled);
        }
    }

    // SQLite answers at once or waits in the kernel: there is nothing to await.
    private Task<T> RunAsync<T>(Func<SqliteStatement, T> execute, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(cancellation);
        }

        try
        {
            return Task.FromResult(execute(this));
        }
        catch (Exception fault)
        {
            return Task.FromException<T>(fault);
        }
    }
}
