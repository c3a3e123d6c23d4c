using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OnRecord.Data;
using OnRecord.Events;
using OnRecord.Stances;

namespace OnRecord.Eval.Boards;

/// <summary>The board of a story as the service shows it, with all positions and changes behind it.</summary>
internal sealed record ReadBoard(Board Board, IReadOnlyList<ShownChange> Changes);

/// <summary>The entity and stance services without bus and ports: their own code, called in the process, over a store of its own.</summary>
internal sealed class StoryBoards : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly string _folder;
    private readonly StoryReader _reader = new();
    private readonly ArticleStore _articles;
    private readonly StoryStore _stories;
    private readonly BoardStore _boards;
    private readonly PositionQueries _positions;
    private int _told;

    private StoryBoards(IHost host, string folder)
    {
        (_host, _folder) = (host, folder);
        _articles = host.Services.GetRequiredService<ArticleStore>();
        _stories = host.Services.GetRequiredService<StoryStore>();
        _boards = host.Services.GetRequiredService<BoardStore>();
        _positions = host.Services.GetRequiredService<PositionQueries>();
    }

    public static async Task<StoryBoards> CreateAsync(CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("onrecord-eval-").FullName;
        var builder = Host.CreateApplicationBuilder();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?> { ["Storage:Folder"] = folder, ["Storage:Synchronous"] = "NORMAL" });
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.AddStance();
        var host = builder.Build();
        await host.StartAsync(cancellation);
        return new StoryBoards(host, folder);
    }

    /// <summary>Analyses the articles of a story.</summary>
    public IReadOnlyList<ReadArticle> Analyze(BoardStory story) => _reader.Read(story);

    /// <summary>Brings articles in one by one, the board being regrouped after each, and reads it.</summary>
    public async Task<ReadBoard> BoardAsync(IReadOnlyList<AnalysedArticle> articles, CancellationToken cancellation)
    {
        var storyId = Guid.CreateVersion7();
        var all = articles.Select(article => article.Article.ArticleId).ToArray();
        foreach (var article in articles)
        {
            _told++;
            await _articles.ReplaceAsync(article, cancellation);
            await _stories.ApplyAsync(
                new StoryChanged(
                    Schema.Version, storyId, _told, StoryChangeKind.Updated, [article.Article.ArticleId], [], null, DateTimeOffset.UnixEpoch.AddMinutes(_told)),
                cancellation);
            await _boards.RegroupAsync([storyId], cancellation);
        }

        var board = await _boards.ReadAsync(storyId, cancellation);
        var changes = await _positions.ListChangesAsync(new ChangeFilter(storyId, "", long.MinValue, long.MaxValue), null, 500, cancellation);
        _told++;
        await _stories.ApplyAsync(
            new StoryChanged(Schema.Version, storyId, _told, StoryChangeKind.Removed, [], all, null, DateTimeOffset.UnixEpoch.AddMinutes(_told)), cancellation);
        return new ReadBoard(board, changes);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
