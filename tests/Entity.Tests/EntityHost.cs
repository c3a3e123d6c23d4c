using System.Collections.Concurrent;
using Grpc.Net.Client;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OnRecord.Api.Entity.V1;
using OnRecord.Defaults;
using OnRecord.Events;

namespace OnRecord.Entities.Tests;

/// <summary>The entity service in this process, on free ports and with the in-memory bus, and an ear on what it publishes.</summary>
public sealed class EntityHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly GrpcChannel _channel;

    private EntityHost(WebApplication app)
    {
        _app = app;
        // The first address is the gRPC port.
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        _channel = GrpcChannel.ForAddress(address);
        Client = new EntityService.EntityServiceClient(_channel);
    }

    public EntityService.EntityServiceClient Client { get; }

    public MentionWriter Writer => _app.Services.GetRequiredService<MentionWriter>();

    public IReadOnlyList<EntitiesRecognized> Heard => [.. _app.Services.GetRequiredService<ConcurrentQueue<EntitiesRecognized>>()];

    public IReadOnlyList<ArticleRecognized> HeardForSearch => [.. _app.Services.GetRequiredService<ConcurrentQueue<ArticleRecognized>>()];

    public static async Task<EntityHost> StartAsync(Dictionary<string, string?> settings)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(settings);
        builder.Configuration["Listen:Grpc"] = "127.0.0.1:0";
        builder.Configuration["Listen:Http"] = "127.0.0.1:0";
        builder.AddServiceDefaults("entity");
        builder.AddEntity();
        builder.AddMessageBus(EntitySetup.AddConsumers, bus => bus.AddConsumer<Ear>());
        builder.Services.AddSingleton<ConcurrentQueue<EntitiesRecognized>>().AddSingleton<ConcurrentQueue<ArticleRecognized>>();
        var app = builder.Build();
        app.MapServiceDefaults();
        app.MapEntity();
        await app.StartAsync();
        return new EntityHost(app);
    }

    public Task PublishAsync<T>(T message)
        where T : class => _app.Services.GetRequiredService<IBus>().Publish(message);

    public async ValueTask DisposeAsync()
    {
        _channel.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    public sealed class Ear(ConcurrentQueue<EntitiesRecognized> heard, ConcurrentQueue<ArticleRecognized> heardForSearch)
        : IConsumer<EntitiesRecognized>, IConsumer<ArticleRecognized>
    {
        public Task Consume(ConsumeContext<ArticleRecognized> context)
        {
            heardForSearch.Enqueue(context.Message);
            return Task.CompletedTask;
        }

        public Task Consume(ConsumeContext<EntitiesRecognized> context)
        {
            heard.Enqueue(context.Message);
            return Task.CompletedTask;
        }
    }
}
