using Grpc.Net.Client;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using OnRecord.Api.Search.V1;
using OnRecord.Events;
using OnRecord.TestKit;

namespace OnRecord.Search.Tests;

/// <summary>The search service in this process, with a bus that the test publishes to.</summary>
public sealed class SearchHost : IAsyncDisposable
{
    private readonly InProcessService _service;
    private readonly ScratchFolder _folder;
    private PostgresServer? _postgres;

    private SearchHost(InProcessService service, ScratchFolder folder) =>
        (_service, _folder, Client) = (service, folder, new SearchService.SearchServiceClient(service.Channel));

    public GrpcChannel Channel => _service.Channel;

    public SearchService.SearchServiceClient Client { get; }

    public IServiceProvider Services => _service.Services;

    public IndexedEvents Indexed => Services.GetRequiredService<IndexedEvents>();

    /// <summary>Address of the JSON side.</summary>
    public Uri Http => _service.Http;

    /// <summary>Starts on SQLite in a folder of its own, unless the settings say otherwise.</summary>
    public static async Task<SearchHost> StartAsync(params (string Key, string Value)[] settings)
    {
        var folder = new ScratchFolder();
        var configuration = new Dictionary<string, string?> { ["Storage:Folder"] = folder.Path, ["Storage:Synchronous"] = "NORMAL" };
        foreach (var (key, value) in settings)
        {
            configuration[key] = value;
        }

        return new SearchHost(
            await InProcessService.StartAsync(
                "search",
                configuration,
                builder =>
                {
                    builder.Services.AddSingleton<IndexedEvents>();
                    builder.AddSearch();
                },
                bus =>
                {
                    SearchSetup.AddConsumers(bus);
                    bus.AddConsumer<IndexedEventsConsumer>();
                },
                app => app.MapSearch()),
            folder);
    }

    /// <summary>Starts on a fresh PostgreSQL database, which goes with the host.</summary>
    public static async Task<SearchHost> StartOnPostgresAsync(params (string Key, string Value)[] settings)
    {
        var postgres = new PostgresServer();
        await postgres.InitializeAsync();
        var host = await StartAsync([("Storage:Provider", "Postgres"), ("Storage:ConnectionString", postgres.ConnectionString), .. settings]);
        host._postgres = postgres;
        return host;
    }

    /// <summary>Publishes an event as another service would.</summary>
    public Task PublishAsync<T>(T message)
        where T : class => _service.PublishAsync(message);

    /// <summary>Publishes everything that the pipeline says of an article, and waits until it is indexed.</summary>
    public async Task<Guid> IndexAsync(ArticleRecognized article, params DetectedPosition[] positions)
    {
        await PublishAsync(article);
        await PublishAsync(new PositionsDetected(Schema.Version, article.Article.ArticleId, article.Article.Revision, positions, "test"));
        return (await Indexed.WaitAsync(article.Article.ArticleId, article.Article.Revision)).StoryId!.Value;
    }

    /// <summary>Stops as a drain does.</summary>
    public Task StopAsync() => _service.StopAsync();

    public async ValueTask DisposeAsync()
    {
        await _service.DisposeAsync();
        _folder.Dispose();
        if (_postgres is not null)
        {
            await _postgres.DisposeAsync();
        }
    }
}

/// <summary>The announcements of finished articles, and of what they changed of stories.</summary>
public sealed class IndexedEvents
{
    /// <summary>Changes of stories, in the order in which they came.</summary>
    public System.Collections.Concurrent.ConcurrentQueue<StoriesChanged> Stories { get; } = [];

    private readonly System.Collections.Concurrent.ConcurrentQueue<ArticleIndexed> _events = [];

    public void Add(ArticleIndexed indexed) => _events.Enqueue(indexed);

    public async Task<ArticleIndexed> WaitAsync(Guid articleId, int revision) => (await Eventually.GetAsync(
        () => Task.FromResult(_events.LastOrDefault(indexed => indexed.ArticleId == articleId && indexed.Revision == revision)),
        indexed => indexed is not null,
        $"article {articleId} revision {revision} indexed"))!;
}

public sealed class IndexedEventsConsumer(IndexedEvents events) : IConsumer<ArticlesIndexed>, IConsumer<StoriesChanged>
{
    public Task Consume(ConsumeContext<StoriesChanged> context)
    {
        events.Stories.Enqueue(context.Message);
        return Task.CompletedTask;
    }

    public Task Consume(ConsumeContext<ArticlesIndexed> context)
    {
        foreach (var indexed in context.Message.Articles)
        {
            events.Add(indexed);
        }

        return Task.CompletedTask;
    }
}
