using System.Collections.Concurrent;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using OnRecord.Api.Stance.V1;
using OnRecord.Events;
using OnRecord.TestKit;

namespace OnRecord.Stances.Tests;

/// <summary>The stance service in this process, with the in-memory bus, and an ear on what it publishes.</summary>
public sealed class StanceHost : IAsyncDisposable
{
    private readonly InProcessService _service;

    private StanceHost(InProcessService service) => (_service, Client) = (service, new StanceService.StanceServiceClient(service.Channel));

    public StanceService.StanceServiceClient Client { get; }

    public ConcurrentQueue<object> Published => Get<ConcurrentQueue<object>>();

    public static async Task<StanceHost> StartAsync(Dictionary<string, string?> settings) => new(await InProcessService.StartAsync(
        "stance",
        settings,
        builder =>
        {
            builder.AddStance();
            builder.Services.AddSingleton<ConcurrentQueue<object>>();
        },
        bus =>
        {
            StanceSetup.AddConsumers(bus);
            bus.AddConsumer<Ear>();
        },
        app => app.MapStance()));

    public T Get<T>()
        where T : notnull => _service.Services.GetRequiredService<T>();

    public Task PublishAsync<T>(T message)
        where T : class => _service.PublishAsync(message);

    public IReadOnlyList<T> Heard<T>() => [.. Published.OfType<T>()];

    public ValueTask DisposeAsync() => _service.DisposeAsync();

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
