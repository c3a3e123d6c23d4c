using Grpc.Net.Client;
using OnRecord.TestKit;

namespace OnRecord.EndToEnd.Tests;

/// <summary><c>onrecord-server --demo</c> after it has shown its board.</summary>
public sealed class RunningDemo : IAsyncLifetime
{
    private ServiceProcess? _process;

    /// <summary>Where gRPC is served.</summary>
    public Uri GrpcAddress => _process!.GrpcAddress;

    /// <summary>Where console and JSON are served.</summary>
    public Uri HttpAddress => _process!.HttpAddress;

    /// <summary>What it has written so far.</summary>
    public string Output => _process!.Log;

    /// <summary>A connection to its services.</summary>
    public GrpcChannel Channel { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        _process = await ServiceProcess.StartAsync("Standalone", new Dictionary<string, string>(), "--demo");
        Channel = GrpcChannel.ForAddress(GrpcAddress);
        await Eventually.TrueAsync(() => Task.FromResult(Output.Contains("Ctrl-C stops it.", StringComparison.Ordinal)), "the demo has been shown", TimeSpan.FromMinutes(3));
    }

    public async Task DisposeAsync()
    {
        Channel?.Dispose();
        if (_process is not null)
        {
            // Not killed: its folder goes when it ends by itself.
            await _process.StopAsync();
            await _process.DisposeAsync();
        }
    }
}
