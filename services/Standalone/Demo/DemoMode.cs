using Grpc.Net.Client;
using Spectre.Console;

namespace OnRecord.Standalone.Demo;

/// <summary>
/// <c>--demo</c>: an empty data folder of its own, a corpus of invented news submitted through the real API, and what became of it
/// on the terminal. The process then keeps serving.
/// </summary>
internal sealed class DemoMode : IDisposable
{
    private const string Switch = "--demo";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("onrecord-demo-");

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
        ((IConfigurationBuilder)builder.Configuration).Sources.Insert(0, new Microsoft.Extensions.Configuration.Memory.MemoryConfigurationSource
        {
            InitialData = new Dictionary<string, string?>
            {
                ["Storage:Folder"] = _folder.FullName,
                ["Storage:Synchronous"] = "NORMAL",
                ["Logging:LogLevel:Default"] = "Warning",
            },
        });
    }

    /// <summary>Submits the corpus, waits until it is indexed, and shows the result.</summary>
    public async Task ShowAsync(WebApplication app)
    {
        app.Lifetime.ApplicationStopped.Register(Dispose);
        var stopping = app.Lifetime.ApplicationStopping;
        var addresses = app.Urls.ToList();
        try
        {
            using var channel = GrpcChannel.ForAddress(addresses[0]);
            await new DemoScript(channel).RunAsync(DemoCorpus.Load(DateTimeOffset.UtcNow), stopping);
            AnsiConsole.MarkupLine($"\nConsole [bold]{addresses[1]}[/], gRPC [bold]{addresses[0]}[/], JSON {addresses[1]}/v1/stories:hot. Ctrl-C ends the demo.");
        }
        catch (Exception) when (stopping.IsCancellationRequested)
        {
            // Ctrl-C in the middle: the shutdown goes on.
        }
    }

    /// <summary>Removes the data.</summary>
    public void Dispose()
    {
        if (_folder.Exists)
        {
            _folder.Delete(recursive: true);
        }
    }
}
