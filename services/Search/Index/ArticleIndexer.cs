using OnRecord.Defaults;
using OnRecord.Events;

namespace OnRecord.Search;

/// <summary>Brings articles, positions and retractions into the index; many at a time share a transaction.</summary>
public sealed class ArticleIndexer
{
    private const int BatchLimit = 64;

    private readonly TermsInWork _terms;
    private readonly Batcher<(EntitiesRecognized Event, ArticleTerms Terms), bool> _articles;
    private readonly Batcher<PositionsDetected, bool> _positions;
    private readonly Batcher<ArticleRetracted, bool> _retractions;
    private readonly Batcher<Guid, IndexedArticle?> _completions;

    public ArticleIndexer(ArticleStore store, TermsInWork terms)
    {
        _terms = terms;
        _articles = new(BatchLimit, items => DoneAsync(items.Count, store.ReplaceAsync(items, CancellationToken.None)));
        _positions = new(BatchLimit, items => DoneAsync(items.Count, store.ReplacePositionsAsync(items, CancellationToken.None)));
        _retractions = new(BatchLimit, items => DoneAsync(items.Count, store.RetractAsync(items, CancellationToken.None)));
        _completions = new(BatchLimit, items => FindCompleteAsync(store, items));
    }

    /// <summary>Indexes a revision.</summary>
    public Task IndexAsync(EntitiesRecognized found, CancellationToken cancellation) => _articles.AddAsync((found, _terms.Read(found)), cancellation);

    /// <summary>Applies the positions of a revision.</summary>
    public Task IndexAsync(PositionsDetected positions, CancellationToken cancellation) => _positions.AddAsync(positions, cancellation);

    /// <summary>Removes an article.</summary>
    public Task RemoveAsync(ArticleRetracted retraction, CancellationToken cancellation) => _retractions.AddAsync(retraction, cancellation);

    /// <summary>What is complete of an article, with all that was committed before the call; null while something is missing.</summary>
    public Task<IndexedArticle?> FindCompleteAsync(Guid articleId, CancellationToken cancellation) => _completions.AddAsync(articleId, cancellation);

    private static async Task<IReadOnlyList<IndexedArticle?>> FindCompleteAsync(ArticleStore store, IReadOnlyList<Guid> articleIds)
    {
        var complete = await store.FindCompleteAsync([.. articleIds.Distinct()], CancellationToken.None);
        var byId = complete.ToDictionary(article => article.ArticleId);
        return [.. articleIds.Select(byId.GetValueOrDefault)];
    }

    private static async Task<IReadOnlyList<bool>> DoneAsync(int count, Task write)
    {
        await write;
        return new bool[count];
    }
}
