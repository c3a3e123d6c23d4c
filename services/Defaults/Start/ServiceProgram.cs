using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace OnRecord.Defaults;

/// <summary>
/// A program that hosts services: <c>--help</c>, <c>--version</c>, the check of the command line, and an end in one line for a start that
/// cannot succeed.
/// </summary>
/// <param name="name">Name of the process in telemetry; decides the default ports.</param>
/// <param name="summary">What it is, for <c>--help</c>.</param>
public sealed class ServiceProgram(string name, string summary)
{
    private const int Failed = 1;
    private const string Migrate = "--migrate";

    private static readonly IReadOnlyDictionary<string, string> Common = new Dictionary<string, string>
    {
        [Migrate] = "Brings the schemas of the database to this build, and ends.",
        ["--help"] = "This text.",
        ["--version"] = "The version.",
    };

    /// <summary>Composes the services, before the process is built.</summary>
    public required Action<WebApplicationBuilder> Add { get; init; }

    /// <summary>Maps the services' APIs.</summary>
    public required Action<WebApplication> Map { get; init; }

    /// <summary>What to do once the process serves; null for nothing.</summary>
    public Func<WebApplication, Task>? Started { get; init; }

    /// <summary>Switches that the program takes out of its arguments itself, each with what it does.</summary>
    public IReadOnlyDictionary<string, string> Switches { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether a settings file that changes while the process runs is read again.</summary>
    public bool ReloadSettings { get; init; } = true;

    /// <summary>Runs until a stop is asked for.</summary>
    /// <param name="args">The command line, without <see cref="Switches"/>.</param>
    /// <returns>0, or 1 when the process could not start; standard error then says why.</returns>
    public async Task<int> RunAsync(string[] args)
    {
        if (args.Any(argument => argument is "--help" or "-h" or "-?"))
        {
            WriteHelp(Console.Out);
            return 0;
        }

        if (args.Contains("--version"))
        {
            Console.Out.WriteLine($"OnRecord {name} {Version}");
            return 0;
        }

        try
        {
            await ServeAsync(args);
            return 0;
        }
        catch (Exception fault) when (StartFault.Explain(fault) is { } lines)
        {
            foreach (var line in lines)
            {
                await Console.Error.WriteLineAsync($"onrecord: {line}");
            }

            return Failed;
        }
    }

    private static string Version =>
        Assembly.GetEntryAssembly()?.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";

    private async Task ServeAsync(string[] args)
    {
        var onlyMigrates = args.Contains(Migrate);
        args = [.. args.Where(argument => argument != Migrate)];
        KnownKeys.CheckArguments(args, [.. Common.Keys, .. Switches.Keys]);
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = ReloadSettings ? args : ["--hostBuilder:reloadConfigOnChange=false", .. args],
            // Settings and data lie in the working folder, the pages' style and script beside the program, wherever it was installed.
            WebRootPath = Path.Combine(AppContext.BaseDirectory, "wwwroot") is var shipped && Directory.Exists(shipped) ? shipped : null,
        });
        KnownKeys.CheckSettings(builder.Configuration);
        if (onlyMigrates)
        {
            builder.Configuration["Storage:Migrate"] = "true";
        }
        else
        {
            ListenSetup.CheckPorts(builder.Configuration, name);
        }

        builder.AddServiceDefaults(name);
        // What fails while the process starts is told in one line, above; what is merely not ready yet is no failure.
        var serving = false;
        builder.Logging
            .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", level => serving && level >= LogLevel.Warning)
            .AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", level => serving && level >= LogLevel.Warning)
            // At start it lists every endpoint, pages long.
            .AddFilter("MassTransit", level => level >= LogLevel.Warning);
        Add(builder);

        await using var app = builder.Build();
        MessageBus.ShortenBrokerFaults(app.Services);
        // Before the host does it, which would tell of a fault by its stack, and before anything is made that a failed start would leave behind.
        app.Services.GetService<IStartupValidator>()?.Validate();
        await MigrateAsync(app);
        if (onlyMigrates)
        {
            await Console.Out.WriteLineAsync("The schemas are those of this build.");
            return;
        }

        app.MapServiceDefaults();
        Map(app);
        await app.StartAsync();
        serving = true;
        await (Started?.Invoke(app) ?? Task.CompletedTask);
        await app.WaitForShutdownAsync();
    }

    private static async Task MigrateAsync(WebApplication app)
    {
        foreach (var migrator in app.Services.GetServices<IMigrator>())
        {
            try
            {
                await migrator.MigrateAsync(CancellationToken.None);
            }
            catch (Exception fault) when (StartFault.Explain(fault) is null)
            {
                throw new StartException($"Storage: {fault.Message.ReplaceLineEndings(" ")}");
            }
        }
    }

    private void WriteHelp(TextWriter output)
    {
        output.WriteLine(summary);
        output.WriteLine();
        output.WriteLine("Switches:");
        foreach (var (known, does) in Switches.Concat(Common))
        {
            output.WriteLine($"  {known,-12} {does}");
        }

        output.WriteLine();
        output.WriteLine("Keys, each as --Key=value, as environment variable (Key__Part=value), or in appsettings.json of the working folder:");
        foreach (var row in KnownKeys.All)
        {
            var limits = row.Limits.Length > 0 ? $" {row.Limits}." : "";
            var standard = row.Default.Length > 0 ? $" [{row.Default}]" : "";
            output.WriteLine($"  {row.Key}{standard}");
            output.WriteLine($"      {row.Description}{limits}");
        }

        output.WriteLine();
        output.WriteLine("Also those of ASP.NET Core under Logging and Kestrel, and OpenTelemetry's variables (OTEL_…).");
    }
}
