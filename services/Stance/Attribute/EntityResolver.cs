using OnRecord.Events;
using OnRecord.Language;

namespace OnRecord.Stances;

/// <summary>Gives mentions and chains their entity: the link where there is one, else the document's own chain.</summary>
internal sealed class EntityResolver
{
    private const int MostNames = 8;

    private readonly Document _document;
    private readonly LinkedMention?[] _ofMention;
    private readonly LinkedMention?[] _ofChain;

    public EntityResolver(SyntaxView view, IReadOnlyList<LinkedMention> links)
    {
        _document = view.Document;
        _ofMention = new LinkedMention?[_document.Mentions.Count];
        _ofChain = new LinkedMention?[_document.Chains.Count];
        foreach (var link in links)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)link.Mention, (uint)_ofMention.Length, nameof(links));
            _ofMention[link.Mention] = link;
            _ofChain[_document.Mentions[link.Mention].Chain] ??= link;
        }
    }

    /// <summary>The entity of a mention.</summary>
    public EntityReference OfMention(int mention)
    {
        var chain = _document.Mentions[mention].Chain;
        return _ofMention[mention] is { } link ? Reference(chain, link) : OfChain(chain);
    }

    /// <summary>The entity of a chain.</summary>
    public EntityReference OfChain(int chain) =>
        _ofChain[chain] is { } link
            ? Reference(chain, link)
            : new EntityReference(chain, _document.Chains[chain].Name, (EntityType)_document.Chains[chain].Type, "", "");

    /// <summary>The names by which the document calls an entity, each once, the longest first.</summary>
    public IReadOnlyList<string> NamesOf(EntityReference entity) => entity.Chain < 0 ? [] :
    [
        .. _document.Chains[entity.Chain].Mentions.Select(mention => _document.Mentions[mention])
            .Where(mention => mention.Form == MentionForm.Name)
            .Select(mention => mention.Range.Of(_document.Text).ReplaceLineEndings(" "))
            .Distinct(StringComparer.Ordinal).OrderByDescending(name => name.Length).ThenBy(name => name, StringComparer.Ordinal).Take(MostNames),
    ];

    private static EntityReference Reference(int chain, LinkedMention link) =>
        new(chain, link.Name, link.Type, link.EntityId, link.WikidataId);
}
