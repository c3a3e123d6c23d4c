using Grpc.Core;
using OnRecord.Api.Search.V1;
using OnRecord.Events;

namespace OnRecord.Search.Tests;

/// <summary>What watchers are told, and when they are sent away.</summary>
public sealed class WatchTests
{
    private const string Bridge = "Engineers closed the Marlow bridge on Tuesday after cracks were found in two of its piers.";
    private const string Cherries = "Growers in the Linden valley expect a record harvest of cherries after a mild spring.";

    [Fact]
    public async Task A_filter_lets_through_only_what_was_asked_for()
    {
        await using var host = await SearchHost.StartAsync();
        using var ended = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        using var watch = host.Client.WatchStories(new WatchStoriesRequest { Outlets = { "Valley Times" } }, cancellationToken: ended.Token);
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
}
