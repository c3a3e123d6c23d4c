using OnRecord.Entities;
using OnRecord.Events;

namespace OnRecord.Trainer.Knowledge;

/// <summary>
/// Gathers entries from several sources. The first source of an entity decides its name, type, kind and description; later ones add
/// names, and an id where there was none.
/// </summary>
internal sealed class KnowledgeBuilder
{
    private readonly List<Draft> _drafts = [];
    private readonly Dictionary<string, Draft> _byWikidata = new(StringComparer.Ordinal);
    private readonly Dictionary<(EntityType Type, string Country, string Key), Draft> _byName = [];

    /// <summary>Number of entities so far.</summary>
    public int Count => _drafts.Count;

    /// <summary>Adds what a source says of an entity, to the entity that has its Wikidata id or, if one of both has none, its name.</summary>
    /// <param name="fact">The source's words.</param>
    /// <param name="localId">Id of an entity that has no Wikidata id in any source; null to make one from name and country.</param>
    public void Add(KnowledgeEntry fact, string? localId = null)
    {
        if (NameKey.Of(fact.Name).Length == 0)
        {
            return;
        }

        var draft = Find(fact);
        if (draft is null)
        {
            draft = new Draft(fact, localId);
            _drafts.Add(draft);
        }

        draft.Merge(fact);
        if (fact.Id.Length > 0)
        {
            _byWikidata.TryAdd(fact.Id, draft);
        }

        foreach (var name in fact.Aliases.Where(alias => alias.Strength == AliasStrength.Full).Select(alias => alias.Text).Prepend(fact.Name))
        {
            _byName.TryAdd(NameOf(fact, name), draft);
        }
    }

    /// <summary>All entries, in the order of their ids.</summary>
    public IEnumerable<KnowledgeEntry> Build() => _drafts.Select(draft => draft.Build()).DistinctBy(entry => entry.Id)
        .OrderBy(entry => entry.Id, StringComparer.Ordinal);

    private Draft? Find(KnowledgeEntry fact)
    {
        if (fact.Id.Length > 0 && _byWikidata.TryGetValue(fact.Id, out var same))
        {
            return same;
        }

        // Sources differ on what a country's id stands for (state, kingdom, territory); its code is the same.
        return _byName.TryGetValue(NameOf(fact, fact.Name), out var named)
            && (fact.Id.Length == 0 || named.Id.Length == 0 || fact.Kind == "country")
                ? named
                : null;
    }

    /// <summary>Namesakes are told apart by country, but not bodies: lists disagree on where an international one belongs.</summary>
    private static (EntityType Type, string Country, string Key) NameOf(KnowledgeEntry fact, string name) =>
        (fact.Type, fact.Type == EntityType.Organization ? "" : fact.Country, NameKey.Of(name));

    private sealed class Draft(KnowledgeEntry first, string? localId)
    {
        private readonly Dictionary<string, KnowledgeAlias> _aliases = new(StringComparer.Ordinal) { [NameKey.Of(first.Name)] = default };
        private byte _popularity;

        public string Id { get; private set; } = first.Id;

        public void Merge(KnowledgeEntry fact)
        {
            Id = Id.Length > 0 ? Id : fact.Id;
            _popularity = Math.Max(_popularity, fact.Popularity);
            foreach (var alias in fact.Aliases.Prepend(new KnowledgeAlias(fact.Name, AliasStrength.Full)))
            {
                var key = NameKey.Of(alias.Text);
                if (key.Length > 0)
                {
                    _aliases.TryAdd(key, alias);
                }
            }
        }

        public KnowledgeEntry Build() => first with
        {
            Id = Id.Length > 0 ? Id : localId ?? LocalId.OfEntry(first.Type, first.Name, first.Country + first.Kind),
            Popularity = _popularity,
            Aliases = [.. _aliases.Values.Where(alias => alias.Text is not null)],
        };
    }
}
