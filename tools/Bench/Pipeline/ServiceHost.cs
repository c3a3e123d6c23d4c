using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace OnRecord.Bench;

/// <summary>One of OnRecord's programs as a process of its own, on free loopback ports, with what it costs.</summary>
internal sealed class ServiceHost : IAsyncDisposable
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(120);

    private readonly Process _process;
    private readonly Uri _http;

    private ServiceHost(string name, Process process, Uri grpc, Uri http) => (Name, _process, GrpcAddress, _http) = (name, process, grpc, http);

    /// <summary>Name of the service, in small letters.</summary>
    public string Name { get; }

    /// <summary>From the start of the process until it was ready.</summary>
    public TimeSpan StartToReady { get; private set; }

    /// <summary>Where gRPC is served.</summary>
    public Uri GrpcAddress { get; }

    /// <summary>Processor time of that; unlike the time, it hardly depends on what else runs.</summary>
    public TimeSpan ProcessorTimeToReady { get; private set; }

    /// <summary>Processor time so far.</summary>
    public TimeSpan ProcessorTime
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Largest resident memory so far, in megabytes; the Process class has no peak on Linux.</summary>
    public double PeakMegabytes => Status("VmHWM:");

    /// <summary>Resident memory of its own now, in megabytes: pages of the store's files that it has mapped are the system's to take.</summary>
    public double OwnMegabytes => Status("RssAnon:");

    /// <summary>Resident memory, in megabytes.</summary>
    public double ResidentMegabytes => Status("VmRSS:");

    /// <summary>Starts a service of a checkout and waits until it is ready. What it writes goes to a file in <paramref name="folder"/>.</summary>
    public static async Task<ServiceHost> StartAsync(Checkout checkout, string service, DirectoryInfo folder, IReadOnlyDictionary<string, string> configuration)
    {
        var (grpc, http) = (FreeAddress(), FreeAddress());
        var start = new ProcessStartInfo("/bin/sh", ["-c", $"exec dotnet '{checkout.Program(service)}' > {service}.log 2>&1"]) { WorkingDirectory = folder.FullName };
        start.Environment["Listen__Grpc"] = grpc.Authority;
        start.Environment["Listen__Http"] = http.Authority;
        foreach (var (key, value) in configuration)
        {
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        var host = new ServiceHost(service.ToLowerInvariant(), Process.Start(start)!, grpc, http);
        try
        {
            await host.ReadyAsync(Path.Combine(folder.FullName, $"{service}.log"));
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
    }

    // "VmHWM:     70000 kB"
    private double Status(string field) => long.Parse(
        File.ReadLines($"/proc/{_process.Id}/status").First(line => line.StartsWith(field, StringComparison.Ordinal))[field.Length..^"kB".Length],
        NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture) / 1024.0;

    private async Task ReadyAsync(string log)
    {
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(5) };
        var clock = Stopwatch.StartNew();
        while (!await IsReadyAsync(client))
        {
            if (_process.HasExited || clock.Elapsed > StartPatience)
            {
                throw new InvalidOperationException($"{Name} did not become ready:\n{await File.ReadAllTextAsync(log)}");
            }

            await Task.Delay(10);
        }

        (StartToReady, ProcessorTimeToReady) = (clock.Elapsed, ProcessorTime);
    }

    private async Task<bool> IsReadyAsync(HttpClient client)
    {
        try
        {
            using var answer = await client.GetAsync(new Uri(_http, "/readyz"));
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    private static Uri FreeAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}");
    }
}
