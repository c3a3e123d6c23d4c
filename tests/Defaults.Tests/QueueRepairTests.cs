using System.Collections.Concurrent;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using OnRecord.TestKit;

namespace OnRecord.Defaults.Tests;

/// <summary>RabbitMQ, killed while it makes a quorum queue, brings it back without a leader: nobody can read from it, and what is sent to it is never confirmed.</summary>
public sealed class QueueRepairTests(RabbitServer rabbit) : IClassFixture<RabbitServer>
{
    // Before the broker's own wait for a leader ends, after five seconds, and after it.
    [Theory]
    [InlineData("3")]
    [InlineData("7")]
    public async Task A_queue_without_a_leader_is_made_anew(string repairSeconds)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Bus:Transport"] = "RabbitMq",
            ["Bus:Host"] = rabbit.Host,
            ["Bus:RepairSeconds"] = repairSeconds,
            ["urls"] = "http://127.0.0.1:0",
        });
        var received = new ConcurrentBag<Guid>();
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton(received);
        builder.AddMessageBus(bus => bus.AddConsumer<NoteConsumer>());
        await using var app = builder.Build();
        await app.StartAsync();
        var notes = app.Services.GetRequiredService<IBus>();
        await ReachesAsync(notes, received);

        await rabbit.TakeLeaderAsync("tests-note");

        await ReachesAsync(notes, received);
        await app.StopAsync();
    }

    /// <summary>Sends notes until one has come.</summary>
    private static async Task ReachesAsync(IBus bus, ConcurrentBag<Guid> received)
    {
        var sent = new HashSet<Guid>();
        await Eventually.TrueAsync(
            async () =>
            {
                using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(1));
                var note = new Note(Guid.NewGuid());
                sent.Add(note.Id);
                try
                {
                    await bus.Publish(note, patience.Token);
                }
                catch (Exception)
                {
                    // Nobody confirms it, or there is no connection.
                }

                return received.Any(sent.Contains);
            },
            "a note is received",
            TimeSpan.FromMinutes(4));
    }

    /// <summary>What is sent.</summary>
    public sealed record Note(Guid Id);

    /// <summary>Keeps what comes.</summary>
    public sealed class NoteConsumer(ConcurrentBag<Guid> received) : IConsumer<Note>
    {
        /// <inheritdoc />
        public Task Consume(ConsumeContext<Note> context)
        {
            received.Add(context.Message.Id);
            return Task.CompletedTask;
        }
    }
}
