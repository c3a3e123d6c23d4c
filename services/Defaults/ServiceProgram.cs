using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace OnRecord.Defaults;

/// <summary>Runs a process so that what keeps it from starting is said in one line.</summary>
public static class ServiceProgram
{
    /// <summary>Exit code of a process that could not start.</summary>
    public const int CannotStart = 1;

    /// <summary>Builds a process, checks its settings, migrates its databases, and runs it until it is told to stop.</summary>
    /// <param name="build">Builds the process.</param>
    /// <param name="started">What to do once it has started, or null.</param>
    /// <returns>0 after an orderly stop; 1 when settings or databases keep it from starting, after one line on standard error.</returns>
    public static async Task<int> RunAsync(Func<WebApplication> build, Func<WebApplication, Task>? started = null)
    {
        WebApplication app;
        try
        {
            app = build();
            // Before the host does it, which would tell of a fault by its stack.
            app.Services.GetService<IStartupValidator>()?.Validate();
            foreach (var migrator in app.Services.GetServices<IMigrator>())
            {
                await migrator.MigrateAsync(CancellationToken.None);
            }
        }
        catch (Exception fault)
        {
            await Console.Error.WriteLineAsync($"onrecord cannot start: {OneLine(fault)}");
            return CannotStart;
        }

        await app.StartAsync();
        await (started?.Invoke(app) ?? Task.CompletedTask);
        await app.WaitForShutdownAsync();
        await app.DisposeAsync();
        return 0;
    }

    private static string OneLine(Exception fault)
    {
        var innermost = fault is AggregateException { InnerException: { } inner } ? inner : fault;
        return innermost.Message.ReplaceLineEndings(" ");
    }
}
