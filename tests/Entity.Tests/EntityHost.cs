using System.Collections.Concurrent;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using OnRecord.Api.Entity.V1;
using OnRecord.Events;
using OnRecord.TestKit;

namespace OnRecord.Entities.Tests;

/// <summary>The entity service in this process, with the in-memory bus, and an ear on what it publishes.</summary>
public sealed class EntityHost : IAsyncDisposable
{
    private readonly InProcessService _service;

    private EntityHost(InProcessService service) => (_service, Client) = (service, new EntityService.EntityServiceClient(service.Channel));

    public EntityService.EntityServiceClient Client { get; }

    public MentionWriter Writer => _service.Services.GetRequiredService<MentionWriter>();

    public IReadOnlyList<EntitiesRecognized> Heard => [.. _service.Services.GetRequiredService<ConcurrentQueue<EntitiesRecognized>>()];

    public IReadOnlyList<ArticleRecognized> HeardForSearch => [.. _service.Services.GetRequiredService<ConcurrentQueue<ArticleRecognized>>()];

    public static async Task<EntityHost> StartAsync(Dictionary<string, string?> settings) => new(await InProcessService.StartAsync(
        "entity",
        settings,
        builder =>
        {
            builder.AddEntity();
            builder.Services.AddSingleton<ConcurrentQueue<EntitiesRecognized>>().AddSingleton<ConcurrentQueue<ArticleRecognized>>();
        },
        bus =>
        {
            EntitySetup.AddConsumers(bus);
            bus.AddConsumer<Ear>();
        },
        app => app.MapEntity()));

    public Task PublishAsync<T>(T message)
        where T : class => _service.PublishAsync(message);

    public ValueTask DisposeAsync() => _service.DisposeAsync();

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
