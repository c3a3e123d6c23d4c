using System.Diagnostics;
using Grpc.Core;
using Grpc.Net.Client;
using OnRecord.Api.Ingest.V1;

namespace OnRecord.Bench;

/// <summary>What a bulk load showed.</summary>
/// <param name="Articles">Articles that the pipeline took; duplicates are none.</param>
/// <param name="PerSecond">From the first submission until all are indexed and on their boards.</param>
internal sealed record BulkResult(int Articles, double PerSecond);

/// <summary>What a paced load showed: milliseconds from submission.</summary>
/// <param name="Searchable">Until the article was announced as indexed.</param>
/// <param name="OnBoard">Until all of its positions stood on its story's board; only articles with positions.</param>
internal sealed record PacedResult(Percentiles Searchable, Percentiles OnBoard);

/// <summary>Percentiles of a sample.</summary>
internal sealed record Percentiles(int Count, double P50, double P95, double P99)
{
    public static Percentiles Of(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        double At(double share) => sorted.Length == 0 ? double.NaN : sorted[Math.Min(sorted.Length - 1, (int)(share * sorted.Length))];
        return new Percentiles(sorted.Length, At(0.50), At(0.95), At(0.99));
    }
}

/// <summary>Submits articles to a running pipeline, all at once or paced, and waits until it is through with them.</summary>
internal sealed class PipelineLoad(Uri ingest, PipelineProbe probe) : IDisposable
{
    private const int Erasers = 8;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(2);

    // Looking costs the server as much as an article or more: seldom enough not to be part of the load. A board is seen this much late.
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan BulkLook = TimeSpan.FromMilliseconds(500);

    private readonly GrpcChannel _channel = GrpcChannel.ForAddress(ingest);

    /// <summary>Submits all on one stream.</summary>
    public async Task<BulkResult> BulkAsync(IReadOnlyList<SubmitArticlesRequest> articles)
    {
        var clock = Stopwatch.StartNew();
        using var call = new IngestService.IngestServiceClient(_channel).SubmitArticles();
        var sending = Task.Run(async () =>
        {
            foreach (var article in articles)
            {
                await call.RequestStream.WriteAsync(article);
            }

            await call.RequestStream.CompleteAsync();
        });
        var taken = 0;
        await foreach (var answer in call.ResponseStream.ReadAllAsync())
        {
            taken += IsTaken(answer.Accepted) ? 1 : 0;
        }

        await sending;
        while (!await probe.IsDoneAsync())
        {
            Guard(clock);
            await Task.Delay(BulkLook);
        }

        return new BulkResult(taken, taken / clock.Elapsed.TotalSeconds);
    }

    /// <summary>Erases the newest articles, a few at a time.</summary>
    /// <returns>How many there were, and how many a second went from everywhere.</returns>
    public async Task<BulkResult> EraseAsync(int count)
    {
        var client = new IngestService.IngestServiceClient(_channel);
        var ids = new List<string>();
        for (var request = new ListArticlesRequest { PageSize = 100 }; ids.Count < count;)
        {
            var page = await client.ListArticlesAsync(request);
            ids.AddRange(page.Articles.Select(article => article.ArticleId));
            if (page.NextPageToken.Length == 0)
            {
                break;
            }

            request.PageToken = page.NextPageToken;
        }

        var clock = Stopwatch.StartNew();
        var erased = Math.Min(count, ids.Count);
        await Parallel.ForEachAsync(ids.Take(erased), new ParallelOptions { MaxDegreeOfParallelism = Erasers }, async (id, cancellation) =>
            await client.RetractArticleAsync(new RetractArticleRequest { ArticleId = id, Reason = "Bench.", Erase = true }, cancellationToken: cancellation));
        while (!await probe.IsDoneAsync())
        {
            Guard(clock);
            await Task.Delay(BulkLook);
        }

        return new BulkResult(erased, erased / clock.Elapsed.TotalSeconds);
    }

    /// <summary>Submits each at its time, <paramref name="perSecond"/> of them a second, whether or not those before are through.</summary>
    public async Task<PacedResult> PacedAsync(IReadOnlyList<SubmitArticlesRequest> articles, double perSecond)
    {
        var client = new IngestService.IngestServiceClient(_channel);
        var open = new Dictionary<string, Waiting>();
        var (searchable, onBoard) = (new List<double>(), new List<double>());
        var submissions = new List<Task>();
        var clock = Stopwatch.StartNew();
        var (next, looked) = (0, TimeSpan.Zero);
        while (next < articles.Count || submissions.Exists(task => !task.IsCompleted) || open.Count > 0)
        {
            Guard(clock);
            for (; next < articles.Count && clock.Elapsed.TotalSeconds >= next / perSecond; next++)
            {
                submissions.Add(SubmitAsync(client, articles[next], open));
            }

            if (clock.Elapsed - looked > Look)
            {
                looked = clock.Elapsed;
                await FollowAsync(open, searchable, onBoard);
            }

            await Task.Delay(Tick);
        }

        await Task.WhenAll(submissions);
        return new PacedResult(Percentiles.Of(searchable), Percentiles.Of(onBoard));
    }

    /// <inheritdoc />
    public void Dispose() => _channel.Dispose();

    private static async Task SubmitAsync(IngestService.IngestServiceClient client, SubmitArticlesRequest article, Dictionary<string, Waiting> open)
    {
        var submittedAt = Now;
        var answer = await client.SubmitArticleAsync(new SubmitArticleRequest { Article = article.Article, RequestId = article.RequestId });
        if (IsTaken(answer))
        {
            lock (open)
            {
                open[answer.ArticleId] = new Waiting(submittedAt);
            }
        }
    }

    private async Task FollowAsync(Dictionary<string, Waiting> open, List<double> searchable, List<double> onBoard)
    {
        string[] ids;
        lock (open)
        {
            ids = [.. open.Keys];
        }

        if (ids.Length == 0)
        {
            return;
        }

        var seen = await probe.ReadAsync(ids);
        var now = Now;
        foreach (var (id, progress) in seen)
        {
            var waiting = open[id];
            if (waiting.BoardAt is null && progress is { Positions: > 0, Ungrouped: 0 })
            {
                waiting.BoardAt = now;
            }

            // What has no positions when it is indexed never gets any.
            if (progress.IndexedAt is { } indexedAt && (progress.Positions == 0 || waiting.BoardAt is not null))
            {
                searchable.Add(indexedAt - waiting.SubmittedAt);
                if (waiting.BoardAt is { } boardAt)
                {
                    onBoard.Add(boardAt - waiting.SubmittedAt);
                }

                lock (open)
                {
                    open.Remove(id);
                }
            }
        }
    }

    private static bool IsTaken(SubmitArticleResponse? answer) =>
        answer is { Outcome: SubmitOutcome.Created or SubmitOutcome.Revised or SubmitOutcome.Syndicated };

    private static long Now => DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();

    private static void Guard(Stopwatch clock)
    {
        if (clock.Elapsed > Patience)
        {
            throw new TimeoutException($"The pipeline was not through after {Patience.TotalMinutes} minutes.");
        }
    }

    private sealed class Waiting(long submittedAt)
    {
        public long SubmittedAt { get; } = submittedAt;

        public long? BoardAt { get; set; }
    }
}
