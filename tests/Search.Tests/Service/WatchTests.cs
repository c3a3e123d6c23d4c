using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using OnRecord.Api.Search.V1;
using OnRecord.Events;

namespace OnRecord.Search.Tests;

/// <summary>What watchers are told, and when they are sent away.</summary>
public sealed class WatchTests
{
    private const string Bridge = "Engineers closed the Marlow bridge on Tuesday after cracks were found in two of its piers.";
    private const string Cherries = "Growers in the Linden valley expect a record harvest of cherries after a mild spring.";

    [Theory]
    [InlineData("Valley Times")]
    [InlineData("valley times")]
    public async Task A_filter_lets_through_only_what_was_asked_for(string outlet)
    {
        await using var host = await SearchHost.StartAsync();
        using var ended = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var watch = host.Client.WatchStories(new WatchStoriesRequest { Outlets = { outlet } }, cancellationToken: ended.Token);
        await watch.ResponseStream.MoveNext(ended.Token);

        await host.IndexAsync(HandMade.Article("Cracks close Marlow bridge", Bridge));
        var wanted = await host.IndexAsync(HandMade.Article("Record cherry harvest", Cherries, outlet: "Valley Times"));
        await watch.ResponseStream.MoveNext(ended.Token);

        Assert.Equal(wanted.ToString(), watch.ResponseStream.Current.Story.StoryId);
    }

    [Fact]
    public async Task A_change_of_position_reaches_the_watchers_of_its_story()
    {
        await using var host = await SearchHost.StartAsync();
        var storyId = await host.IndexAsync(HandMade.Article("Cracks close Marlow bridge", Bridge));
        using var ended = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var watch = host.Client.WatchStories(new WatchStoriesRequest { StoryIds = { storyId.ToString() } }, cancellationToken: ended.Token);
        await watch.ResponseStream.MoveNext(ended.Token);

        await host.PublishAsync(new PositionChanged(
            Schema.Version, Guid.NewGuid(), storyId, "local-edith-calloway", "Edith Calloway", EntityType.Person, StanceLabel.Denies,
            StanceLabel.Affirms, "The bridge is unsafe.", HandMade.Noon));
        await watch.ResponseStream.MoveNext(ended.Token);

        Assert.Equal(StoryUpdateKind.PositionChange, watch.ResponseStream.Current.Kind);
        Assert.Equal("Edith Calloway", watch.ResponseStream.Current.PositionChange.Holder.Name);
        Assert.Equal(Api.Common.V1.Stance.Affirms, watch.ResponseStream.Current.PositionChange.After);
    }

    [Fact]
    public async Task A_drain_ends_watches_with_unavailable()
    {
        var host = await SearchHost.StartAsync();
        using var watch = host.Client.WatchStories(new WatchStoriesRequest());
        await watch.ResponseStream.MoveNext(CancellationToken.None);

        var stopping = host.StopAsync();
        var fault = await Assert.ThrowsAsync<RpcException>(() => watch.ResponseStream.MoveNext(CancellationToken.None));
        await stopping;
        await host.DisposeAsync();

        Assert.Equal(StatusCode.Unavailable, fault.StatusCode);
    }

    [Fact]
    public async Task A_watcher_too_many_is_turned_away()
    {
        await using var host = await SearchHost.StartAsync(("Search:MaxWatchers", "1"));
        using var first = host.Client.WatchStories(new WatchStoriesRequest());
        await first.ResponseStream.MoveNext(CancellationToken.None);

        using var second = host.Client.WatchStories(new WatchStoriesRequest());
        var fault = await Assert.ThrowsAsync<RpcException>(() => second.ResponseStream.MoveNext(CancellationToken.None));

        Assert.Equal(StatusCode.ResourceExhausted, fault.StatusCode);
    }

    [Fact]
    public async Task A_burst_sends_nobody_away_who_reads()
    {
        await using var host = await SearchHost.StartAsync(("Search:WatchBuffer", "4"));
        var storyId = await host.IndexAsync(HandMade.Article("Cracks close Marlow bridge", Bridge));
        using var ended = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var watch = host.Client.WatchStories(new WatchStoriesRequest { StoryIds = { storyId.ToString() } }, cancellationToken: ended.Token);
        await watch.ResponseStream.MoveNext(ended.Token);

        var announced = await AnnounceAsync(host, storyId, 40);

        Assert.Equal(announced, await ReadAsync(watch.ResponseStream, 40, ended.Token));
    }

