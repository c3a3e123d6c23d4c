using System.Text.RegularExpressions;

namespace OnRecord.Ingest;

/// <summary>
/// The numbers, names and dates of a text, each with the words around it: what tells two reports apart that a service writes by one
/// template. A wire copy keeps them; a further brief of the same kind puts others in the same places.
/// </summary>
public sealed partial class TextFacts
{
    /// <summary>Words of context on either side.</summary>
    private const int Around = 2;

    private const int LongestText = 60_000;
    private const ulong FnvOffset = 14_695_981_039_346_656_037;
    private const ulong FnvPrime = 1_099_511_628_211;
    private const ulong Slot = 0x51_07;
    private const ulong Edge = 0xED_6E;

    private readonly HashSet<ulong> _all = [];
    private readonly Dictionary<ulong, HashSet<ulong>> _byPlace = [];

    private TextFacts()
    {
    }

    /// <summary>Number of different facts.</summary>
    public int Count => _all.Count;

    /// <summary>Collects the facts of a text. Linear in its length.</summary>
    public static TextFacts Of(ReadOnlySpan<char> text)
    {
        text = text[..Math.Min(text.Length, LongestText)];
        var words = Split(text[DatelineLength(text)..]);
        var found = new TextFacts();
        var isFact = Mark(words);
        // A run of facts is one: "San Francisco", "7 June 2026".
        var masked = new List<Piece>(words.Count);
        for (var at = 0; at < words.Count; at++)
        {
            if (!isFact[at])
            {
                masked.Add(new Piece(words[at].Folded, false, words[at].BeginsSentence));
                continue;
            }

            found._all.Add(words[at].Folded);
            if (masked.Count > 0 && masked[^1].IsFact && !words[at].BeginsSentence)
            {
                masked[^1] = masked[^1] with { Hash = Join(masked[^1].Hash, words[at].Folded) };
            }
            else
            {
                masked.Add(new Piece(words[at].Folded, true, words[at].BeginsSentence));
            }
        }

        for (var at = 0; at < masked.Count; at++)
        {
            if (masked[at].IsFact && Place(masked, at) is { } place)
            {
                (found._byPlace.TryGetValue(place, out var values) ? values : found._byPlace[place] = []).Add(masked[at].Hash);
            }
        }

        return found;
    }

    /// <summary>The town and the agency before the first sentence are the paper's own: a copy may have others.</summary>
    private static int DatelineLength(ReadOnlySpan<char> text)
    {
        foreach (var match in Dateline().EnumerateMatches(text))
        {
            return match.Length;
        }

        return 0;
    }

    [GeneratedRegex(
        @"^(?:\s*(?:\p{Lu}[\p{Lu}.'’ /-]{2,40}(?:, [\p{L}\d.' ]{2,30}?)?(?:\s*\([^()\n]{2,40}\))?|(?:\p{Lu}[\p{L}.'’ -]{2,40}(?:, [\p{L}\d.' ]{2,30}?)?\s*)?\([\p{L}][^()\n]{1,40}\))\s*(?:—|–|--|-)\s+){1,3}",
        RegexOptions.CultureInvariant)]
    private static partial Regex Dateline();

    /// <summary>Share of the facts of the text that has fewer which the other has too; 1 where there are none to compare.</summary>
    public double Contained(TextFacts other)
    {
        var (few, many) = Count <= other.Count ? (this, other) : (other, this);
        return few.Count == 0 ? 1 : (double)few._all.Count(many._all.Contains) / few.Count;
    }

    /// <summary>Places that both texts have, between the same words, and how many of them hold other facts.</summary>
    public (int Places, int Differing) Compare(TextFacts other)
    {
        int places = 0, differing = 0;
        foreach (var (place, values) in _byPlace)
        {
            if (other._byPlace.TryGetValue(place, out var others))
            {
                places++;
                differing += values.Overlaps(others) ? 0 : 1;
            }
        }

        return (places, differing);
    }

    /// <summary>The words on both sides, as far as the sentence goes: the next sentence may be another one in a copy that was put in another order.</summary>
    private static ulong? Place(List<Piece> masked, int at)
    {
        var hash = FnvOffset;
        var words = 0;
        var inside = true;
        for (var near = at - 1; near >= at - Around; near--)
        {
            inside &= near >= 0 && !masked[near + 1].BeginsSentence;
            Add(inside ? masked[near] : null);
        }

        inside = true;
        for (var near = at + 1; near <= at + Around; near++)
        {
            inside &= near < masked.Count && !masked[near].BeginsSentence;
            Add(inside ? masked[near] : null);
        }

        // Between facts alone any list would be any other.
        return words >= Around ? hash : null;

        void Add(Piece? piece)
        {
            words += piece is { IsFact: false } ? 1 : 0;
            hash = Join(hash, piece is null ? Edge : piece.Value.IsFact ? Slot : piece.Value.Hash);
        }
    }

    /// <summary>Figures are facts; so are words with a capital inside a sentence, and the same words at its beginning.</summary>
    private static bool[] Mark(List<Word> words)
    {
        // In a headline style or in capitals every word would be a name.
        var capitals = words.Count(word => word.IsCapital && !word.HasDigit);
        var namesTell = capitals * 2 < words.Count;
        var names = namesTell ? words.Where(word => word.IsCapital && !word.BeginsSentence && !word.IsPronoun).Select(word => word.Folded).ToHashSet() : [];
        var marks = new bool[words.Count];
        for (var at = 0; at < words.Count; at++)
        {
            marks[at] = words[at].HasDigit || (words[at].IsCapital && names.Contains(words[at].Folded));
        }

        return marks;
    }

    private static List<Word> Split(ReadOnlySpan<char> text)
    {
        var words = new List<Word>(text.Length / 5);
        var begins = true;
        for (var at = 0; at < text.Length;)
        {
            if (!char.IsLetterOrDigit(text[at]))
            {
                begins |= text[at] is '.' or '!' or '?' or '\n' or ':' or '“' or '"';
                at++;
                continue;
            }

            var start = at;
            var hash = FnvOffset;
            var hasDigit = false;
            // "5.1" and "1,200" are one figure each.
            while (at < text.Length && (char.IsLetterOrDigit(text[at]) || (text[at] is '.' or ',' && at > start && char.IsDigit(text[at - 1]) && at + 1 < text.Length && char.IsDigit(text[at + 1]))))
            {
                hasDigit |= char.IsDigit(text[at]);
                hash = text[at] == ',' ? hash : (hash ^ char.ToLowerInvariant(text[at])) * FnvPrime;
                at++;
            }

            words.Add(new Word(hash, char.IsUpper(text[start]), hasDigit, begins, at - start == 1 && text[start] == 'I'));
            begins = false;
        }

        return words;
    }

    private static ulong Join(ulong hash, ulong next) => (hash ^ next) * FnvPrime;

    private readonly record struct Word(ulong Folded, bool IsCapital, bool HasDigit, bool BeginsSentence, bool IsPronoun);

    /// <summary>A word, or a run of facts.</summary>
    private readonly record struct Piece(ulong Hash, bool IsFact, bool BeginsSentence);
}
