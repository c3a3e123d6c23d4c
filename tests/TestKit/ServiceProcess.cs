using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;

namespace OnRecord.TestKit;

/// <summary>
/// One of OnRecord's programs as a process of its own, configured by environment variables alone, on free loopback ports.
/// </summary>
public sealed class ServiceProcess : IAsyncDisposable
{
    private static readonly TimeSpan StartPatience = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan DrainPatience = TimeSpan.FromSeconds(40);
    // A test makes its own certificates.
    private static readonly HttpClient Http = new(new HttpClientHandler { ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator })
    {
        Timeout = TimeSpan.FromSeconds(5),
    };

    // A fixture whose start fails half way is never disposed: no process may outlive the tests.
    private static readonly ConcurrentDictionary<int, Process> Running = [];

    private readonly string _service;
    private readonly IReadOnlyDictionary<string, string> _configuration;
    private readonly string[] _arguments;
    private readonly Uri _health;
    private readonly StringBuilder _log = new();
    private Process _process;

    static ServiceProcess() => AppDomain.CurrentDomain.ProcessExit += (_, _) =>
    {
        foreach (var process in Running.Values)
        {
            process.Kill();
        }
    };

    private ServiceProcess(string service, IReadOnlyDictionary<string, string> configuration, string[] arguments, string? checkout = null)
    {
        Checkout = checkout;
        _service = service;
        _arguments = arguments;
        _configuration = configuration;
        var scheme = configuration.GetValueOrDefault("Listen:Tls") == "true" ? "https" : "http";
        GrpcAddress = new Uri($"{scheme}://127.0.0.1:{FreePort.Next()}");
        HttpAddress = new Uri($"{scheme}://127.0.0.1:{FreePort.Next()}");
        _health = configuration.TryGetValue("Listen:Health", out var health) ? new Uri($"http://{health}") : HttpAddress;
        _process = Launch();
    }

    /// <summary>Where gRPC (HTTP/2 without TLS) is served; stays the same over restarts.</summary>
    public Uri GrpcAddress { get; }

    /// <summary>Where JSON over HTTP/1.1 and the health pages are served.</summary>
    public Uri HttpAddress { get; }

    /// <summary>Checkout whose build is started next; null for this one.</summary>
    public string? Checkout { get; set; }

    /// <summary>Whether it has ended, by itself or by a kill.</summary>
    public bool HasExited => _process.HasExited;

    /// <summary>Operating system's process id.</summary>
    public int Id => _process.Id;

    /// <summary>What the process has written so far, over all its lives.</summary>
    public string Log
    {
        get
        {
            lock (_log)
            {
                return _log.ToString();
            }
        }
    }

    /// <summary>Largest resident memory of the running process so far, in bytes.</summary>
    public long PeakMemory => ReadPeakMemory(Id);

    /// <summary>Starts a program and waits until it is ready.</summary>
    /// <param name="service">Name of the project under <c>services/</c>, for instance "Entity".</param>
    /// <param name="configuration">Configuration by key, for instance "Bus:Transport".</param>
    /// <param name="arguments">Switches, for instance "--demo".</param>
    public static Task<ServiceProcess> StartAsync(string service, IReadOnlyDictionary<string, string> configuration, params string[] arguments) =>
        ReadyAsync(new ServiceProcess(service, configuration, arguments));

    /// <summary>Starts the program of another build and waits until it is ready.</summary>
    /// <param name="checkout">Where it was built; see <see cref="Checkout"/>.</param>
    public static Task<ServiceProcess> StartBuildAsync(string checkout, string service, IReadOnlyDictionary<string, string> configuration) =>
        ReadyAsync(new ServiceProcess(service, configuration, [], checkout));

    private static async Task<ServiceProcess> ReadyAsync(ServiceProcess process)
    {
        try
        {
            await process.ReadyAsync();
            return process;
        }
        catch
        {
            await process.DisposeAsync();
            throw;
        }
    }

    /// <summary>SIGKILL: no handler runs, as when the machine dies.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>SIGSTOP: the process stands still, with all that it holds, until <see cref="ThawAsync"/>.</summary>
    public Task FreezeAsync() => SignalAsync("-STOP");

    /// <summary>SIGCONT: a frozen process goes on as if nothing had been.</summary>
    public Task ThawAsync() => SignalAsync("-CONT");

    /// <summary>SIGTERM, then waits for the drain; returns the exit code.</summary>
    public async Task<int> StopAsync()
    {
        if (!_process.HasExited)
        {
            await SignalAsync("-TERM");
        }

        using var patience = new CancellationTokenSource(DrainPatience);
        await _process.WaitForExitAsync(patience.Token);
        return _process.ExitCode;
    }

    /// <summary>Starts the program again on the same ports; does not wait.</summary>
    public void Start()
    {
        _process.Dispose();
        _process = Launch();
    }

    /// <summary>Waits for <c>/readyz</c>.</summary>
    public async Task ReadyAsync()
    {
        var clock = Stopwatch.StartNew();
        while (!await IsReadyAsync())
        {
            if (_process.HasExited || clock.Elapsed > StartPatience)
            {
                var fate = _process.HasExited ? $"ended with code {_process.ExitCode}" : $"was not ready after {StartPatience.TotalSeconds} s";
                throw new InvalidOperationException($"{_service} {fate}:\n{Log}");
            }

            await Task.Delay(50);
        }
    }

    /// <summary>What <c>/readyz</c> says; false, too, where nobody answers.</summary>
    public async Task<bool> IsReadyAsync()
    {
        try
        {
            using var answer = await Http.GetAsync(new Uri(_health, "/readyz"));
            return answer.StatusCode == HttpStatusCode.OK;
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await KillAsync();
        }

        _process.Dispose();
    }

    private async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [signal, Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    private Process Launch()
    {
        var start = new ProcessStartInfo("dotnet", [ServiceAssembly.Path(_service, Checkout), .. _arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        start.Environment["Listen__Grpc"] = GrpcAddress.Authority;
        start.Environment["Listen__Http"] = HttpAddress.Authority;
        foreach (var (key, value) in _configuration)
        {
            start.Environment[key.Replace(":", "__", StringComparison.Ordinal)] = value;
        }

        var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Append(line.Data);
        process.ErrorDataReceived += (_, line) => Append(line.Data);
        process.EnableRaisingEvents = true;
        process.Exited += (_, _) => Running.TryRemove(process.Id, out Process? _);
        process.Start();
        Running[process.Id] = process;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return process;
    }

    private void Append(string? line)
    {
        if (line is not null)
        {
            lock (_log)
            {
                _log.AppendLine(line);
            }
        }
    }

    private static long ReadPeakMemory(int id)
    {
        // "VmHWM:     70000 kB"; the Process class has no peak on Linux.
        var line = File.ReadLines($"/proc/{id}/status").First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
        return 1024 * long.Parse(line["VmHWM:".Length..^"kB".Length], NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture);
    }
}
