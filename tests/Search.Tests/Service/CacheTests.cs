using System.Diagnostics;
using System.Diagnostics.Metrics;
using Google.Protobuf;
using Microsoft.Extensions.Caching.Hybrid;
using Microsoft.Extensions.DependencyInjection;
using OnRecord.Api.Search.V1;
using OnRecord.Defaults;
using OnRecord.Events;
using OnRecord.TestKit;

namespace OnRecord.Search.Tests;

/// <summary>The hot lookup, with and without Redis.</summary>
public sealed class CacheTests
{
    private const string Body =
        "Engineers closed the Marlow bridge on Tuesday after cracks were found in two of its piers. The cracks were seen by divers.";

    [Fact]
    public async Task A_thousand_callers_of_a_cold_story_make_one_load()
    {
        await using var host = await SearchHost.StartAsync();
        var storyId = await host.IndexAsync(HandMade.Article("Cracks close Marlow bridge", Body));
        var loads = 0L;
        using var listener = new MeterListener
        {
            InstrumentPublished = (instrument, listening) =>
            {
                if (instrument.Meter.Name == OnRecordTelemetry.Name && instrument.Name == "onrecord.search.story_loads")
                {
                    listening.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, value, _, _) => Interlocked.Add(ref loads, value));
        listener.Start();

        var request = new GetStoryRequest { StoryId = storyId.ToString() };
        var answers = await Task.WhenAll(Enumerable.Range(0, 1_000).Select(_ => host.Client.GetStoryAsync(request).ResponseAsync));

        Assert.All(answers, answer => Assert.Equal(storyId.ToString(), answer.Story.StoryId));
        // What was announced a moment ago may drop the story while it is asked for, and other tests of this process may load a story of theirs.
        Assert.InRange(loads, 1, 5);
    }

    [Fact]
    public async Task A_story_in_the_cache_shows_the_stances_of_an_article_once_they_have_come()
    {
        await using var host = await SearchHost.StartAsync();
        var article = HandMade.Article("Cracks close Marlow bridge", Body, entities: "Ann Reed");
        await host.PublishAsync(article);
        var story = await Eventually.GetAsync(
            async () => (await host.Client.ListHotStoriesAsync(new ListHotStoriesRequest())).Stories.SingleOrDefault(), found => found is not null, "the story");
        var request = new GetStoryRequest { StoryId = story!.StoryId };
        Assert.Empty((await host.Client.GetStoryAsync(request)).Story.Stances);

        await host.PublishAsync(new PositionsDetected(
            Schema.Version, article.Article.ArticleId, article.Article.Revision, [HandMade.Position("Ann Reed", StanceLabel.Denies)], "test"));

        await Eventually.TrueAsync(async () => (await host.Client.GetStoryAsync(request)).Story.Stances.Count == 1, "the story with its stance");
    }

    [Fact]
    public async Task What_a_slow_load_leaves_in_the_cache_after_the_story_has_changed_is_not_served()
    {
        await using var host = await SearchHost.StartAsync();
        var storyId = await host.IndexAsync(HandMade.Article("Cracks close Marlow bridge", Body));
        var story = (await host.Client.GetStoryAsync(new GetStoryRequest { StoryId = storyId.ToString() })).Story;
        var began = DateTimeOffset.UtcNow.AddMinutes(-1).ToUnixTimeMilliseconds();
        var late = new CachedStory(storyId, story.Version, began, new GetStoryResponse { Story = new Story { StoryId = story.StoryId, Headline = "Late" } }.ToByteArray());

        await host.Services.GetRequiredService<HybridCache>().SetAsync(StoryCache.Key(storyId), late);

        Assert.Equal(story.Headline, (await host.Client.GetStoryAsync(new GetStoryRequest { StoryId = storyId.ToString() })).Story.Headline);
    }

    [Fact]
    public async Task Answers_stay_right_while_redis_dies_and_comes_back()
    {
        using var redis = new OwnRedis();
        await redis.StartAsync();
        await using var host = await SearchHost.StartAsync(("Cache:Redis", $"127.0.0.1:{redis.Port}"));
        var first = HandMade.Article("Cracks close Marlow bridge", Body);
        var storyId = await host.IndexAsync(first);
        await SeesAsync(host, storyId, articles: 1);

        redis.Kill();
        await host.IndexAsync(HandMade.Article("Marlow bridge closed by cracks", Body + " The mayor is worried.", outlet: "Riverside Daily"));
        await SeesAsync(host, storyId, articles: 2);
        Assert.NotEmpty((await host.Client.ListHotStoriesAsync(new ListHotStoriesRequest())).Stories);

        await redis.StartAsync();
        await host.IndexAsync(HandMade.Article("Cracked Marlow bridge stays closed", Body + " Repairs begin soon.", outlet: "Valley Times"));
        await SeesAsync(host, storyId, articles: 3);
        await Eventually.TrueAsync(
            async () => (await host.Client.ListHotStoriesAsync(new ListHotStoriesRequest())).Stories.Count == 1, "the ranking filled again");
    }

    [Fact]
    public async Task Lookups_make_a_story_hot()
    {
        await using var host = await SearchHost.StartAsync();
        var quiet = await host.IndexAsync(HandMade.Article("Cracks close Marlow bridge", Body));
        var popular = await host.IndexAsync(HandMade.Article(
            "Orchard growers expect record cherry harvest",
            "Growers in the Linden valley expect a record harvest of cherries after a mild spring.",
            published: HandMade.Noon.AddHours(-1)));
        Assert.Equal(quiet.ToString(), (await host.Client.ListHotStoriesAsync(new ListHotStoriesRequest())).Stories[0].StoryId);

        for (var call = 0; call < 50; call++)
        {
            await host.Client.GetStoryAsync(new GetStoryRequest { StoryId = popular.ToString() });
        }

        await Eventually.TrueAsync(
            async () => (await host.Client.ListHotStoriesAsync(new ListHotStoriesRequest())).Stories[0].StoryId == popular.ToString(),
            "the popular story on top");
    }

    private static Task<int> SeesAsync(SearchHost host, Guid storyId, int articles) => Eventually.GetAsync(
        async () => (await host.Client.GetStoryAsync(new GetStoryRequest { StoryId = storyId.ToString() })).Story.ArticleCount,
        count => count == articles,
        $"a story of {articles} articles",
        TimeSpan.FromSeconds(5));

    /// <summary>A Redis that this test may kill.</summary>
    private sealed class OwnRedis : IDisposable
    {
        private Process? _process;

        public int Port { get; } = FreePort.Next();

        public async Task StartAsync()
        {
            _process = Process.Start(new ProcessStartInfo("redis-server", ["--port", $"{Port}", "--save", "", "--appendonly", "no", "--bind", "127.0.0.1"])
            {
                RedirectStandardOutput = true,
            });
            await Eventually.TrueAsync(IsUpAsync, "Redis up");
        }

        public void Kill()
        {
            _process?.Kill();
            _process?.WaitForExit();
            _process?.Dispose();
            _process = null;
        }

        public void Dispose() => Kill();

        private async Task<bool> IsUpAsync()
        {
            using var client = new System.Net.Sockets.TcpClient();
            try
            {
                await client.ConnectAsync(System.Net.IPAddress.Loopback, Port);
                return true;
            }
            catch (System.Net.Sockets.SocketException)
            {
                return false;
            }
        }
    }
}
