using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OnRecord.Defaults;
using OnRecord.Events;
using OnRecord.Search;

namespace OnRecord.Eval;

/// <summary>The search service without bus and ports: its own composition, called in the process.</summary>
internal sealed class SearchIndex : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly string _folder;
    private readonly ArticleIndexer _indexer;
    private readonly StoryAssigner _assigner;
    private readonly ArticleSearch _search;

    private SearchIndex(IHost host, string folder)
    {
        (_host, _folder) = (host, folder);
        _indexer = host.Services.GetRequiredService<ArticleIndexer>();
        _assigner = host.Services.GetRequiredService<StoryAssigner>();
        _search = host.Services.GetRequiredService<ArticleSearch>();
    }

    public static async Task<SearchIndex> CreateAsync(string? postgres, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("onrecord-eval-").FullName;
        var builder = Host.CreateApplicationBuilder();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Storage:Folder"] = folder,
            ["Storage:Synchronous"] = "NORMAL",
            ["Storage:Provider"] = postgres is null ? "Sqlite" : "Postgres",
            ["Storage:ConnectionString"] = postgres ?? "",
        });
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.AddSearch();
        var host = builder.Build();
        await host.StartAsync(cancellation);
        return new SearchIndex(host, folder);
    }

    /// <summary>Indexes an article and gives its id.</summary>
    public async Task<string> AddAsync(string title, string body, CancellationToken cancellation)
    {
        var id = Guid.CreateVersion7();
        var text = title.Length == 0 ? body : title + "\n\n" + body;
        var now = DateTimeOffset.UnixEpoch;
        var article = new ArticleContent(id, 1, "", "", title, text, title.Length == 0 ? 0 : title.Length + 2, "en", now, now, null);
        await _indexer.IndexAsync(new ArticleRecognized(Schema.Version, article, [], AwaitsPositions: true), cancellation);
        await _assigner.ApplyAsync(new GroupItem(id, 1, article, ArticleTerms.Read(text, article.BodyStart, [])), cancellation);
        return id.ToString("D");
    }

    /// <summary>Ids of the articles found, best first.</summary>
    public async Task<IReadOnlyList<string>> SearchAsync(string query, int limit, CancellationToken cancellation)
    {
        var parsed = new SearchQuery(query, ParsedQuery.Parse(query), ArticleFilter.None, 0);
        var response = await _search.ArticlesAsync(parsed, null, limit, includeFacets: false, cancellation);
        return [.. response.Hits.Select(hit => hit.Article.ArticleId)];
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
