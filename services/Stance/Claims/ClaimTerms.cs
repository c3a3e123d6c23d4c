using OnRecord.Language;

namespace OnRecord.Stances;

/// <summary>
/// What two wordings of one claim have in common: the stems of their content words (of synonyms the same one) and the entities they name. Blind to
/// negation and to cue verbs, because the stance of a position carries the polarity.
/// </summary>
public static class ClaimTerms
{
    /// <summary>
    /// Stems of <paramref name="about"/> and ids of <paramref name="targets"/>, each once, joined by blanks. Ids, and the words of
    /// the targets' names, begin with '@'.
    /// </summary>
    public static string Of(string about, IReadOnlyList<NamedEntity> targets)
    {
        var names = targets.SelectMany(target => ClaimText.Words(target.Name)).ToHashSet(StringComparer.Ordinal);
        var words = ClaimText.Words(about)
            .Where(word => !ClaimLexicon.IsFunctionWord(word) && !ClaimLexicon.IsNegation(word) && !ClaimLexicon.IsAskingWord(word))
            .Select(word => names.Contains(word) ? "@" + word : ClaimLexicon.StemOf(word));
        var ids = targets.Select(target => "@" + (target.EntityId.Length > 0 ? target.EntityId : target.Name.Replace(' ', '_')));
        return string.Join(' ', words.Concat(ids).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
    }

    /// <summary>The inverse of the joining in <see cref="Of"/>.</summary>
    public static string[] Split(string terms) => terms.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
