using System.Collections.Concurrent;

namespace OnRecord.Search;

/// <summary>A word that was met: its term, null when nothing is left of it, and its form in lower case.</summary>
internal sealed record KnownWord(Term? Term, string Surface);

/// <summary>
/// The terms of words that were met before. News repeats its words, and finding a term again costs a fraction of folding and stemming the word.
/// Bounded: when it is full it begins anew.
/// </summary>
internal static class KnownWords
{
    private const int Kept = 65_536;

    private static ConcurrentDictionary<string, KnownWord> _words = new(StringComparer.Ordinal);
    private static int _count;

    /// <summary>Looks up a word as <see cref="WordReader"/> gives it.</summary>
    public static KnownWord Of(ReadOnlySpan<char> word)
    {
        if (word.Length > TermFormer.MaxLength)
        {
            return Form(word);
        }

        if (_words.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(word, out var known))
        {
            return known;
        }

        known = Form(word);
        if (Interlocked.Increment(ref _count) > Kept)
        {
            (_words, _count) = (new(StringComparer.Ordinal), 0);
        }

        _words.TryAdd(word.ToString(), known);
        return known;
    }

    private static KnownWord Form(ReadOnlySpan<char> word)
    {
        Span<char> buffer = stackalloc char[TermFormer.MaxLength];
        var term = buffer[..TermFormer.Form(word, buffer)];
        return term.IsEmpty ? new KnownWord(null, "") : new KnownWord(new Term(term.ToString()), TermFormer.Form(word, stem: false));
    }
}
