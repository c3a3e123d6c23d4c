using OnRecord.Language;

namespace OnRecord.Stances;

/// <summary>
/// Joins somebody whom an article only calls by age or family ("the 36-year-old", "the father-of-four") with the one person whom it quotes by name: papers call so
/// whom they have named already.
/// </summary>
internal static class PartyTraits
{
    private static readonly WordSet Traits = LanguagePack.Default.Words("function-words", "trait");

    /// <param name="parties">Who holds the positions, by their keys.</param>
    /// <param name="positions">All of the story.</param>
    public static void Join(IReadOnlyDictionary<string, Party> parties, IReadOnlyCollection<StoredPosition> positions)
    {
        foreach (var described in parties.Values.Where(party => party.Best.HolderId.Length == 0 && party.Root == party && IsTrait(party.Text)).OrderBy(party => party.Key, StringComparer.Ordinal))
        {
            var articles = positions.Where(position => position.HolderKey == described.Key).Select(position => position.ArticleId).ToHashSet();
            Party.Only(positions.Where(position => articles.Contains(position.ArticleId)).Select(position => parties[position.HolderKey]).Where(party => party.IsPerson))
                ?.Join(described, "only person quoted by name", isSaid: true);
        }
    }

    private static bool IsTrait(string text)
    {
        var words = text.ToLowerInvariant().Split(' ');
        return Party.IsArticle(words[0])
            && words.Any(word => Traits.Contains(word.AsSpan(word.IndexOf('-') + 1)) || Traits.Contains(word.AsSpan(0, Math.Max(0, word.LastIndexOf('-')))));
    }
}
