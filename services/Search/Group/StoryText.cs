using OnRecord.Language;

namespace OnRecord.Search;

/// <summary>Picks the sentences that stand for an article in its story. They are the article's own; nothing is generated.</summary>
public static class StoryText
{
    private const int MinimumLength = 40;
    private const int MaximumLength = 400;
    private const int LeadSentences = 5;
    private const int NewsSentences = 60;

    // Share of a sentence's weight that earlier articles must lack for it to count as news.
    private const double MinimumNovelty = 0.3;

    /// <summary>The sentence among the first of the body that is closest to the article as a whole; empty when there is none.</summary>
    public static string Lead(string text, int bodyStart, SparseVector article, TermStatistics statistics)
    {
        var best = "";
        var bestScore = 0.0;
        foreach (var (sentence, rank) in Sentences(text, bodyStart).Take(LeadSentences).Select((sentence, rank) => (sentence, rank)))
        {
            // Earlier sentences of a news article say more.
            var score = Weigh(sentence, statistics, term => Weight(article, term) > 0).Kept / (1 + (0.25 * rank));
            if (score > bestScore)
            {
                (best, bestScore) = (sentence, score);
            }
        }

        return best;
    }

    /// <summary>The sentence with the most weight in terms that the story did not have; empty when nothing is new.</summary>
    public static string News(string text, int bodyStart, SparseVector story, TermStatistics statistics)
    {
        var best = "";
        var bestScore = 0.0;
        foreach (var sentence in Sentences(text, bodyStart).Take(NewsSentences))
        {
            var (fresh, all) = Weigh(sentence, statistics, term => Weight(story, term) <= 0);
            if (all > 0 && fresh / all >= MinimumNovelty && fresh / Math.Sqrt(sentence.Length) > bestScore)
            {
                (best, bestScore) = (sentence, fresh / Math.Sqrt(sentence.Length));
            }
        }

        return best;
    }

    private static IEnumerable<string> Sentences(string text, int bodyStart) => SentenceReader.Read(text, bodyStart)
        .Where(sentence => sentence.Start >= bodyStart && sentence.Length is >= MinimumLength and <= MaximumLength)
        .Select(sentence => sentence.Of(text));

    private static float Weight(SparseVector vector, uint term)
    {
        var index = Array.BinarySearch(vector.Terms, term);
        return index < 0 ? 0 : vector.Weights[index];
    }

    private static (double Kept, double All) Weigh(string sentence, TermStatistics statistics, Func<uint, bool> keep)
    {
        var reader = new WordReader(sentence);
        var (kept, all) = (0.0, 0.0);
        while (reader.MoveNext())
        {
            if (KnownWords.Of(reader.Current).Term is not { IsStopWord: false } term)
            {
                continue;
            }

            var weight = statistics.Idf(term.Hash);
            all += weight;
            kept += keep(term.Hash) ? weight : 0;
        }

        return (kept, all);
    }
}
