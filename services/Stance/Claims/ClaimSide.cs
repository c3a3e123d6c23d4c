using System.Collections.Frozen;
using OnRecord.Language;

namespace OnRecord.Stances;

/// <summary>On which side of a claim a sentence stands.</summary>
internal enum Side
{
    /// <summary>It does not speak of the claim.</summary>
    None,
    /// <summary>It speaks of it and leaves open whether it is so.</summary>
    Open,
    For,
    Against,
}

/// <summary>
/// Reads on which side of a claim a sentence stands, from the negations and refuting words that reach the claim's words in it. Words that
/// refute one after another ("rejected the accusation", "called it false") say the same; only what is refuted itself turns ("rejected his denial").
/// </summary>
internal static class ClaimSide
{
    private static readonly WordSet Referring = LanguagePack.Default.Words("claim-sides", "referring");
    private static readonly WordSet Refusing = LanguagePack.Default.Words("claim-sides", "refusing");
    private static readonly WordSet DenialNouns = LanguagePack.Default.Words("claim-sides", "denial-noun");
    private static readonly WordSet FalseNouns = LanguagePack.Default.Words("claim-sides", "false-noun");
    private static readonly WordSet Lies = LanguagePack.Default.Words("claim-sides", "lie");
    private static readonly WordSet Predicative = LanguagePack.Default.Words("claim-sides", "predicative");

    /// <summary>The share of a claim's weight that a sentence must hold to speak of the claim.</summary>
    private const float LeastShare = 0.55f;

    // How many words a negation reaches, and how far behind a refuting verb its object begins.
    private const int NegationReach = 4;
    private const int ObjectReach = 5;

    // They refute wherever they stand.
    private static readonly FrozenSet<string> Refuting = ClaimLexicon.Stems("claim-sides", "refuting");

    // They refute when what follows is something said: "rejected the accusation", but not "rejected the offer".
    private static readonly FrozenSet<string> Rejecting = ClaimLexicon.Stems("claim-sides", "rejecting");
    private static readonly FrozenSet<string> Sayings = ClaimLexicon.Stems("claim-sides", "sayings");

    private static readonly FrozenSet<string> Denials = ClaimLexicon.Stems("claim-sides", "denials");
    private static readonly FrozenSet<string> Truths = ClaimLexicon.Stems("claim-sides", "truths");
    private static readonly WordSet Opening = LanguagePack.Default.Words("claim-sides", "opening");

    /// <summary>Words that back what they stand by: with them a report is more than a report.</summary>
    private static readonly WordSet Backing = LanguagePack.Default.Words("claim-sides", "backing");

    /// <summary>The claim's stems with their weights, and which of them are names.</summary>
    public static Dictionary<string, (float Weight, bool IsName)> WordsOf(PreparedText claim)
    {
        var words = new Dictionary<string, (float, bool)>(StringComparer.Ordinal);
        var first = true;
        foreach (var word in claim.Sentences.SelectMany(sentence => sentence.Words))
        {
            if (word.IsContent)
            {
                words[word.Stem] = (word.Weight, word.IsName || (first && word.Row < 0));
            }

            first = false;
        }

        return words;
    }

    /// <summary>Reads a sentence.</summary>
    /// <param name="claim">From <see cref="WordsOf"/>.</param>
    /// <param name="sentence">The sentence.</param>
    /// <param name="before">The sentence before it, for "He called it false."; null for the first.</param>
    /// <returns>The side, and the share of the claim's weight that the sentence holds.</returns>
    public static (Side Side, float Share) Of(
        Dictionary<string, (float Weight, bool IsName)> claim, PreparedSentence sentence, PreparedSentence? before)
    {
        var share = Share(claim, sentence);
        var words = sentence.Words;
        if (share < LeastShare)
        {
            var refers = before is not null && Share(claim, before) >= LeastShare && words.Length <= 12
                && Array.Exists(words, word => Referring.Contains(word.Lower));
            return refers && Refutes(claim, words) == true ? (Side.Against, LeastShare) : (Side.None, share);
        }

        var refuted = Refutes(claim, words);
        if (refuted is null)
        {
            return (Side.Open, share);
        }

        if (IsNegated(claim, words) != refuted.Value)
        {
            return (Side.Against, share);
        }

        var open = Array.Exists(words, word => word.Lower == "?" || (Opening.Contains(word.Lower) && !claim.ContainsKey(word.Stem)));
        return (open && !Array.Exists(words, word => Backing.Contains(word.Lower)) ? Side.Open : Side.For, share);
    }

