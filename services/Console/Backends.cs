using System.Collections.Concurrent;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.Client;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;
using OnRecord.Api.Entity.V1;
using OnRecord.Api.Ingest.V1;
using OnRecord.Api.Search.V1;
using OnRecord.Api.Stance.V1;

namespace OnRecord.Web;

/// <summary>The console's only source of data: the public gRPC APIs of the four services.</summary>
public sealed class Backends(IOptions<ConsoleOptions> options, IServer server) : IDisposable
{
    private readonly ConcurrentDictionary<string, GrpcChannel> _channels = new();
    private readonly ConsoleOptions _options = options.Value;

    public IngestService.IngestServiceClient Ingest => new(Invoker(_options.Ingest));

    public EntityService.EntityServiceClient Entity => new(Invoker(_options.Entity));

    public StanceService.StanceServiceClient Stance => new(Invoker(_options.Stance));

    public SearchService.SearchServiceClient Search => new(Invoker(_options.Search));

    /// <summary>When a unary call that starts now has taken too long.</summary>
    public DateTime Deadline => DateTime.UtcNow.AddSeconds(_options.TimeoutSeconds);

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var channel in _channels.Values)
        {
            channel.Dispose();
        }
    }

    private CallInvoker Invoker(string address)
    {
        var channel = _channels.GetOrAdd(address.Length > 0 ? address : OwnAddress(), target => GrpcChannel.ForAddress(target));
        return _options.ApiKey.Length == 0
            ? channel.CreateCallInvoker()
            : channel.Intercept(metadata =>
            {
                metadata.Add("x-api-key", _options.ApiKey);
                return metadata;
            });
    }

    /// <summary>The first address is the gRPC port; see the defaults' listeners.</summary>
    private string OwnAddress() =>
        server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault()?
            .Replace("//0.0.0.0:", "//127.0.0.1:", StringComparison.Ordinal).Replace("//[::]:", "//127.0.0.1:", StringComparison.Ordinal)
        ?? throw new InvalidOperationException("The process does not listen yet.");
}
