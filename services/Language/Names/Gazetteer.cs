using OnRecord.Language.Models;

namespace OnRecord.Language.Names;

/// <summary>What lists of known names say of a phrase; a phrase may be on several.</summary>
[Flags]
internal enum NameLists
{
    None = 0,
    Person = 1,
    GivenName = 2,
    FamilyName = 4,
    Country = 8,
    City = 16,
    Region = 32,
    Demonym = 64,
    Company = 128,
    Institution = 256,
    Outlet = 512,
}

/// <summary>
/// Lists of known names. Phrases are compared by their letters and digits alone, lower-cased and without accents, so that it does
/// not matter how a tokenizer cuts "al-Assad" or "U.S.".
/// </summary>
internal sealed class Gazetteer
{
    /// <summary>Number of lists.</summary>
    public const int Lists = 10;

    /// <summary>Phrases of more tokens are not looked up.</summary>
    public const int LongestPhrase = 7;

    private readonly HashedTable _phrases;

    private Gazetteer(HashedTable phrases) => _phrases = phrases;

    /// <summary>Reads lines "phrase TAB lists", lists being the number of <see cref="NameLists"/>.</summary>
    /// <exception cref="InvalidDataException">A line has another form.</exception>
    public static Gazetteer Read(TextReader reader)
    {
        var lines = new List<(PhraseHash Phrase, int Lists)>();
        while (reader.ReadLine() is { } line)
        {
            var tab = line.LastIndexOf('\t');
            if (tab < 0 || !int.TryParse(line.AsSpan(tab + 1), out var lists))
            {
                throw new InvalidDataException($"Gazetteer line {lines.Count + 1} is not 'phrase TAB number'.");
            }

            lines.Add((PhraseHash.Of(line.AsSpan(0, tab)), lists));
        }

        var phrases = new HashedTable(lines.Count);
        foreach (var (phrase, lists) in lines)
        {
            phrases.Or(phrase.Key, lists);
        }

        return new Gazetteer(phrases);
    }

    /// <summary>The lists that a phrase is on.</summary>
    public NameLists Find(PhraseHash phrase) => phrase.IsEmpty ? NameLists.None : (NameLists)_phrases.Find(phrase.Key, 0);
}

/// <summary>
/// A hash of letters and digits that grows by concatenation: the hash of "New York" is that of "New" followed by that of "York".
/// </summary>
/// <param name="Value">Polynomial in <see cref="Base"/> modulo 2^64.</param>
/// <param name="Power"><see cref="Base"/> to the number of letters and digits.</param>
internal readonly record struct PhraseHash(ulong Value, ulong Power)
{
    private const ulong Base = 0x9E3779B97F4A7C15;

    /// <summary>The hash of no letters.</summary>
    public static PhraseHash Empty { get; } = new(0, 1);

    /// <summary>Whether it stands for no letter or digit at all.</summary>
    public bool IsEmpty => Power == 1;

    /// <summary>The key for a table.</summary>
    public ulong Key => WordForm.Mix(Value ^ Power);

    /// <summary>The hash of a text; accents must have been folded before.</summary>
    public static PhraseHash Of(ReadOnlySpan<char> text)
    {
        var hash = Empty;
        foreach (var unit in text)
        {
            if (char.IsLetterOrDigit(unit))
            {
                hash = new PhraseHash((hash.Value * Base) + char.ToLowerInvariant(unit) + 1, hash.Power * Base);
            }
        }

        return hash;
    }

    /// <summary>The hash of this text followed by another.</summary>
    public PhraseHash Then(PhraseHash next) => new((Value * next.Power) + next.Value, Power * next.Power);
}
