using Grpc.Net.Client;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OnRecord.Defaults;

namespace OnRecord.TestKit;

/// <summary>A service as it runs, in this process and on free ports, with a bus that the test publishes to.</summary>
public sealed class InProcessService : IAsyncDisposable
{
    private readonly WebApplication _app;

    private InProcessService(WebApplication app)
    {
        _app = app;
        // The first address is the gRPC port, the last one that of JSON.
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        Channel = GrpcChannel.ForAddress(addresses.First());
        Http = new Uri(addresses.Last());
    }

    /// <summary>To its gRPC port.</summary>
    public GrpcChannel Channel { get; }

    /// <summary>Address of the JSON side.</summary>
    public Uri Http { get; }

    /// <summary>What it is made of.</summary>
    public IServiceProvider Services => _app.Services;

    /// <summary>Starts a service.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="settings">Configuration; what is left out has its default.</param>
    /// <param name="add">Adds the service, and what the test adds to it.</param>
    /// <param name="consumers">Adds its consumers, and those of the test.</param>
    /// <param name="map">Maps its API.</param>
    public static async Task<InProcessService> StartAsync(
        string name, IEnumerable<KeyValuePair<string, string?>> settings, Action<WebApplicationBuilder> add, Action<IBusRegistrationConfigurator> consumers, Action<WebApplication> map)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Listen:Grpc"] = "127.0.0.1:0", ["Listen:Http"] = "127.0.0.1:0" });
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.AddServiceDefaults(name);
        add(builder);
        builder.AddMessageBus(consumers);
        var app = builder.Build();
        app.MapServiceDefaults();
        map(app);
        try
        {
            await app.StartAsync();
            return new InProcessService(app);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    /// <summary>Publishes an event as another service would.</summary>
    public Task PublishAsync<T>(T message)
        where T : class => Services.GetRequiredService<IBus>().Publish(message);

    /// <summary>Stops as a drain does.</summary>
    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Channel.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }
}
