using System.Globalization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OnRecord.Data;
using OnRecord.Defaults;
using OnRecord.Entities;
using OnRecord.Events;
using OnRecord.Language;
using OnRecord.Stances;

namespace OnRecord.Eval.Boards;

/// <summary>An article of a story, analysed once: what the stance service stores of it.</summary>
internal sealed record ReadArticle(BoardArticle Source, AnalysedArticle Analysed);

/// <summary>The board of a story as the service shows it, with all positions and changes behind it.</summary>
internal sealed record ReadBoard(Board Board, IReadOnlyList<ShownChange> Changes);

/// <summary>The entity and stance services without bus and ports: their own code, called in the process, over a store of its own.</summary>
internal sealed class StoryBoards : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly string _folder;
    private readonly EntityRecognizer _recognizer;
    private readonly ArticleAnalyzer _analyzer;
    private readonly ArticleStore _articles;
    private readonly StoryStore _stories;
    private readonly BoardStore _boards;
    private readonly PositionQueries _positions;
    private int _told;

    private StoryBoards(IHost host, string folder)
    {
        (_host, _folder) = (host, folder);
        _recognizer = host.Services.GetRequiredService<EntityRecognizer>();
        _analyzer = host.Services.GetRequiredService<ArticleAnalyzer>();
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

    /// <summary>Analyses the articles of a story; undated ones count as submitted one minute after the other.</summary>
    public IReadOnlyList<ReadArticle> Analyze(BoardStory story) => [.. story.Articles.Select((article, i) => Analyze(story, article, i))];

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

    private ReadArticle Analyze(BoardStory story, BoardArticle article, int place)
    {
        var submitted = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(place);
        var published = article.Published is { } time ? DateTimeOffset.Parse(time, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal) : submitted;
        var content = new ArticleContent(
            StableId.Of("eval", story.Story, article.Id), 1, "", article.Outlet ?? "", article.Title ?? "", article.FullText, article.BodyStart, "en",
            published, submitted, null);
        var (document, found) = _recognizer.Recognize(content.Text, content.BodyStart, CancellationToken.None);
        var announced = RecognizeEntitiesConsumer.Announcement(content, found, _recognizer.ModelVersion, DocumentFormat.Write(document));
        return new ReadArticle(article, _analyzer.Analyze(announced, CancellationToken.None));
    }
}
