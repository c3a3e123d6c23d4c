using System.Collections.Frozen;
using OnRecord.Events;
using OnRecord.Language;

namespace OnRecord.Stances;

/// <summary>What a cue says about its holder; the first six are the stances themselves.</summary>
internal enum CueKind
{
    Affirms = StanceLabel.Affirms,
    Denies = StanceLabel.Denies,
    Questions = StanceLabel.Questions,
    NoComment = StanceLabel.NoComment,
    Supports = StanceLabel.Supports,
    Opposes = StanceLabel.Opposes,

    /// <summary>The content decides.</summary>
    Say,

    /// <summary>Denies a claim, opposes anything else.</summary>
    Dismiss,

    /// <summary>What is refused decides.</summary>
    Refuse,

    /// <summary>An attribution, but no position.</summary>
    Ignore,
}

/// <summary>An entry of cues.tsv.</summary>
/// <param name="Rest">Words that follow the first one, in order.</param>
/// <param name="Kind">What it says.</param>
/// <param name="IsNoun">Whether the first word is a noun.</param>
/// <param name="NeedsObject">Whether it counts only with something that it is directed at.</param>
/// <param name="IsAction">Whether it is a deed.</param>
/// <param name="IsNegated">Whether the entry holds only after a negation ("not comment").</param>
/// <param name="IsAgent">Whether the noun names who holds the stance: "critic".</param>
internal sealed record CueEntry(string[] Rest, CueKind Kind, bool IsNoun, bool NeedsObject, bool IsAction, bool IsNegated, bool IsAgent);

/// <summary>A cue found in the text.</summary>
/// <param name="Entry">Its entry.</param>
/// <param name="Token">The verb or noun.</param>
/// <param name="End">One past the last word of it.</param>
internal readonly record struct CueMatch(CueEntry Entry, int Token, int End);

/// <summary>Finds entries of cues.tsv in any inflection; the longest entry wins.</summary>
internal sealed class CueLexicon
{
    private static readonly WordSet Having = LanguagePack.Default.Words("function-words", "having");
    private static readonly WordSet Polled = LanguagePack.Default.Words("function-words", "polled");
    private static readonly WordSet NewPhrase = LanguagePack.Default.Words("function-words", "new-phrase");

    /// <summary>Words that may stand between two words of an entry.</summary>
    private const int MaxGap = 3;

    private readonly FrozenDictionary<string, CueEntry[]> _byFirstWord;
    private readonly FrozenDictionary<string, CueEntry[]>.AlternateLookup<ReadOnlySpan<char>> _lookup;

    private CueLexicon(Dictionary<string, List<CueEntry>> entries)
    {
        _byFirstWord = entries.ToFrozenDictionary(
            entry => entry.Key,
            entry => entry.Value.OrderByDescending(e => e.Rest.Length).ToArray(),
            StringComparer.OrdinalIgnoreCase);
        _lookup = _byFirstWord.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    public static CueLexicon Default { get; } = Load();

    /// <summary>The longest entry that begins at the token, as a verb or as a noun by the token's tag.</summary>
    /// <param name="view">The document.</param>
    /// <param name="token">The first word.</param>
    /// <param name="isCue">Whether the token is known to be a cue: then its tag, which may be wrong, does not matter.</param>
    public CueMatch? Match(SyntaxView view, int token, bool isCue = false)
    {
        if (!_lookup.TryGetValue(view.Document.Word(token), out var entries))
        {
            return null;
        }

        var upos = view.Tokens[token].Upos;
        if (upos == Upos.Aux && Having.Contains(view.Document.Word(token)))
        {
            return null;   // of the perfect: "have expressed concern" is not "have concern"
        }

        if (view.IsWord(token, "opposed") && token > 0 && view.IsWord(token - 1, "as"))
        {
            return null;   // "as opposed to" compares
        }

        if (view.IsWord(token, "support") && token + 1 < view.Tokens.Length
            && (view.Tokens[token + 1].Upos == Upos.Num || Polled.Contains(view.Document.Word(token + 1))))
        {
            return null;   // "Lee's support among farmers", "support 27 percent": what a poll counts
        }

        var negated = Polarity.IsNegated(view, token);
        CueMatch? best = null;
        foreach (var entry in entries)
        {
            if (best is { } longer && entry.Rest.Length < longer.Entry.Rest.Length)
            {
                break;
            }

            if ((isCue ? upos is not Upos.Adv : (entry.IsNoun ? upos is Upos.Noun or Upos.X : upos is not (Upos.Noun or Upos.Propn or Upos.Adp or Upos.Adv)))
                && (negated || !entry.IsNegated))
            {
                // Of entries equally long a stance before mere saying, then the one whose words stand closer.
                var end = MatchRest(view, token, entry.Rest);
                if (end > 0 && (best is not { } other || Rank(entry, end) < Rank(other.Entry, other.End)))
                {
                    best = new CueMatch(entry, token, end);
                }
            }
        }

        return best;
    }

    private static int Rank(CueEntry entry, int end) => (entry.Kind == CueKind.Say ? 1 << 20 : 0) + end;

    private static int MatchRest(SyntaxView view, int token, string[] rest)
    {
        var sentenceEnd = view.SentenceAt(token).EndToken;
        var at = token;
        foreach (var word in rest)
        {
            var limit = Math.Min(sentenceEnd, at + 2 + MaxGap);
            var next = at + 1;
            while (next < limit && !IsForm(view.Document.Word(next), word))
            {
                // An entry does not reach over a comma or into a quotation's end, nor a particle over another preposition's phrase.
                next = view.Document.Word(next) is "," or ";" or ":" or "." || NewPhrase.Contains(view.Document.Word(next)) ? sentenceEnd : next + 1;
            }

            if (next >= limit)
            {
                return -1;
            }

            at = next;
        }

        return at + 1;
    }

    /// <summary>The word itself or its plural.</summary>
    private static bool IsForm(ReadOnlySpan<char> found, string word) =>
        found.Equals(word, StringComparison.OrdinalIgnoreCase)
        || (found.Length == word.Length + 1 && found[^1] is 's' && word.Length > 3 && found.StartsWith(word, StringComparison.OrdinalIgnoreCase));

    private static CueLexicon Load()
    {
        var entries = new Dictionary<string, List<CueEntry>>(StringComparer.OrdinalIgnoreCase);
        foreach (var row in Lexicon.Read("cues"))
        {
            var words = row[0].Split(' ');
            var negated = words[0] == "not";
            if (negated)
            {
                words = words[1..];
            }

            var options = row[3].Split(' ');
            var isNoun = row[1] == "noun";
            var entry = new CueEntry(
                words[1..], KindOf(row[2]), isNoun, options.Contains("object"), options.Contains("action"), negated, options.Contains("agent"));
            foreach (var form in (isNoun ? Inflection.OfNoun(words[0]) : Inflection.OfVerb(words[0])).Distinct())
            {
                (entries.TryGetValue(form, out var list) ? list : entries[form] = []).Add(entry);
            }
        }

        return new CueLexicon(entries);
    }

    /// <summary>The name of a kind in cues.tsv.</summary>
    public static string NameOf(CueKind kind) => kind < CueKind.Say ? StanceLabels.NameOf((StanceLabel)kind) : kind.ToString().ToUpperInvariant();

    private static CueKind KindOf(string label) => label switch
    {
        "SAY" => CueKind.Say,
        "DISMISS" => CueKind.Dismiss,
        "REFUSE" => CueKind.Refuse,
        "IGNORE" => CueKind.Ignore,
        _ => (CueKind)StanceLabels.Named(label)!.Value,
    };
}
