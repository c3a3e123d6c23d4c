using System.Diagnostics;
using System.Globalization;
using Grpc.Core;
using OnRecord.Api.Ingest.V1;
using OnRecord.Api.Search.V1;
using OnRecord.Api.Stance.V1;
using OnRecord.Terminal;
using Spectre.Console;

namespace OnRecord.Standalone.Demo;

/// <summary>What the demo does, by calls that any client could make.</summary>
internal sealed class DemoScript(ChannelBase channel)
{
    private const int ClaimsShown = 6;
    private const int StoriesShown = 10;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan BoardPatience = TimeSpan.FromSeconds(10);

    private readonly IngestService.IngestServiceClient _ingest = new(channel);
    private readonly SearchService.SearchServiceClient _search = new(channel);
    private readonly StanceService.StanceServiceClient _stance = new(channel);

    public async Task RunAsync(IReadOnlyList<ArticleInput> articles, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        await Bar().StartAsync(async progress =>
        {
            var analysed = progress.AddTask("Reading the news", maxValue: articles.Count);
            var ids = await SubmitAsync(articles, cancellation);
            foreach (var id in ids)
            {
                await IndexedAsync(id, cancellation);
                analysed.Increment(1);
            }
        });

        AnsiConsole.MarkupLine(string.Create(
            CultureInfo.InvariantCulture, $"[bold]{articles.Count}[/] articles submitted and indexed in {clock.Elapsed.TotalSeconds:0.0} s\n"));

        var hot = await _search.ListHotStoriesAsync(new ListHotStoriesRequest { PageSize = StoriesShown }, cancellationToken: cancellation);
        AnsiConsole.Write(HotStoriesTable.Of(hot.Stories));
        await ShowLiveliestBoardAsync(hot.Stories, cancellation);
        await ShowChangesAsync(cancellation);
    }

    private static Progress Bar() => AnsiConsole.Progress().AutoClear(true).Columns(
        new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new SpinnerColumn());

    private async Task<List<string>> SubmitAsync(IReadOnlyList<ArticleInput> articles, CancellationToken cancellation)
    {
        var ids = new List<string>();
        using var call = _ingest.SubmitArticles(cancellationToken: cancellation);
        var reading = Task.Run(async () =>
        {
            await foreach (var result in call.ResponseStream.ReadAllAsync(cancellation))
            {
                ids.Add(result.Accepted?.ArticleId ?? throw new InvalidOperationException($"Demo article {result.Index}: {result.Failure.Message}"));
            }
        }, cancellation);
        foreach (var article in articles)
        {
            await call.RequestStream.WriteAsync(new SubmitArticlesRequest { Article = article }, cancellation);
        }

        await call.RequestStream.CompleteAsync();
        await reading;
        return ids;
    }

    private async Task IndexedAsync(string id, CancellationToken cancellation)
    {
        while (true)
        {
            var answer = await _ingest.GetArticleAsync(new GetArticleRequest { ArticleId = id }, cancellationToken: cancellation);
            switch (answer.Article.State)
            {
                case ArticleState.Indexed:
                    return;
                case ArticleState.Failed:
                    throw new InvalidOperationException($"\"{answer.Article.Title}\" failed: {answer.Article.StateReason}");
                default:
                    await Task.Delay(Pause, cancellation);
                    break;
            }
        }
    }

    private async Task ShowLiveliestBoardAsync(IEnumerable<StorySummary> stories, CancellationToken cancellation)
    {
        var boards = new List<(StorySummary Story, PositionBoard Board)>();
        foreach (var story in stories)
        {
            boards.Add((story, await BoardAsync(story, cancellation)));
        }

        var (liveliest, shown) = boards
            .OrderByDescending(board => board.Board.Claims.Count(claim => claim.Contested))
            .ThenByDescending(board => board.Board.Claims.Sum(claim => claim.Stands.Count))
            .First();
        AnsiConsole.MarkupLine($"\n[bold]{Cells.Plain(liveliest.Headline)}[/]: who stands where");
        AnsiConsole.Write(BoardTable.Of(shown, ClaimsShown));
        AnsiConsole.Write(BoardTable.Evidence(shown, ClaimsShown));
    }

    // The board follows the story by an event of its own: wait until it holds as many articles.
    private async Task<PositionBoard> BoardAsync(StorySummary story, CancellationToken cancellation)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                var answer = await _stance.GetPositionBoardAsync(
                    new GetPositionBoardRequest { StoryId = story.StoryId }, cancellationToken: cancellation);
                if (answer.Board.ArticleCount >= story.ArticleCount || clock.Elapsed > BoardPatience)
                {
                    return answer.Board;
                }
            }
            catch (RpcException exception) when (exception.StatusCode == StatusCode.NotFound && clock.Elapsed < BoardPatience)
            {
                // Stance has not heard of the story yet.
            }

            await Task.Delay(Pause, cancellation);
        }
    }

    private async Task ShowChangesAsync(CancellationToken cancellation)
    {
        var answer = await _stance.ListPositionChangesAsync(new ListPositionChangesRequest { PageSize = 10 }, cancellationToken: cancellation);
        if (answer.Changes.Count == 0)
        {
            return;
        }

        AnsiConsole.MarkupLine("\n[bold]Changed their position[/]");
        foreach (var change in answer.Changes)
        {
            AnsiConsole.MarkupLine(
                $"  {Cells.Holder(change.Holder)}: {Cells.Coloured(change.Before.Stance)} → {Cells.Coloured(change.After.Stance)}"
                + $"  [grey]{Cells.Shorten(change.After.Evidence.Text, 90)}[/]");
        }
    }
}
