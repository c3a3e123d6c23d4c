using OnRecord.Language;

namespace OnRecord.Entities;

/// <summary>What a document says around its names: its words, its day, and the countries that it is about.</summary>
internal sealed class DocumentContext
{
    private const int MinWordLength = 4;

    private readonly HashSet<KnowledgeEntry> _entries = new(ReferenceEqualityComparer.Instance);
    private readonly HashSet<string> _words = new(StringComparer.Ordinal);
    private readonly Dictionary<string, float> _countries = new(StringComparer.Ordinal);
    private float _countryTotal;

    public DocumentContext(Document document, DateOnly? date)
    {
        Date = date;
        for (var token = 0; token < document.Tokens.Length; token++)
        {
            if (document.Tokens[token].End - document.Tokens[token].Start >= MinWordLength)
            {
                _words.Add(NameKey.Of(document.Word(token)));
            }
        }
    }

    /// <summary>When it was written, or null.</summary>
    public DateOnly? Date { get; }

    /// <summary>Notes an entity that the document, by the full name, likely speaks of.</summary>
    public void AddEntity(KnowledgeEntry entry) => _entries.Add(entry);

    /// <summary>Whether a description names another entity of the document.</summary>
    public bool HasCompanion(KnowledgeEntry entry)
    {
        var words = EntryWords.Of(entry);
        foreach (var other in _entries)
        {
            if (words.Mentions(EntryWords.Of(other)) && other.Name != entry.Name && !entry.Name.Contains(other.Name, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Notes that a mention belongs to a country.</summary>
    public void AddCountry(string code, float weight)
    {
        if (code.Length >= 2)
        {
            code = code[..2];
            _countries[code] = _countries.GetValueOrDefault(code) + weight;
            _countryTotal += weight;
        }
    }

    /// <summary>0 to 1: how much of the document's geography is this country.</summary>
    public float CountryShare(string code) =>
        _countryTotal > 0 && code.Length >= 2 ? _countries.GetValueOrDefault(code[..2]) / _countryTotal : 0;

    /// <summary>How many of the words of an entry's description the document uses, those of its own name left out.</summary>
    public int Overlap(KnowledgeEntry entry) => Count(EntryWords.Of(entry).Description, entry.Name);

    /// <summary>How many of the words of a team's name and description the document uses, those of the name by which it speaks of the team left out.</summary>
    public int Overlap(KnowledgeEntry team, string surface) =>
        Count(EntryWords.Of(team).Key.Split(' ').Where(word => word.Length >= MinWordLength).Concat(EntryWords.Of(team).Description), NameKey.Of(surface));

    private int Count(IEnumerable<string> words, string ownName)
    {
        var hits = 0;
        foreach (var word in words)
        {
            hits += _words.Contains(word) && !ownName.Contains(word, StringComparison.OrdinalIgnoreCase) ? 1 : 0;
        }

        return hits;
    }
}
