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
    private readonly string _folder;

    private SearchServer(WebApplication app, string folder)
    {
        (_app, _folder) = (app, folder);
        Address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
    }

    /// <summary>gRPC address.</summary>
    public string Address { get; }

    public static async Task<SearchServer> StartAsync(string? postgres)
    {
        var folder = Directory.CreateTempSubdirectory("onrecord-bench-").FullName;
        var builder = WebApplication.CreateBuilder();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Storage:Folder"] = folder,
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
        return new SearchServer(app, folder);
    }

    /// <summary>Indexes an article and gives its story.</summary>
    public async Task<Guid> AddAsync(ArticleContent article, IReadOnlyList<RecognizedEntity> entities)
    {
        var terms = ArticleTerms.Read(article.Text, article.BodyStart, entities.Select(entity => entity.Name));
        var indexed = _app.Services.GetRequiredService<ArticleIndexer>().IndexAsync(
            new EntitiesRecognized(Schema.Version, article, true, entities, [], "bench"), CancellationToken.None);
        var changes = await _app.Services.GetRequiredService<StoryAssigner>().ApplyAsync(
            new GroupItem(article.ArticleId, article.Revision, article, terms), CancellationToken.None);
        await indexed;
        return changes[^1].StoryId;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
