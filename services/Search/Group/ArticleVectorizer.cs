namespace OnRecord.Search;

/// <summary>
/// Weighs the terms of an article for grouping: logarithmic term frequency with headline and lead counted more, times inverse
/// document frequency, times a factor for names (capitalised inside sentences).
/// </summary>
public sealed class ArticleVectorizer(GroupOptions options, TermStatistics statistics)
{
    /// <summary>The vector of an article, of length 1.</summary>
    public SparseVector Vectorize(ArticleTerms article)
    {
        var weighted = new List<KeyValuePair<uint, float>>(article.Counts.Count);
        foreach (var (term, counts) in article.Counts)
        {
            var frequency = (options.TitleWeight * counts.Title) + (options.LeadWeight * counts.Lead) + counts.Body;
            if (frequency == 0)
            {
                continue;
            }

            var isName = 2 * counts.Capitalised > counts.Lead + counts.Body;
            var weight = (1 + Math.Log(frequency)) * statistics.Idf(term.Hash) * (isName ? options.NameWeight : 1);
            weighted.Add(new(term.Hash, (float)weight));
        }

        return SparseVector.Normalised(weighted, options.VectorTerms);
    }
}
