using System.Text;

namespace OnRecord.Stances;

/// <summary>
/// What two wordings of one claim have in common: the stems of their content words and the entities they name. Blind to
/// negation and to cue verbs, because the stance of a position carries the polarity.
/// </summary>
public static class ClaimTerms
{
    /// <summary>Stems of <paramref name="about"/> and ids of <paramref name="targets"/>, each once, joined by blanks.</summary>
    public static string Of(string about, IReadOnlyList<NamedEntity> targets)
    {
        var terms = new List<string>();
        foreach (var word in ClaimText.Words(about))
        {
            if (!ClaimLexicon.IsFunctionWord(word) && !ClaimLexicon.IsNegation(word))
            {
                terms.Add(Stemmer.Stem(word));
            }
        }

        foreach (var target in targets)
        {
            terms.Add("@" + (target.EntityId.Length > 0 ? target.EntityId : target.Name.Replace(' ', '_')));
        }

        return string.Join(' ', terms.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
    }

    /// <summary>The inverse of the joining in <see cref="Of"/>.</summary>
    public static string[] Split(string terms) => terms.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
