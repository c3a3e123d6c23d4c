using System.Text;
using OnRecord.Cli.Replay;
using OnRecord.TestKit;
using RabbitMQ.Client;

namespace OnRecord.Cli.Tests;

public sealed class ReplayTests(RabbitServer rabbit) : IClassFixture<RabbitServer>
{
    [Fact]
    public async Task A_dead_letter_goes_back_to_its_queue_without_the_old_fault()
    {
        await using var channel = await ChannelAsync();
        await DeclareAsync(channel, "stance-detect-positions");
        await DieAsync(channel, "stance-detect-positions", "event one", "Store was away.");

        await using var mover = new DeadLetterMover(new Uri(rabbit.Host));
        await mover.ConnectAsync(CancellationToken.None);
        var letter = await mover.TakeAsync("stance-detect-positions", CancellationToken.None);
        await mover.ReplayAsync("stance-detect-positions", letter!, CancellationToken.None);

        var back = await channel.BasicGetAsync("stance-detect-positions", autoAck: true);
        Assert.Equal("Store was away.", letter!.Reason);
        Assert.Equal("event one", Encoding.UTF8.GetString(back!.Body.Span));
        Assert.Equal("trace", Encoding.UTF8.GetString((byte[])back.BasicProperties.Headers!["traceparent"]!));
        Assert.DoesNotContain("MT-Fault-Message", back.BasicProperties.Headers!.Keys);
        Assert.Equal(0u, await channel.MessageCountAsync("stance-detect-positions_error"));
    }

    [Fact]
    public async Task What_was_skipped_goes_back_too_and_errors_stay()
    {
        await using var channel = await ChannelAsync();
        await DeclareAsync(channel, "stance-regroup-claims");
        await DieAsync(channel, "stance-regroup-claims", "failed", "reason");
        await channel.QueueDeclareAsync("stance-regroup-claims_skipped", durable: true, exclusive: false, autoDelete: false);
        await channel.BasicPublishAsync("", "stance-regroup-claims_skipped", mandatory: true, "of a newer build"u8.ToArray());

        await using var mover = new DeadLetterMover(new Uri(rabbit.Host), DeadLetterMover.Skipped);
        await mover.ConnectAsync(CancellationToken.None);
        var letter = await mover.TakeAsync("stance-regroup-claims", CancellationToken.None);
        await mover.ReplayAsync("stance-regroup-claims", letter!, CancellationToken.None);

        var back = await channel.BasicGetAsync("stance-regroup-claims", autoAck: true);
        Assert.Equal("of a newer build", Encoding.UTF8.GetString(back!.Body.Span));
        Assert.Equal(0u, await channel.MessageCountAsync("stance-regroup-claims_skipped"));
        Assert.Equal(1u, await channel.MessageCountAsync("stance-regroup-claims_error"));
    }

    [Fact]
    public async Task A_letter_that_was_only_looked_at_stays()
    {
        await using var channel = await ChannelAsync();
        await DeclareAsync(channel, "search-index-article");
        await DieAsync(channel, "search-index-article", "event", "reason");

        await using (var mover = new DeadLetterMover(new Uri(rabbit.Host)))
        {
            await mover.ConnectAsync(CancellationToken.None);
            Assert.NotNull(await mover.TakeAsync("search-index-article", CancellationToken.None));
        }

        await Eventually.TrueAsync(
            async () => await channel.MessageCountAsync("search-index-article_error") == 1, "the letter is back");
    }

    [Fact]
    public async Task A_letter_stays_where_its_queue_is_gone()
    {
        await using var channel = await ChannelAsync();
        await channel.QueueDeclareAsync("entity-forget_error", durable: true, exclusive: false, autoDelete: false);
        await DieAsync(channel, "entity-forget", "event", "reason");

        await using (var mover = new DeadLetterMover(new Uri(rabbit.Host)))
        {
            await mover.ConnectAsync(CancellationToken.None);
            var letter = await mover.TakeAsync("entity-forget", CancellationToken.None);
            await Assert.ThrowsAnyAsync<Exception>(() => mover.ReplayAsync("entity-forget", letter!, CancellationToken.None));
        }

        await Eventually.TrueAsync(async () => await channel.MessageCountAsync("entity-forget_error") == 1, "the letter is back");
    }

    private async Task<IChannel> ChannelAsync()
    {
        var connection = await new ConnectionFactory { Uri = new Uri(rabbit.Host) }.CreateConnectionAsync();
        return await connection.CreateChannelAsync(new CreateChannelOptions(true, true));
    }

    private static async Task DeclareAsync(IChannel channel, string queue)
    {
        await channel.QueueDeclareAsync(queue, durable: true, exclusive: false, autoDelete: false);
        await channel.QueueDeclareAsync($"{queue}_error", durable: true, exclusive: false, autoDelete: false);
    }

    private static async Task DieAsync(IChannel channel, string queue, string body, string reason)
    {
        var properties = new BasicProperties
        {
            Headers = new Dictionary<string, object?> { ["MT-Fault-Message"] = reason, ["MT-Reason"] = "fault", ["traceparent"] = "trace" },
        };
        await channel.BasicPublishAsync("", $"{queue}_error", mandatory: true, properties, Encoding.UTF8.GetBytes(body));
    }
}
