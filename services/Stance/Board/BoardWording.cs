using OnRecord.Events;
using OnRecord.Language;

namespace OnRecord.Stances;

/// <summary>Chooses among the wordings of a claim the one to head it: one that can be read alone and has most in common with the others.</summary>
internal static class BoardWording
{
    // "The truce" names the matter; a claim says something of it.
    private const int MinClaimWords = 4;

    /// <summary>Longer sentences are proof, not a heading.</summary>
    private const int MaxSentenceWords = 28;

    private static readonly WordSet Pronouns = LanguagePack.Default.Words("function-words", "leaning");

    private static readonly WordSet Speakers = LanguagePack.Default.Words("function-words", "self");

    /// <summary>Words that hang a clause on another, or ask.</summary>
    private static readonly WordSet Openers = LanguagePack.Default.Words("function-words", "opener");

    private enum Standing
    {
        /// <summary>"The truce".</summary>
        Short,

        /// <summary>"He would attend", "we know of it", "to leave".</summary>
        Leaning,

        /// <summary>A claim for whoever reads it alone.</summary>
        Alone,
    }

    /// <summary>The text of a claim.</summary>
    /// <param name="positions">All on the claim.</param>
    /// <param name="nameOf">The name of a position's holder.</param>
    public static string Of(IReadOnlyList<StoredPosition> positions, Func<StoredPosition, string> nameOf)
    {
        var frequency = positions
            .SelectMany(position => position.TermList)
            .GroupBy(term => term, StringComparer.Ordinal)
            .ToDictionary(term => term.Key, term => term.Count(), StringComparer.Ordinal);
        var chosen = positions
            .Where(position => position.About.Length > 0)
            // Words that still hold the negation would say the opposite of what the row's labels tell.
            .OrderBy(position => position.Stance == StanceLabel.Denies && position.About == position.Stated)
            .ThenByDescending(position => StandingOf(position.About))
            .ThenByDescending(position => Centrality(position, frequency))
            .ThenBy(position => position.Stance is StanceLabel.Affirms or StanceLabel.Supports ? 0 : 1)
            .ThenByDescending(position => Math.Min(ClaimCut.Wanted, WordCount(position.About)))
            .ThenBy(position => position.PublishedAt)
            .ThenBy(position => position.PositionId)
            .FirstOrDefault();
        return chosen is null ? "" : Text(chosen, nameOf);
    }

    /// <summary>
    /// What leans on its speaker is given as theirs, in quotation marks where these are their very words; what says nothing by itself gives way to
    /// its sentence, if that is short.
    /// </summary>
    private static string Text(StoredPosition position, Func<StoredPosition, string> nameOf)
    {
        var standing = StandingOf(position.About);
        if (standing == Standing.Alone || (standing == Standing.Short && NamesSomething(position.About)))
        {
            return position.About;
        }

        var words = position.About.Trim('“', '”', '"');
        var isQuoted = position.Form == StatementForm.DirectQuote && position.Evidence.Contains(words, StringComparison.Ordinal);
        return standing == Standing.Leaning && isQuoted ? $"{nameOf(position)}: “{words}”"
            // What begins as its sentence does gains nothing by the rest of it.
            : WordCount(position.Evidence) <= MaxSentenceWords && !position.Evidence.StartsWith(position.About, StringComparison.Ordinal) ? position.Evidence.ReplaceLineEndings(" ").TrimEnd(':', ' ')
            : position.About;
    }

    private static Standing StandingOf(string about)
    {
        var words = ClaimText.Words(about);
        return WordCount(about) < MinClaimWords || words.Count == 0 ? Standing.Short
            : Pronouns.Contains(words[0]) || Openers.Contains(words[0]) || words.Exists(word => Speakers.Contains(word)) ? Standing.Leaning
            : Standing.Alone;
    }

    private static bool NamesSomething(string about) => about.AsSpan(1).ContainsAnyInRange('A', 'Z');

    private static int WordCount(string text) => text.Count(c => c == ' ') + 1;

    private static double Centrality(StoredPosition position, Dictionary<string, int> frequency) =>
        position.TermList.Length == 0 ? 0 : position.TermList.Sum(term => frequency[term]) / Math.Sqrt(position.TermList.Length);
}
