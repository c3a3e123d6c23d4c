using OnRecord.Stances;

namespace OnRecord.Trainer.Attribution;

/// <summary>F1 of cues against gold.</summary>
internal static class CueScore
{
    /// <summary>F1 of whole cues and of their tokens, over articles.</summary>
    /// <param name="articles">The articles.</param>
    /// <param name="found">The cues of an article, by its index.</param>
    public static (double Cues, double Tokens) Of(IReadOnlyList<TrainingArticle> articles, Func<int, IReadOnlyList<Cue>> found)
    {
        var (right, all) = (0, 0);
        var (rightTokens, allTokens) = (0, 0);
        for (var i = 0; i < articles.Count; i++)
        {
            var gold = articles[i].Attributions.Select(attribution => attribution.Cue[0]).ToHashSet();
            var isGold = new bool[articles[i].View.Tokens.Length];
            foreach (var cue in gold)
            {
                Array.Fill(isGold, true, cue.First, cue.End - cue.First);
            }

            var cues = found(i);
            right += cues.Count(cue => gold.Contains(new TokenSpan(cue.First, cue.End)));
            all += cues.Count + gold.Count;
            rightTokens += cues.Sum(cue => isGold.AsSpan(cue.First, cue.End - cue.First).Count(true));
            allTokens += cues.Sum(cue => cue.End - cue.First) + isGold.AsSpan().Count(true);
        }

        return (2.0 * right / Math.Max(1, all), 2.0 * rightTokens / Math.Max(1, allTokens));
    }
}
