using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Health.V1;
using Grpc.Net.Client;
using OnRecord.Api.Entity.V1;
using OnRecord.Api.Ingest.V1;
using OnRecord.Api.Search.V1;
using OnRecord.Api.Stance.V1;
using OnRecord.Defaults;

namespace OnRecord.Cli.Connect;

/// <summary>The clients of the four services. A channel is opened when it is first needed.</summary>
internal sealed class Clients(Endpoints endpoints, string apiKey, ClientTls tls) : IDisposable
{
    private static readonly TimeSpan UnaryDeadline = TimeSpan.FromSeconds(30);

    private readonly Dictionary<Uri, GrpcChannel> _channels = [];

    public IngestService.IngestServiceClient Ingest => new(Invoker("ingest"));

    public EntityService.EntityServiceClient Entity => new(Invoker("entity"));

    public StanceService.StanceServiceClient Stance => new(Invoker("stance"));

    public SearchService.SearchServiceClient Search => new(Invoker("search"));

    /// <summary>The health service of a service's process.</summary>
    public Health.HealthClient HealthOf(string service) => new(Invoker(service));

    /// <summary>Address of a service, for messages.</summary>
    public Uri AddressOf(string service) => endpoints.Of(service);

    /// <summary>When a call that starts now must have ended.</summary>
    public static DateTime Deadline => DateTime.UtcNow + UnaryDeadline;

    public void Dispose()
    {
        foreach (var channel in _channels.Values)
        {
            channel.Dispose();
        }
    }

    private CallInvoker Invoker(string service)
    {
        var address = endpoints.Of(service);
        if (!_channels.TryGetValue(address, out var channel))
        {
            channel = GrpcChannel.ForAddress(address, new GrpcChannelOptions { MaxReceiveMessageSize = 64 * 1024 * 1024, HttpHandler = tls.Handler(), DisposeHttpClient = true });
            _channels.Add(address, channel);
        }

        return channel.Intercept(metadata =>
        {
            if (apiKey.Length > 0)
            {
                metadata.Add("x-api-key", apiKey);
            }

            return metadata;
        });
    }
}
