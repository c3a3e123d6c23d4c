using System.Collections.Concurrent;
using OnRecord.Api.Ingest.V1;
using OnRecord.Cli.Connect;

namespace OnRecord.Cli.Submit;

/// <summary>Waits until articles have left the pipeline: indexed, or failed for good.</summary>
internal sealed class IndexWait(IngestService.IngestServiceClient client)
{
    private const int Callers = 8;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>Waits for all; <paramref name="onDone"/> gets the number of those that are through. Returns those that failed.</summary>
    public async Task<IReadOnlyCollection<Article>> RunAsync(
        IEnumerable<string> articleIds, Action<int> onDone, CancellationToken cancellation)
    {
        var failed = new ConcurrentBag<Article>();
        var done = 0;
        var options = new ParallelOptions { MaxDegreeOfParallelism = Callers, CancellationToken = cancellation };
        await Parallel.ForEachAsync(articleIds.Distinct(), options, async (id, token) =>
        {
            var article = await GetAsync(id, token);
            while (article.State == ArticleState.Accepted)
            {
                await Task.Delay(Pause, token);
                article = await GetAsync(id, token);
            }

            if (article.State == ArticleState.Failed)
            {
                failed.Add(article);
            }

            onDone(Interlocked.Increment(ref done));
        });
        return failed;
    }

    private async Task<Article> GetAsync(string id, CancellationToken cancellation)
    {
        var answer = await client.GetArticleAsync(
            new GetArticleRequest { ArticleId = id }, deadline: Clients.Deadline, cancellationToken: cancellation);
        return answer.Article;
    }
}
