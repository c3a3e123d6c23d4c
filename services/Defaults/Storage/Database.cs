using System.Data.Common;
using System.Diagnostics;
using System.Reflection;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using Npgsql;

namespace OnRecord.Defaults;

/// <summary>
/// A service's own database: one SQLite file, or one PostgreSQL schema. A service derives a class from it, so that several
/// databases live side by side in one process. SQL stands in the service's Store folder.
/// </summary>
public abstract class Database : IAsyncDisposable
{
    // A process that is frozen in the middle of a transaction holds its locks: the server ends the transaction, and others go on.
    private const string FrozenWriter = "-c idle_in_transaction_session_timeout=10s";

    // Who is not ready gets no writes that could tell that there is room again: after a while it is tried. A write that succeeds tells nothing: it
    // may have found room in a page that was there.
    private const long FullFor = 15_000;

    private const int MaxAttempts = 5;

    private readonly StorageOptions _options;
    private readonly NpgsqlDataSource? _postgres;
    private readonly NpgsqlDataSource? _postgresWriter;
    private readonly SqliteReaders _readers = null!;
    private readonly SqliteWriter _writer = null!;
    private long? _fullAt;

    /// <param name="options">Provider and place.</param>
    /// <param name="name">Name of the file and of the schema: lower-case letters.</param>
    protected Database(IOptions<StorageOptions> options, string name)
    {
        _options = options.Value;
        Name = name;
        if (_options.Provider == Dialect.Postgres)
        {
            // Writers find rows by their keys, whatever the values: a plan is as good the next time. Left alone, the server plans `= ANY(list)`
            // anew each time, which takes longer than running it. And a plan made while a table was empty would read all of it from then on, until
            // statistics come a minute later: keys are looked up in an index. Readers' plans may depend on what is asked.
            var writers = Math.Max(1, _options.MaxConnections / 2);
            _postgresWriter = Source(Connect(name, writers, $"-c jit=off -c plan_cache_mode=force_generic_plan -c enable_seqscan=off {FrozenWriter}"));
            _postgres = Source(Connect(name, _options.MaxConnections - writers, "-c jit=off"));
        }
        else
        {
            SqliteConnectionString = new SqliteConnectionStringBuilder
            {
                DataSource = Path.Combine(_options.Folder, name + ".db"),
                DefaultTimeout = _options.CommandTimeoutSeconds,
                ForeignKeys = true,
                // Connections stay open here, with their statements.
                Pooling = false,
            }.ToString();
            _readers = new SqliteReaders(SqliteConnectionString);
            _writer = new SqliteWriter(SqliteConnectionString, _options.Synchronous);
        }
    }

    /// <summary>Name of the file and of the schema.</summary>
    public string Name { get; }

    /// <summary>The engine.</summary>
    public Dialect Dialect => _options.Provider;

    /// <summary>Whether the engine is PostgreSQL.</summary>
    public bool IsPostgres => _postgres is not null;

    /// <summary>Whether a write has found the disk full within the last seconds.</summary>
    public bool IsFull => _fullAt is { } at && Environment.TickCount64 - at < FullFor;

    /// <summary>Whether a start may change the schema.</summary>
    internal bool Migrates => _options.Migrate;

    /// <summary>Where the migration scripts are embedded.</summary>
    internal Assembly Migrations => GetType().Assembly;

    internal string SqliteConnectionString { get; } = "";

    internal string PostgresConnectionString => _options.ConnectionString;

    /// <summary>
    /// An open connection for reading rows by their keys, whose plans are kept; the caller disposes it.
    /// </summary>
    public async Task<DbConnection> OpenForKeysAsync(CancellationToken cancellation = default) =>
        _postgresWriter is null ? await OpenAsync(cancellation) : await _postgresWriter.OpenConnectionAsync(cancellation);

    /// <summary>An open connection for reading; the caller disposes it.</summary>
    public async Task<DbConnection> OpenAsync(CancellationToken cancellation = default) =>
        _postgres is not null ? await _postgres.OpenConnectionAsync(cancellation) : await _readers.OpenAsync(cancellation);

    /// <summary>Runs <paramref name="work"/> in one transaction and commits it; any exception rolls all of it back.</summary>
    /// <remarks>
    /// The work must have no other effect, for it may run again: on PostgreSQL after a serialisation failure, a deadlock or a standstill of this process, up to five times;
    /// on SQLite when other work that shared its transaction failed.
    /// </remarks>
    public async Task<T> WriteAsync<T>(Func<DbConnection, DbTransaction, Task<T>> work, CancellationToken cancellation = default)
    {
        try
        {
            return _postgresWriter is null ? await _writer.RunAsync(work, cancellation) : await WritePostgresAsync(_postgresWriter, work, cancellation);
        }
        catch (DbException fault) when (StorageFaults.IsFull(fault))
        {
            _fullAt = Environment.TickCount64;
            throw;
        }
    }

    /// <inheritdoc cref="WriteAsync{T}"/>
    public Task WriteAsync(Func<DbConnection, DbTransaction, Task> work, CancellationToken cancellation = default) =>
        WriteAsync(
            async (connection, transaction) =>
            {
                await work(connection, transaction);
                return true;
            },
            cancellation);

    private static async Task<T> WritePostgresAsync<T>(
        NpgsqlDataSource source, Func<DbConnection, DbTransaction, Task<T>> work, CancellationToken cancellation)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var connection = await source.OpenConnectionAsync(cancellation);
                await using var transaction = await connection.BeginTransactionAsync(cancellation);
                var result = await work(connection, transaction);
                await transaction.CommitAsync(cancellation);
                return result;
            }
            catch (PostgresException conflict) when (attempt < MaxAttempts && StorageFaults.IsForAnotherTry(conflict))
            {
                await Task.Delay(Random.Shared.Next(5, 25 * attempt), cancellation);
            }
        }
    }

    // What nobody has asked for, as the look of a poller into a table, is no trace of its own.
    private static NpgsqlDataSource Source(NpgsqlConnectionStringBuilder settings) => new NpgsqlDataSourceBuilder(settings.ToString())
        .ConfigureTracing(tracing => tracing
            .ConfigureCommandFilter(_ => Activity.Current is not null)
            .ConfigureBatchFilter(_ => Activity.Current is not null)
            .EnablePhysicalOpenTracing(false))
        .Build();

    // Statements here take a millisecond; compiling one takes ten, and a young table's estimates ask for it again and again: no jit.
    private NpgsqlConnectionStringBuilder Connect(string name, int connections, string settings) => new(_options.ConnectionString)
    {
        SearchPath = name,
        MaxPoolSize = connections,
        CommandTimeout = _options.CommandTimeoutSeconds,
        ApplicationName = $"onrecord-{name}",
        MaxAutoPrepare = 200,
        // Nobody here leaves anything in a session: no settings, no temporary tables, no locks beyond a transaction.
        NoResetOnClose = true,
        Options = $"{settings} {new NpgsqlConnectionStringBuilder(_options.ConnectionString).Options}".TrimEnd(),
    };

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_postgres is not null && _postgresWriter is not null)
        {
            await _postgresWriter.DisposeAsync();
            await _postgres.DisposeAsync();
            return;
        }

        _readers.Dispose();
        _writer.Dispose();
    }
}
