using OnRecord.Language;

namespace OnRecord.Entities;

/// <summary>The mentions of a document with what they are linked to, and the questions that noun phrases ask of them.</summary>
internal sealed class LinkedMentions
{
    private const float Fading = 0.7f;
    private const float Lasting = 0.05f;
    private const float LeastLead = 1.5f;
    private const float LeastPresence = 0.1f;

    // "LYME (Agency) -" and "a Lyme-based writer" speak of something else.
    private const float AsideWeight = 0.1f;

    private static readonly WordSet Origins = LanguagePack.Default.Words("origins");

    private readonly Document _document;
    private readonly MentionLink[] _links;
    private readonly KnowledgeEntry?[] _entries;
    private readonly int[] _sentences;

    public LinkedMentions(Document document, MentionLink[] links, KnowledgeBase knowledge)
    {
        (_document, _links) = (document, links);
        _entries = Array.ConvertAll(links, found => found.Confidence > 0 ? knowledge.Get(found.Identity.Id) : null);
        _sentences = new int[document.Tokens.Length];
        for (var s = 0; s < document.Sentences.Count; s++)
        {
            Array.Fill(_sentences, s, document.Sentences[s].FirstToken, document.Sentences[s].EndToken - document.Sentences[s].FirstToken);
        }
    }

    /// <summary>The entry of a mention; null for what the knowledge base does not have.</summary>
    public KnowledgeEntry? EntryOf(int mention) => _entries[mention];

    /// <summary>The entity id of a mention, local or not.</summary>
    public string IdOf(int mention) => _links[mention].Identity.Id;

    /// <summary>The entity of a chain, local or not.</summary>
    public EntityIdentity IdentityOf(int chain) => _links[_document.Chains[chain].Mentions[0]].Identity;

    /// <summary>Whether a mention is a word like "French".</summary>
    public bool IsDerived(int mention) => _document.Mentions[mention].Type == NameType.Other;

    /// <summary>Whether a mention is a name of this type.</summary>
    public bool IsNameOf(int mention, NameType type) => _document.Mentions[mention].Form == MentionForm.Name && _document.Mentions[mention].Type == type;

    /// <summary>The entry of the mention that ends with a token.</summary>
    public KnowledgeEntry? EntryAt(int token)
    {
        for (var i = 0; i < _entries.Length; i++)
        {
            if (_document.Mentions[i].EndToken == token + 1 && _document.Mentions[i].FirstToken <= token)
            {
                return _entries[i];
            }
        }

        return null;
    }

    /// <summary>The noun phrase that ends before a token and has a chain already, or null.</summary>
    public int? NominalAt(int endToken)
    {
        for (var i = 0; i < _entries.Length; i++)
        {
            if (_document.Mentions[i].Form == MentionForm.Nominal && _document.Mentions[i].EndToken == endToken)
            {
                return i;
            }
        }

        return null;
    }

    /// <summary>The chain of an entity, rather one that names it than one that only derives from it; -1 for none.</summary>
    public int ChainOf(string id)
    {
        var found = -1;
        for (var i = 0; i < _links.Length; i++)
        {
            if (_links[i].Identity.Id == id && _document.Mentions[i].Type != NameType.Other)
            {
                return _document.Mentions[i].Chain;
            }

            found = found < 0 && _links[i].Identity.Id == id ? _document.Mentions[i].Chain : found;
        }

        return found;
    }

    /// <summary>Whether some entity of the text fits.</summary>
    public bool Any(Func<KnowledgeEntry, bool> fits) => _entries.Any(entry => entry is not null && fits(entry));

    /// <summary>The one entity of the text that fits; null for none or several.</summary>
    public KnowledgeEntry? Only(Func<KnowledgeEntry, bool> fits)
    {
        KnowledgeEntry? found = null;
        foreach (var entry in _entries)
        {
            if (entry is not null && entry.Id != found?.Id && fits(entry))
            {
                if (found is not null)
                {
                    return null;
                }

                found = entry;
            }
        }

        return found;
    }

    /// <summary>The id that the text speaks of most just before a token; null when two are as present.</summary>
    /// <param name="token">The token.</param>
    /// <param name="meaning">The id that a mention speaks for, empty for none, and how much.</param>
    public string? Nearest(int token, Func<int, (string Id, float Weight)> meaning)
    {
        var presence = new Dictionary<string, float>(StringComparer.Ordinal);
        for (var i = 0; i < _links.Length && _document.Mentions[i].FirstToken < token; i++)
        {
            if (_document.Mentions[i].Form != MentionForm.Nominal && meaning(i) is { Id.Length: > 0 } meant)
            {
                var distance = _sentences[token] - _sentences[_document.Mentions[i].FirstToken];
                var weight = IsAside(_document.Mentions[i]) ? AsideWeight * meant.Weight : meant.Weight;
                presence[meant.Id] = presence.GetValueOrDefault(meant.Id) + (weight * (MathF.Pow(Fading, distance) + Lasting));
            }
        }

        var (best, most, second) = ((string?)null, 0f, 0f);
        foreach (var (id, present) in presence)
        {
            (best, most, second) = present > most ? (id, present, most) : (best, most, MathF.Max(second, present));
        }

        return most >= LeastPresence && most >= LeastLead * second ? best : null;
    }

    private bool IsAside(Mention mention)
    {
        var next = mention.EndToken < _document.Tokens.Length ? _document.Word(mention.EndToken) : [];
        return (next is "-" && mention.EndToken + 1 < _document.Tokens.Length && Origins.Contains(_document.Word(mention.EndToken + 1)))
            || (next is ['-', .. var origin] && Origins.Contains(origin))
            || (mention.Type == NameType.Place && mention.FirstToken == _document.Sentences[_sentences[mention.FirstToken]].FirstToken
                && (next is "(" or "-" or "–" or "—" || (mention.Range.Length > 3 && Capitals.Only(mention.Range.Of(_document.Text)))));
    }
}
