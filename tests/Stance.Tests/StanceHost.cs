using System.Collections.Concurrent;
using Grpc.Net.Client;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OnRecord.Api.Stance.V1;
using OnRecord.Defaults;
using OnRecord.Events;

namespace OnRecord.Stances.Tests;

/// <summary>The stance service in this process, on free ports and with the in-memory bus, and an ear on what it publishes.</summary>
public sealed class StanceHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly GrpcChannel _channel;

    private StanceHost(WebApplication app)
    {
        _app = app;
        // The first address is the gRPC port.
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        _channel = GrpcChannel.ForAddress(address);
        Client = new StanceService.StanceServiceClient(_channel);
    }

    public StanceService.StanceServiceClient Client { get; }

    public ConcurrentQueue<object> Published => _app.Services.GetRequiredService<ConcurrentQueue<object>>();

    public static async Task<StanceHost> StartAsync(Dictionary<string, string?> settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Configuration["Listen:Grpc"] = "127.0.0.1:0";
        builder.Configuration["Listen:Http"] = "127.0.0.1:0";
        builder.AddServiceDefaults("stance");
        builder.AddStance();
        builder.AddMessageBus(StanceSetup.AddConsumers, bus => bus.AddConsumer<Ear>());
        builder.Services.AddSingleton<ConcurrentQueue<object>>();
        var app = builder.Build();
        app.MapServiceDefaults();
        app.MapStance();
        await app.StartAsync();
        return new StanceHost(app);
    }

    public T Get<T>()
        where T : notnull => _app.Services.GetRequiredService<T>();

    public Task PublishAsync<T>(T message)
        where T : class => Get<IBus>().Publish(message);

    public IReadOnlyList<T> Heard<T>() => [.. Published.OfType<T>()];

    public async ValueTask DisposeAsync()
    {
        _channel.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    public sealed class Ear(ConcurrentQueue<object> heard)
        : IConsumer<PositionsDetected>, IConsumer<BoardChanged>, IConsumer<PositionChanged>
    {
        public Task Consume(ConsumeContext<PositionsDetected> context) => Keep(context.Message);

        public Task Consume(ConsumeContext<BoardChanged> context) => Keep(context.Message);

        public Task Consume(ConsumeContext<PositionChanged> context) => Keep(context.Message);

        private Task Keep(object message)
        {
            heard.Enqueue(message);
            return Task.CompletedTask;
        }
    }
}
