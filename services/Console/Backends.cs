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

    public IngestService.IngestServiceClient Ingest => new(WithOwnKey(Invoker(_options.Ingest, "ingest")));

    public EntityService.EntityServiceClient Entity => new(WithOwnKey(Invoker(_options.Entity, "entity")));

    public StanceService.StanceServiceClient Stance => new(WithOwnKey(StanceInvoker()));

    public SearchService.SearchServiceClient Search => new(WithOwnKey(SearchInvoker()));

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

    /// <summary>Calls stance without any key: for who brings one.</summary>
    internal CallInvoker StanceInvoker() => Invoker(_options.Stance, "stance");

    /// <summary>Calls search without any key.</summary>
    internal CallInvoker SearchInvoker() => Invoker(_options.Search, "search");

    private CallInvoker Invoker(string address, string service)
    {
        var channel = address.Length > 0
            ? _channels.GetOrAdd(address, target => Open(target, _options.Tls.Handler()))
            : _channels.GetOrAdd(OwnAddress(), target => Open(target, OwnHandler()));
        return channel.Intercept(new NamedService(service));
    }

    private CallInvoker WithOwnKey(CallInvoker invoker) => _options.ApiKey.Length == 0
        ? invoker
        : invoker.Intercept(metadata =>
        {
            metadata.Add("x-api-key", _options.ApiKey);
            return metadata;
        });

    private static GrpcChannel Open(string target, SocketsHttpHandler handler) =>
        GrpcChannel.ForAddress(target, new GrpcChannelOptions { HttpHandler = handler, DisposeHttpClient = true });

    /// <summary>This very process is at the other end, whatever name its certificate bears.</summary>
    private SocketsHttpHandler OwnHandler()
    {
        var handler = _options.Tls.Handler();
#pragma warning disable CA5359 // Nobody else can listen on the port that this process listens on.
        handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, _) => true;
#pragma warning restore CA5359
        return handler;
    }

    /// <summary>The first address is the gRPC port; see the defaults' listeners.</summary>
    private string OwnAddress() =>
        server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault()?
            .Replace("//0.0.0.0:", "//127.0.0.1:", StringComparison.Ordinal).Replace("//[::]:", "//127.0.0.1:", StringComparison.Ordinal)
        ?? throw new InvalidOperationException("The process does not listen yet.");
}
