using OnRecord.Events;

namespace OnRecord.Search;

/// <summary>Brings articles, positions and retractions into the index; many at a time share a transaction.</summary>
public sealed class ArticleIndexer
{
    private const int BatchLimit = 64;

    private readonly ArticleStore _store;
    private readonly Batcher<(EntitiesRecognized Event, ArticleTerms Terms), bool> _articles;
    private readonly Batcher<PositionsDetected, bool> _positions;
    private readonly Batcher<ArticleRetracted, bool> _retractions;

    public ArticleIndexer(ArticleStore store)
    {
        _store = store;
        _articles = new(BatchLimit, items => DoneAsync(items.Count, store.ReplaceAsync(items, CancellationToken.None)));
        _positions = new(BatchLimit, items => DoneAsync(items.Count, store.ReplacePositionsAsync(items, CancellationToken.None)));
        _retractions = new(BatchLimit, items => DoneAsync(items.Count, store.RetractAsync(items, CancellationToken.None)));
    }

    /// <summary>Indexes a revision.</summary>
    public Task IndexAsync(EntitiesRecognized found, CancellationToken cancellation)
    {
        var article = found.Article;
        var terms = ArticleTerms.Read(article.Text, article.BodyStart, found.Entities.Select(entity => entity.Name));
        return _articles.AddAsync((found, terms), cancellation);
    }

    /// <summary>Applies the positions of a revision.</summary>
    public Task IndexAsync(PositionsDetected positions, CancellationToken cancellation) => _positions.AddAsync(positions, cancellation);

    /// <summary>Removes an article.</summary>
    public Task RemoveAsync(ArticleRetracted retraction, CancellationToken cancellation) => _retractions.AddAsync(retraction, cancellation);

    /// <summary>What is complete of an article; null while something is missing.</summary>
    public async Task<IndexedArticle?> FindCompleteAsync(Guid articleId, CancellationToken cancellation) =>
        (await _store.FindCompleteAsync([articleId], cancellation)).SingleOrDefault();

    private static async Task<IReadOnlyList<bool>> DoneAsync(int count, Task write)
    {
        await write;
        return new bool[count];
    }
}
