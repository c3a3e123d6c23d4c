using OnRecord.Events;

namespace OnRecord.Search;

/// <summary>
/// The terms of articles that the index and the grouper read at about the same time: whoever comes second finds what the first one has read. While
/// it is still being read nobody waits: both read. Bounded; what was dropped is read again.
/// </summary>
public sealed class TermsInWork
{
    private const int Kept = 128;

    private readonly Lock _lock = new();
    private readonly Dictionary<(Guid ArticleId, int Revision), ArticleTerms> _terms = [];
    private readonly Queue<(Guid ArticleId, int Revision)> _order = new();

    /// <summary>The terms of a revision with its entities' names.</summary>
    public ArticleTerms Read(ArticleRecognized found)
    {
        var article = found.Article;
        var key = (article.ArticleId, article.Revision);
        lock (_lock)
        {
            // Two ask, so whoever comes second takes the terms away.
            if (_terms.Remove(key, out var known))
            {
                return known;
            }
        }

        var terms = ArticleTerms.Read(article.Text, article.BodyStart, found.Entities.Select(entity => entity.Name));
        lock (_lock)
        {
            // Where the other one has come here meanwhile, nobody needs them any more.
            if (!_terms.Remove(key))
            {
                _terms[key] = terms;
                _order.Enqueue(key);
            }

            while (_order.Count > Kept)
            {
                _terms.Remove(_order.Dequeue());
            }
        }

        return terms;
    }
}
