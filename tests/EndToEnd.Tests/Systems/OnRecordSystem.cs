using Grpc.Net.Client;
using OnRecord.Api.Entity.V1;
using OnRecord.Api.Ingest.V1;
using OnRecord.Api.Search.V1;
using OnRecord.Api.Stance.V1;
using OnRecord.TestKit;

namespace OnRecord.EndToEnd.Tests;

/// <summary>A running OnRecord, whichever way it is put together, with clients of its services.</summary>
public abstract class OnRecordSystem : IAsyncLifetime
{
    private readonly Dictionary<string, ServiceProcess> _processes = [];
    private readonly List<GrpcChannel> _channels = [];
    private TraceReceiver? _traces;

    /// <summary>The running processes, by the name of the service they host.</summary>
    public IReadOnlyDictionary<string, ServiceProcess> Processes => _processes;

    public IngestService.IngestServiceClient Ingest { get; private set; } = null!;

    public EntityService.EntityServiceClient Entity { get; private set; } = null!;

    public StanceService.StanceServiceClient Stance { get; private set; } = null!;

    public SearchService.SearchServiceClient Search { get; private set; } = null!;

    /// <summary>The process that answers for a service ("Ingest", "Entity", "Stance", "Search").</summary>
    public abstract ServiceProcess ProcessOf(string service);

    /// <summary>Dead letters by queue; there are none where there is no broker.</summary>
    public abstract Task<IReadOnlyDictionary<string, long>> DeadLettersAsync();

    /// <summary>Spans of all processes so far; only of a traced system.</summary>
    public IReadOnlyCollection<ReceivedSpan> Spans => _traces?.Spans ?? [];

    /// <summary>Labels of the metrics of all processes so far, by Prometheus' names; only of a traced system.</summary>
    public IReadOnlyDictionary<string, SeenLabels> Metrics => _traces!.Metrics;

    /// <summary>Whether the processes send their spans to this one, and log at debug level what is their own.</summary>
    protected bool Traced { get; init; }

    public virtual async Task InitializeAsync()
    {
        if (Traced)
        {
            _traces = await TraceReceiver.StartAsync();
            Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"] = _traces.Address.ToString();
            Configuration["OTEL_BSP_SCHEDULE_DELAY"] = "200";
            Configuration["OTEL_METRIC_EXPORT_INTERVAL"] = "1000";
            // Nothing that an erased article said may stand in logs, at no level.
            Configuration["Logging:LogLevel:OnRecord"] = "Debug";
        }

        await StartAsync();
        Ingest = new IngestService.IngestServiceClient(Channel("Ingest"));
        Entity = new EntityService.EntityServiceClient(Channel("Entity"));
        Stance = new StanceService.StanceServiceClient(Channel("Stance"));
        Search = new SearchService.SearchServiceClient(Channel("Search"));
    }

    public virtual async Task DisposeAsync()
    {
        foreach (var channel in _channels)
        {
            channel.Dispose();
        }

        foreach (var process in _processes.Values)
        {
            await process.DisposeAsync();
        }

        if (_traces is not null)
        {
            await _traces.DisposeAsync();
        }
    }

    /// <summary>Starts the processes.</summary>
    protected abstract Task StartAsync();

    protected async Task StartAsync(params IEnumerable<string> services)
    {
        var starts = services.Select(async service => (service, await ServiceProcess.StartAsync(service.Split('-')[0], Configuration))).ToList();
        foreach (var start in starts)
        {
            var (service, process) = await start;
            _processes.Add(service, process);
        }
    }

    /// <summary>Configuration of every process, by key; a test may add to it before the start.</summary>
    protected Dictionary<string, string> Configuration { get; } = new()
    {
        // A ledger that soon loses patience.
        ["Ingest:Outbox:RepublishAfterSeconds"] = "5",
        ["Ingest:Outbox:RepublishCeilingSeconds"] = "10",
        ["Logging:LogLevel:Default"] = "Warning",
    };

    private GrpcChannel Channel(string service)
    {
        var channel = GrpcChannel.ForAddress(ProcessOf(service).GrpcAddress, new GrpcChannelOptions { MaxSendMessageSize = null });
        _channels.Add(channel);
        return channel;
    }
}
