using System.Diagnostics;
using OnRecord.Defaults;
using OnRecord.Events;

namespace OnRecord.Search;

/// <summary>Brings articles, positions and retractions into the index; many at a time share a transaction.</summary>
public sealed class ArticleIndexer
{
    private const int BatchLimit = 128;
    private const int CompletionLimit = 512;

    private readonly TermsInWork _terms;
    private readonly Batcher<(ArticleRecognized Event, ArticleTerms Terms)> _articles;
    private readonly Batcher<PositionsDetected> _positions;
    private readonly Batcher<ArticleRetracted> _retractions;
    private readonly Batcher<(Guid ArticleId, ActivityContext Cause), Task> _completions;

    public ArticleIndexer(ArticleStore store, TermsInWork terms, Announcer announcer, TimeProvider clock)
    {
        _terms = terms;
        _articles = new(BatchLimit, items => store.ReplaceAsync(items, CancellationToken.None));
        _positions = new(BatchLimit, items => store.ReplacePositionsAsync(items, CancellationToken.None));
        _retractions = new(BatchLimit, items => store.RetractAsync(items, CancellationToken.None));
        _completions = new(CompletionLimit, async items =>
        {
            var announcement = AnnounceAsync(
                await store.FindCompleteAsync([.. items.Select(item => item.ArticleId).Distinct()], CancellationToken.None), announcer, clock, items[0].Cause);
            return [.. items.Select(_ => announcement)];
        });
    }

    /// <summary>Indexes a revision.</summary>
    public Task IndexAsync(ArticleRecognized found, CancellationToken cancellation) => _articles.AddAsync((found, _terms.Read(found)), cancellation);

    /// <summary>Applies the positions of a revision.</summary>
    public Task IndexAsync(PositionsDetected positions, CancellationToken cancellation) => _positions.AddAsync(positions, cancellation);

    /// <summary>Retracts an article.</summary>
    public Task RetractAsync(ArticleRetracted retraction, CancellationToken cancellation) => _retractions.AddAsync(retraction, cancellation);

    /// <summary>
    /// Announces an article when nothing of it is missing any more. Whoever writes asks after its commit whether it was the last one; two may
    /// find that they were, and the article is announced twice.
    /// </summary>
    public async Task AnnounceIfCompleteAsync(Guid articleId, CancellationToken cancellation)
    {
        var announcement = await _completions.AddAsync((articleId, Activity.Current?.Context ?? default), cancellation);
        await announcement.WaitAsync(cancellation);
    }

    private static Task AnnounceAsync(IReadOnlyList<IndexedArticle> complete, Announcer announcer, TimeProvider clock, ActivityContext cause)
    {
        var now = clock.GetUtcNow();
        return complete.Count == 0 ? Task.CompletedTask : announcer.PublishAsync(
            new ArticlesIndexed(
                Schema.Version, [.. complete.Select(one => new ArticleIndexed(Schema.Version, one.ArticleId, one.Revision, one.StoryId, now, AwaitsOthers: true))]),
            cause);
    }
}
