using OnRecord.Defaults;

namespace OnRecord.Search;

/// <summary>"Did you mean": replaces words that no article holds by the most frequent similar word that some do.</summary>
public sealed class SpellingCorrector(SearchStore store)
{
    private const int ShortestWord = 4;
    private const int LongWord = 8;

    /// <summary>The query with unknown words corrected; empty when there is nothing better.</summary>
    /// <param name="query">The query as it was typed.</param>
    /// <param name="known">Terms of the query that stand in articles.</param>
    /// <param name="cancellation">Ends the search.</param>
    public async Task<string> CorrectAsync(string query, IReadOnlyDictionary<string, int> known, CancellationToken cancellation)
    {
        var corrected = query;
        foreach (var word in UnknownWords(query, known))
        {
            var distance = word.Length >= LongWord ? 2 : 1;
            var best = (await store.SimilarAsync(word, distance, cancellation))
                .Select(candidate => (Candidate: candidate, Distance: EditDistance.Between(word, candidate.Surface, distance)))
                .Where(found => found.Distance <= distance)
                .OrderBy(found => found.Distance).ThenByDescending(found => found.Candidate.Articles)
                .ThenBy(found => found.Candidate.Surface, StringComparer.Ordinal)
                .Select(found => found.Candidate.Surface)
                .FirstOrDefault();
            if (best is not null)
            {
                corrected = corrected.Replace(word, best, StringComparison.OrdinalIgnoreCase);
            }
        }

        return corrected == query ? "" : corrected;
    }

    private static List<string> UnknownWords(string query, IReadOnlyDictionary<string, int> known)
    {
        var words = new List<string>();
        var reader = new WordReader(query);
        while (reader.MoveNext())
        {
            var term = TermFormer.Form(reader.Current);
            if (reader.Current.Length >= ShortestWord && !known.ContainsKey(term) && !StopWords.Contains(term))
            {
                words.Add(TermFormer.Form(reader.Current, stem: false));
            }
        }

        return words;
    }
}
