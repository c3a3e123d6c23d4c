using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OnRecord.TestKit;
using RabbitMQ.Client;

namespace OnRecord.Defaults.Tests;

/// <summary>Dead letters hold what was erased meanwhile: they go when they are too old, and not before.</summary>
public sealed class DeadLetterAgeTests(RabbitServer rabbit) : IClassFixture<RabbitServer>
{
    private const string Queue = "tests-failing_error";

    [Fact]
    public async Task Old_ones_go_and_young_ones_stay()
    {
        var clock = new MovedClock();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Bus:Transport"] = "RabbitMq",
            ["Bus:Host"] = rabbit.Host,
            ["Bus:DeadLetterDays"] = "10",
            ["urls"] = "http://127.0.0.1:0",
        });
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.AddMessageBus(bus => bus.AddConsumer<FailingConsumer>());
        await using var app = builder.Build();
        await app.StartAsync();
        var (bus, age) = (app.Services.GetRequiredService<IBus>(), app.Services.GetRequiredService<DeadLetterAge>());
        // Where nothing has failed yet there is no queue.
        Assert.Equal(0, await age.SweepAsync(CancellationToken.None));
        for (var number = 0; number < 3; number++)
        {
            await bus.Publish(new Poison(number));
        }

        await Eventually.TrueAsync(async () => await CountAsync() == 3, "three dead letters wait");
        clock.Days = 9;
        Assert.Equal(0, await age.SweepAsync(CancellationToken.None));
        await Eventually.TrueAsync(async () => await CountAsync() == 3, "all are given back");

        clock.Days = 11;
        Assert.Equal(3, await age.SweepAsync(CancellationToken.None));

        Assert.Equal(0u, await CountAsync());
        await app.StopAsync();
    }

    private async Task<uint> CountAsync()
    {
        await using var connection = await new ConnectionFactory { Uri = new Uri(rabbit.Host) }.CreateConnectionAsync();
        await using var channel = await connection.CreateChannelAsync();
        try
        {
            return (await channel.QueueDeclarePassiveAsync(Queue)).MessageCount;
        }
        catch (RabbitMQ.Client.Exceptions.OperationInterruptedException)
        {
            return 0;
        }
    }

    /// <summary>What nobody can work on.</summary>
    public sealed record Poison(int Number);

    /// <summary>Gives up at once.</summary>
    public sealed class FailingConsumer : IConsumer<Poison>
    {
        /// <inheritdoc />
        public Task Consume(ConsumeContext<Poison> context) => throw new PermanentException("it is poison");
    }

    /// <summary>Runs as usual, some days ahead.</summary>
    private sealed class MovedClock : TimeProvider
    {
        public int Days { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddDays(Days);
    }
}
