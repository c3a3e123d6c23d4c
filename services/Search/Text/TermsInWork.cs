using OnRecord.Events;

namespace OnRecord.Search;

/// <summary>
/// The terms of articles that the index and the grouper read at about the same time: whoever comes second finds what the first one read.
/// Bounded; what was dropped is read again.
/// </summary>
public sealed class TermsInWork
{
    private const int Kept = 128;

    private readonly Lock _lock = new();
    private readonly Dictionary<(Guid ArticleId, int Revision), Lazy<ArticleTerms>> _terms = [];
    private readonly Queue<(Guid ArticleId, int Revision)> _order = new();

    /// <summary>The terms of a revision with its entities' names.</summary>
    public ArticleTerms Read(ArticleRecognized found)
    {
        var article = found.Article;
        var key = (article.ArticleId, article.Revision);
        Lazy<ArticleTerms>? terms;
        lock (_lock)
        {
            // Two ask, so whoever comes second takes the terms away.
            if (!_terms.Remove(key, out terms))
            {
                terms = new(() => ArticleTerms.Read(article.Text, article.BodyStart, found.Entities.Select(entity => entity.Name)));
                _terms[key] = terms;
                _order.Enqueue(key);
                while (_order.Count > Kept)
                {
                    _terms.Remove(_order.Dequeue());
                }
            }
        }

        return terms.Value;
    }
}