    [Fact]
    public async Task Who_does_not_read_is_sent_away_resumes_without_a_gap_and_holds_up_nobody()
    {
        await using var host = await SearchHost.StartAsync(("Search:WatchBuffer", "4"));
        var storyId = await host.IndexAsync(HandMade.Article("Cracks close Marlow bridge", Bridge));
        using var ended = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var reader = host.Client.WatchStories(new WatchStoriesRequest { StoryIds = { storyId.ToString() } }, cancellationToken: ended.Token);
        await reader.ResponseStream.MoveNext(ended.Token);
        var stuck = new StuckReader();
        var filter = new WatchFilter(new HashSet<string>(), new HashSet<string>(), new HashSet<Guid> { storyId }, 0);
        var serving = host.Services.GetRequiredService<StoryWatch>().ServeAsync(filter, null, stuck, ended.Token);
        await stuck.Began.WaitAsync(ended.Token);

        var announced = await AnnounceAsync(host, storyId, 40);
        Assert.Equal(announced, await ReadAsync(reader.ResponseStream, 40, ended.Token));
        Assert.False(serving.IsCompleted);

        stuck.ReadOn();
        var fault = await Assert.ThrowsAsync<RpcException>(() => serving);
        Assert.Equal(StatusCode.ResourceExhausted, fault.StatusCode);

        var received = stuck.Messages.Where(message => message.Kind == StoryUpdateKind.PositionChange).Select(message => message.PositionChange.ChangeId).ToList();
        Assert.InRange(received.Count, 0, 39);
        using var resumed = host.Client.WatchStories(
            new WatchStoriesRequest { StoryIds = { storyId.ToString() }, ResumeToken = stuck.Messages[^1].ResumeToken }, cancellationToken: ended.Token);
        Assert.Equal(announced, [.. received, .. await ReadAsync(resumed.ResponseStream, 40 - received.Count, ended.Token)]);
    }

    /// <summary>Writes changes of position into the log; gives their ids.</summary>
    private static async Task<List<string>> AnnounceAsync(SearchHost host, Guid storyId, int count)
    {
        var log = host.Services.GetRequiredService<UpdateLog>();
        var ids = new List<string>();
        for (var index = 0; index < count; index++)
        {
            var id = Guid.NewGuid();
            ids.Add(id.ToString("D"));
            await log.AppendAsync(
                storyId,
                StoryUpdateKind.PositionChange,
                System.Text.Json.JsonSerializer.Serialize(new PositionChanged(
                    Schema.Version, id, storyId, "local-edith-calloway", "Edith Calloway", EntityType.Person, StanceLabel.Denies, StanceLabel.Affirms,
                    $"Claim {index}.", HandMade.Noon)),
                HandMade.Noon,
                CancellationToken.None);
        }

        return ids;
    }

    private static async Task<List<string>> ReadAsync(IAsyncStreamReader<WatchStoriesResponse> stream, int count, CancellationToken cancellation)
    {
        var ids = new List<string>();
        while (ids.Count < count && await stream.MoveNext(cancellation))
        {
            if (stream.Current.Kind == StoryUpdateKind.PositionChange)
            {
                ids.Add(stream.Current.PositionChange.ChangeId);
            }
        }

        return ids;
    }

    /// <summary>A caller whose connection takes the first message and then nothing, until it reads on.</summary>
    private sealed class StuckReader : IServerStreamWriter<WatchStoriesResponse>
    {
        private readonly TaskCompletionSource _began = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _reading = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Began => _began.Task;

        public List<WatchStoriesResponse> Messages { get; } = [];

        public WriteOptions? WriteOptions { get; set; }

        public void ReadOn() => _reading.SetResult();

        public Task WriteAsync(WatchStoriesResponse message) => WriteAsync(message, CancellationToken.None);

        public async Task WriteAsync(WatchStoriesResponse message, CancellationToken cancellationToken)
        {
            if (!_began.TrySetResult())
            {
                await _reading.Task.WaitAsync(cancellationToken);
            }

            Messages.Add(message);
        }
    }
}
