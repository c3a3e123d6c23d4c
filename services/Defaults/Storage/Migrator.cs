using DbUp;
using DbUp.Builder;
using DbUp.Engine;
using DbUp.Engine.Output;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace OnRecord.Defaults;

/// <summary>
/// Brings a database to the newest schema before anything else of the process starts. Scripts are the embedded files
/// Store/Migrations/{sqlite,postgres}/NNNN_name.sql, run once each, in order of their names.
/// </summary>
internal sealed class Migrator<TDatabase>(TDatabase database, ILogger<TDatabase> logger) : IMigrator, IHostedLifecycleService
    where TDatabase : Database
{
    // Names of scripts end so that take something away which earlier builds need.
    private const string Contraction = ".contract.sql";

    // Replicas start together: only one at a time may migrate a schema. The others wait for it, which may take a while.
    private const int AdvisoryLock = 0x0E_C0_4D;
    private const int AdvisoryLockSeconds = 600;

    private bool _done;

    public async Task MigrateAsync(CancellationToken cancellation)
    {
        if (_done)
        {
            return;
        }

        if (database.IsPostgres)
        {
            await MigratePostgresAsync(cancellation);
        }
        else
        {
            MigrateSqlite();
        }

        _done = true;
    }

    public Task StartingAsync(CancellationToken cancellationToken) => MigrateAsync(cancellationToken);

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task MigratePostgresAsync(CancellationToken cancellation)
    {
        // Not pooled: a connection that only goes back to the pool keeps its lock.
        var unpooled = new NpgsqlConnectionStringBuilder(database.PostgresConnectionString) { Pooling = false };
        await using var guard = new NpgsqlConnection(unpooled.ToString());
        await guard.OpenAsync(cancellation);
        await using (var enter = new NpgsqlCommand(
            $"SELECT pg_advisory_lock({AdvisoryLock}, hashtext('{database.Name}'));{(database.Migrates ? $" CREATE SCHEMA IF NOT EXISTS \"{database.Name}\"" : "")}", guard)
        { CommandTimeout = AdvisoryLockSeconds })
        {
            await enter.ExecuteNonQueryAsync(cancellation);
        }

        var connection = new NpgsqlConnectionStringBuilder(database.PostgresConnectionString) { SearchPath = database.Name };
        Run(DeployChanges.To.PostgresqlDatabase(connection.ToString())
            .JournalToPostgresqlTable(database.Name, "schema_versions"), "postgres");
        // Closing the connection gives the lock back.
    }

    private void MigrateSqlite()
    {
        var path = new SqliteConnectionStringBuilder(database.SqliteConnectionString).DataSource;
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        using (var connection = new SqliteConnection(database.SqliteConnectionString))
        {
            connection.Open();
            using var wal = connection.CreateCommand();
            wal.CommandText = "PRAGMA journal_mode=WAL";
            wal.ExecuteNonQuery();
        }

        Run(DeployChanges.To.SqliteDatabase(database.SqliteConnectionString), "sqlite");
    }

    private void Run(UpgradeEngineBuilder builder, string dialect)
    {
        var engine = builder
            .WithScriptsEmbeddedInAssembly(
                database.Migrations, name => name.Contains($".Migrations.{dialect}.", StringComparison.Ordinal))
            .WithTransactionPerScript()
            .WithVariablesDisabled()
            .LogTo(new QuietLog(logger))
            .Build();
        RefuseNewer(engine);
        if (!database.Migrates)
        {
            RefuseOlder(engine);
            return;
        }

        var result = engine.PerformUpgrade();
        if (!result.Successful)
        {
            var script = result.ErrorScript is { } failed ? $"script {failed.Name.Split('.')[^2]}.sql" : "the list of what has run";
            var said = result.Error is PostgresException refused ? refused.MessageText : result.Error.Message.ReplaceLineEndings(" ");
            throw new StartException($"Storage: the schema of {database.Name} could not be migrated: {script}: {said}");
        }
    }

    /// <summary>
    /// A schema that a later build has added to serves this one, too, so that a build can be rolled back. One that a later build has taken from
    /// does not.
    /// </summary>
    private void RefuseNewer(UpgradeEngine engine)
    {
        var known = engine.GetDiscoveredScripts().Select(script => script.Name).ToHashSet();
        var unknown = engine.GetExecutedScripts().FirstOrDefault(name => name.EndsWith(Contraction, StringComparison.Ordinal) && !known.Contains(name));
        if (unknown is not null)
        {
            throw new StartException(
                $"Storage: the schema of {database.Name} is of a later build ({unknown}) that this one cannot work with: start the later build, or restore a backup.");
        }
    }

    private void RefuseOlder(UpgradeEngine engine)
    {
        if (engine.GetScriptsToExecute() is [var next, ..] missing)
        {
            throw new StartException(
                $"Storage: the schema of {database.Name} is {missing.Count} scripts behind this build (from {next.Name}): run it with --migrate, or let it migrate with --Storage:Migrate=true.");
        }
    }

    /// <summary>DbUp tells every step at information level; at a start only what might mean trouble matters.</summary>
    private sealed class QuietLog(ILogger logger) : IUpgradeLog
    {
        public void LogTrace(string format, params object[] args)
        {
        }

        public void LogDebug(string format, params object[] args)
        {
        }

        public void LogInformation(string format, params object[] args)
        {
        }

        public void LogWarning(string format, params object[] args) => logger.LogWarning("{Message}", Format(format, args));

        // What fails ends the start, and is told there in one line.
        public void LogError(string format, params object[] args)
        {
        }

        public void LogError(Exception ex, string format, params object[] args)
        {
        }

        private static string Format(string format, object[] args) =>
            string.Format(System.Globalization.CultureInfo.InvariantCulture, format, args);
    }
}
