using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OnRecord.Defaults;
using OnRecord.Events;
using OnRecord.Search;

namespace OnRecord.Bench;

/// <summary>The search service as it runs, but fed directly instead of by the bus.</summary>
internal sealed class SearchServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly string? _scratch;

    private SearchServer(WebApplication app, string? scratch)
    {
        (_app, _scratch) = (app, scratch);
        Address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
    }

    /// <summary>gRPC address.</summary>
    public string Address { get; }

    /// <summary>Starts it on PostgreSQL or SQLite; files in a folder that was not asked for go with it.</summary>
    public static async Task<SearchServer> StartAsync(string? postgres, string? kept = null)
    {
        var scratch = kept is null ? Directory.CreateTempSubdirectory("onrecord-bench-").FullName : null;
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Storage:Folder"] = kept ?? scratch,
            ["Storage:Provider"] = postgres is null ? "Sqlite" : "Postgres",
            ["Storage:ConnectionString"] = postgres ?? "",
            ["Listen:Grpc"] = "127.0.0.1:0",
            ["Listen:Http"] = "127.0.0.1:0",
        });
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.AddServiceDefaults("search");
        builder.AddSearch();
        var app = builder.Build();
        app.MapServiceDefaults();
        app.MapSearch();
        await app.StartAsync();
        return new SearchServer(app, scratch);
    }

    /// <summary>How many articles the store holds.</summary>
    public async Task<long> CountAsync() =>
        (await _app.Services.GetRequiredService<SearchStore>().StatisticsAsync([], 0, CancellationToken.None)).Articles;

    /// <summary>Indexes an article and gives its story.</summary>
    public async Task<Guid> AddAsync(ArticleContent article, IReadOnlyList<RecognizedEntity> entities)
    {
        var terms = ArticleTerms.Read(article.Text, article.BodyStart, entities.Select(entity => entity.Name));
        var indexed = _app.Services.GetRequiredService<ArticleIndexer>().IndexAsync(
            new ArticleRecognized(Schema.Version, article, entities, AwaitsPositions: true), CancellationToken.None);
        var changes = await _app.Services.GetRequiredService<StoryAssigner>().ApplyAsync(
            new GroupItem(article.ArticleId, article.Revision, article, terms), CancellationToken.None);
        await indexed;
        return changes[^1].StoryId;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        if (_scratch is not null)
        {
            Directory.Delete(_scratch, recursive: true);
        }
    }
}
