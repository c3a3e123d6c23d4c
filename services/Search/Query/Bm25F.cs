namespace OnRecord.Search;

/// <summary>
/// BM25F (Robertson, Zaragoza and Taylor, CIKM 2004): term counts of the fields are weighted and normalised by field length, then
/// saturated once. Both stores rank by this code over the same stored counts, so they give the same order.
/// </summary>
public sealed class Bm25F
{
    private const double Saturation = 1.2;
    private const double TitleWeight = 3;
    private const double LeadWeight = 1.5;
    private const double BodyWeight = 1;
    private const double NamesWeight = 1.5;
    private const double LengthInfluence = 0.5;
    private const double RecencyHalfLifeDays = 14;
    private const double MillisecondsPerDay = 86_400_000;

    private readonly (uint Term, double Idf)[] _terms;
    private readonly double _title;
    private readonly double _lead;
    private readonly double _body;
    private readonly double _names;
    private readonly long _now;
    private readonly double _recency;

    /// <param name="terms">Terms that count: those of words, phrases and prefixes.</param>
    /// <param name="statistics">Figures of the corpus.</param>
    /// <param name="recency">0 to 1.</param>
    public Bm25F(IEnumerable<string> terms, CorpusStatistics statistics, double recency)
    {
        _terms = [.. terms.Distinct().Where(statistics.Terms.ContainsKey).Select(term => (TermFormer.Hash(term), Idf(statistics, term)))];
        var articles = Math.Max(1.0, statistics.Articles);
        (_title, _lead) = (Math.Max(1, statistics.Lengths.Title / articles), Math.Max(1, statistics.Lengths.Lead / articles));
        (_body, _names) = (Math.Max(1, statistics.Lengths.Body / articles), Math.Max(1, statistics.Lengths.Names / articles));
        (_now, _recency) = (statistics.Now, recency);
    }

    /// <summary>Score of an article: by words, dampened by age as far as recency counts.</summary>
    /// <param name="table">Its terms, see <see cref="TermTable"/>.</param>
    /// <param name="lengths">Its field lengths.</param>
    /// <param name="publishedAt">Unix milliseconds.</param>
    public double Score(ReadOnlySpan<byte> table, FieldLengths lengths, long publishedAt)
    {
        var score = 0.0;
        foreach (var (term, idf) in _terms)
        {
            if (!TermTable.TryFind(table, term, out var found))
            {
                continue;
            }

            var frequency = (TitleWeight * found.Title / Normal(lengths.Title, _title))
                + (LeadWeight * found.Lead / Normal(lengths.Lead, _lead))
                + (BodyWeight * found.Body / Normal(lengths.Body, _body))
                + (NamesWeight * found.Names / Normal(lengths.Names, _names));
            score += idf * frequency / (Saturation + frequency);
        }

        var age = Math.Max(0, _now - publishedAt) / MillisecondsPerDay;
        return score * (1 - _recency + (_recency * Math.Pow(2, -age / RecencyHalfLifeDays)));
    }

    private static double Normal(int length, double average) => 1 - LengthInfluence + (LengthInfluence * length / average);

    private static double Idf(CorpusStatistics statistics, string term)
    {
        var articles = Math.Min(statistics.Terms[term], statistics.Articles);
        return Math.Log(1 + ((statistics.Articles - articles + 0.5) / (articles + 0.5)));
    }
}
