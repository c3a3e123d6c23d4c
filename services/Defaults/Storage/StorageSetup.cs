using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace OnRecord.Defaults;

/// <summary>Registers a service's database.</summary>
public static class StorageSetup
{
    /// <summary>Adds the database, its migration at start and its readiness check.</summary>
    public static void AddDatabase<TDatabase>(this IHostApplicationBuilder builder)
        where TDatabase : Database
    {
        DapperHandlers.Register();
        builder.AddValidatedOptions<StorageOptions>(StorageOptions.Section);
        builder.Services.AddSingleton<TDatabase>();
        builder.Services.AddSingleton<Migrator<TDatabase>>();
        builder.Services.AddSingleton<IMigrator>(services => services.GetRequiredService<Migrator<TDatabase>>());
        builder.Services.AddHostedService(services => services.GetRequiredService<Migrator<TDatabase>>());
        builder.Services.AddHealthChecks().AddCheck<DatabaseCheck<TDatabase>>(typeof(TDatabase).Name, tags: [HealthTags.Ready]);
    }

    private sealed class DatabaseCheck<TDatabase>(TDatabase database) : IHealthCheck
        where TDatabase : Database
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            try
            {
                await using var connection = await database.OpenAsync(cancellationToken);
                await using var command = connection.CreateCommand();
                command.CommandText = "SELECT 1";
                await command.ExecuteScalarAsync(cancellationToken);
                return database.IsFull ? HealthCheckResult.Unhealthy($"The disk of the {database.Name} database is full.") : HealthCheckResult.Healthy();
            }
            catch (Exception fault) when (fault is not OperationCanceledException)
            {
                return HealthCheckResult.Unhealthy($"The {database.Name} database does not answer.", fault);
            }
        }
    }
}
