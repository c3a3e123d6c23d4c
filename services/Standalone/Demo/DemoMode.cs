using Grpc.Net.Client;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Configuration.Memory;
using Spectre.Console;

namespace OnRecord.Standalone.Demo;

/// <summary>
/// <c>--demo</c>: an empty data folder of its own, a corpus of invented news submitted through the real API, and what became of it
/// on the terminal. The process then keeps serving.
/// </summary>
internal sealed class DemoMode : IDisposable
{
    /// <summary>Asks for the demo.</summary>
    public const string Switch = "--demo";

    /// <summary>What the switch does, for the help.</summary>
    public const string Summary = "Shows what OnRecord does, on invented news in a folder of its own that goes away at the end.";

    // Made by the first database that opens, so that a start that fails leaves nothing behind.
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"onrecord-demo-{Guid.NewGuid():N}");

    private DemoMode()
    {
    }

    /// <summary>The demo when the command line asks for it; takes the switch out of the arguments.</summary>
    public static DemoMode? Take(ref string[] args)
    {
        if (!args.Contains(Switch))
        {
            return null;
        }

        args = [.. args.Where(argument => argument != Switch)];
        return new DemoMode();
    }

    /// <summary>Sets what the demo needs, below all other configuration.</summary>
    public void Configure(WebApplicationBuilder builder)
    {
        AnsiConsole.MarkupLine("[grey]Loading the language models and the knowledge base …[/]");
        // The keys of the console's forms go with the rest, not into the user's home.
        builder.Services.AddDataProtection().PersistKeysToFileSystem(new DirectoryInfo(Path.Combine(_folder, "keys")));
        ((IConfigurationBuilder)builder.Configuration).Sources.Insert(0, new MemoryConfigurationSource
        {
            InitialData = new Dictionary<string, string?>
            {
                ["Storage:Folder"] = _folder,
                ["Storage:Synchronous"] = "NORMAL",
                ["Logging:LogLevel:Default"] = "Warning",
            },
        });
    }

    /// <summary>Submits the corpus, waits until it is indexed, and shows the result.</summary>
    public static async Task ShowAsync(WebApplication app)
    {
        var stopping = app.Lifetime.ApplicationStopping;
        try
        {
            using var channel = GrpcChannel.ForAddress(app.Urls.First());
            await new DemoScript(channel).RunAsync(DemoCorpus.Load(DateTimeOffset.UtcNow), stopping);
            await Console.Out.WriteLineAsync($"\n{Addresses.Of(app)}");
        }
        catch (Exception) when (stopping.IsCancellationRequested)
        {
            // Ctrl-C in the middle: the shutdown goes on.
        }
    }

    /// <summary>Removes the data.</summary>
    public void Dispose()
    {
        if (Directory.Exists(_folder))
        {
            Directory.Delete(_folder, recursive: true);
        }
    }
}
