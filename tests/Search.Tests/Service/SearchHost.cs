using Grpc.Net.Client;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OnRecord.Api.Search.V1;
using OnRecord.Defaults;
using OnRecord.Events;
using OnRecord.TestKit;

namespace OnRecord.Search.Tests;

/// <summary>The search service as it runs, on free ports, with a bus that the test publishes to.</summary>
public sealed class SearchHost : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ScratchFolder _folder;
    private PostgresServer? _postgres;

    private SearchHost(WebApplication app, GrpcChannel channel, ScratchFolder folder)
    {
        (_app, Channel, _folder) = (app, channel, folder);
        Client = new SearchService.SearchServiceClient(channel);
    }

    public GrpcChannel Channel { get; }

    public SearchService.SearchServiceClient Client { get; }

    public IServiceProvider Services => _app.Services;

    public IndexedEvents Indexed => _app.Services.GetRequiredService<IndexedEvents>();

    /// <summary>Starts on SQLite in a folder of its own, unless the settings say otherwise.</summary>
    public static async Task<SearchHost> StartAsync(params (string Key, string Value)[] settings)
    {
        var folder = new ScratchFolder();
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Storage:Folder"] = folder.Path,
            ["Storage:Synchronous"] = "NORMAL",
            ["Listen:Grpc"] = "127.0.0.1:0",
            ["Listen:Http"] = "127.0.0.1:0",
        });
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddSingleton<IndexedEvents>();
        builder.AddServiceDefaults("search");
        builder.AddSearch();
        builder.AddMessageBus(SearchSetup.AddConsumers, bus => bus.AddConsumer<IndexedEventsConsumer>());
        var app = builder.Build();
        app.MapServiceDefaults();
        app.MapSearch();
        await app.StartAsync();
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        return new SearchHost(app, GrpcChannel.ForAddress(address), folder);
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

    /// <summary>Address of the JSON side.</summary>
    public Uri Http => new(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Last());

    /// <summary>Publishes an event as another service would.</summary>
    public Task PublishAsync<T>(T message)
        where T : class => _app.Services.GetRequiredService<IBus>().Publish(message);

    /// <summary>Publishes everything that the pipeline says of an article, and waits until it is indexed.</summary>
    public async Task<Guid> IndexAsync(ArticleRecognized article, params DetectedPosition[] positions)
    {
        await PublishAsync(article);
        await PublishAsync(new PositionsDetected(Schema.Version, article.Article.ArticleId, article.Article.Revision, positions, "test"));
        return (await Indexed.WaitAsync(article.Article.ArticleId, article.Article.Revision)).StoryId!.Value;
    }

    /// <summary>Stops as a drain does.</summary>
    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        Channel.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        _folder.Dispose();
        if (_postgres is not null)
        {
            await _postgres.DisposeAsync();
        }
    }
}

/// <summary>The announcements of finished articles.</summary>
public sealed class IndexedEvents
{
    private readonly System.Collections.Concurrent.ConcurrentQueue<ArticleIndexed> _events = [];

    public void Add(ArticleIndexed indexed) => _events.Enqueue(indexed);

    public async Task<ArticleIndexed> WaitAsync(Guid articleId, int revision) => (await Eventually.GetAsync(
        () => Task.FromResult(_events.LastOrDefault(indexed => indexed.ArticleId == articleId && indexed.Revision == revision)),
        indexed => indexed is not null,
        $"article {articleId} revision {revision} indexed"))!;
}

public sealed class IndexedEventsConsumer(IndexedEvents events) : IConsumer<ArticlesIndexed>
{
    public Task Consume(ConsumeContext<ArticlesIndexed> context)
    {
        foreach (var indexed in context.Message.Articles)
        {
            events.Add(indexed);
        }

        return Task.CompletedTask;
    }
}
