using OnRecord.Language;

namespace OnRecord.Entities;

/// <summary>What a document says around its names: its words, its day, and the countries that it is about.</summary>
internal sealed class DocumentContext
{
    private const int MinWordLength = 4;

    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
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

    /// <summary>Notes the full name of an entity that the document likely speaks of.</summary>
    public void AddName(string name)
    {
        if (name.Length >= MinWordLength)
        {
            _names.Add(name);
        }
    }

    /// <summary>Whether a description names another entity of the document.</summary>
    public bool HasCompanion(KnowledgeEntry entry)
    {
        foreach (var name in _names)
        {
            if (name != entry.Name && entry.Description.Contains(name, StringComparison.Ordinal) && !entry.Name.Contains(name, StringComparison.Ordinal))
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

    /// <summary>How many of the words of a description the document uses, those of the entity's own name left out.</summary>
    public int Overlap(string description, string ownName)
    {
        var hits = 0;
        foreach (var word in description.AsSpan().Split(' '))
        {
            var part = description.AsSpan(word).Trim(",.();:");
            if (part.Length >= MinWordLength
                && !ownName.Contains(part.ToString(), StringComparison.OrdinalIgnoreCase)
                && _words.Contains(NameKey.Of(part)))
            {
                hits++;
            }
        }

        return hits;
    }
}