    private static float Share(Dictionary<string, (float Weight, bool IsName)> claim, PreparedSentence sentence)
    {
        float held = 0, total = 1e-6f;
        foreach (var (stem, (weight, isName)) in claim)
        {
            // A name may be a pronoun in the sentence, what is said of it may not.
            var counts = isName ? weight / 2 : weight;
            total += counts;
            held += sentence.Stems.Contains(stem) ? counts : 0;
        }

        return held / total;
    }

    /// <summary>Whether a word refutes the claim; null when it is only said that nobody does ("did not deny").</summary>
    private static bool? Refutes(Dictionary<string, (float Weight, bool IsName)> claim, PreparedWord[] words)
    {
        var refutes = false;
        for (var i = 0; i < words.Length; i++)
        {
            if (claim.ContainsKey(words[i].Stem) || !IsRefuting(words, i))
            {
                continue;
            }

            if (IsUnder(words, i, word => word.Tone == Tone.Negation || Refusing.Contains(word.Lower)))
            {
                return null;
            }

            // "Rejected his denial", "the denial is false".
            if (Enumerable.Range(i + 1, ObjectReach).Any(at => at < words.Length && Denials.Contains(words[at].Stem))
                || (Refuting.Contains(words[i].Stem) && Enumerable.Range(i - 3, 3).Any(at => at >= 0 && DenialNouns.Contains(words[at].Lower))))
            {
                return false;
            }

            refutes = true;
        }

        return refutes;
    }

    private static bool IsRefuting(PreparedWord[] words, int at)
    {
        if (Refuting.Contains(words[at].Stem) || FalseNouns.Contains(words[at].Lower))
        {
            return !Lies.Contains(words[at].Lower) || IsUnder(words, at, word => Predicative.Contains(word.Lower));
        }

        // "No evidence that", "not true", "no truth to".
        if (words[at].Tone == Tone.Negation)
        {
            return Enumerable.Range(at + 1, 3).Any(next => next < words.Length && Truths.Contains(words[next].Stem));
        }

        return Rejecting.Contains(words[at].Stem)
            && Enumerable.Range(at + 1, ObjectReach).Any(next => next < words.Length && Sayings.Contains(words[next].Stem));
    }

    /// <summary>Whether a negation reaches a word of the claim that is no name.</summary>
    private static bool IsNegated(Dictionary<string, (float Weight, bool IsName)> claim, PreparedWord[] words)
    {
        for (var i = 0; i < words.Length; i++)
        {
            if (words[i].Tone != Tone.Negation || IsRefuting(words, i))
            {
                continue;
            }

            for (var next = i + 1; next < words.Length && next <= i + NegationReach; next++)
            {
                if (words[next].IsContent)
                {
                    if (claim.TryGetValue(words[next].Stem, out var word) && !word.IsName)
                    {
                        return true;
                    }

                    // "Did not immediately take": an adverb does not end the reach, another verb or noun does.
                    if (!words[next].Lower.EndsWith("ly", StringComparison.Ordinal))
                    {
                        break;
                    }
                }
            }
        }

        return false;
    }

    /// <summary>Whether one of the three words before is such a word.</summary>
    private static bool IsUnder(PreparedWord[] words, int at, Func<PreparedWord, bool> test)
    {
        for (var i = at - 1; i >= 0 && i >= at - 3; i--)
        {
            if (test(words[i]))
            {
                return true;
            }
        }

        return false;
    }
}
