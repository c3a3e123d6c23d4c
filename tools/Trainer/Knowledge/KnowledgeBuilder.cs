using OnRecord.Entities;
using OnRecord.Events;

namespace OnRecord.Trainer.Knowledge;

/// <summary>
/// Gathers entries from several sources. The first source of an entity decides its name, type, kind and description; later ones add
/// names, offices, a country or an id where there was none, and popularity: what several lists hold is better known than each of them tells.
/// </summary>
internal sealed class KnowledgeBuilder
{
    /// <summary>The source of rows of which the popularity was judged, not computed.</summary>
    public const string Judged = "hand-written";

    private const int PopularityPerSource = 8;
    private const int MaxSourceBonus = 24;
    private const int MostPopular = 75;
    private const int MaxCountryWords = 5;

    private readonly List<Draft> _drafts = [];
    private readonly Dictionary<string, Draft> _byWikidata = new(StringComparer.Ordinal);
    private readonly Dictionary<(EntityType Type, string Country, string Key), Draft> _byName = [];
    private readonly Dictionary<string, string> _countries = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Draft>> _people = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Draft> _judgedPeople = new(StringComparer.Ordinal);

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

        if (fact.Kind == EntityKind.Country)
        {
            foreach (var alias in fact.Aliases.Select(alias => alias.Text).Prepend(fact.Name))
            {
                _countries.TryAdd(NameKey.Of(alias), fact.Country);
            }
        }

        foreach (var name in fact.Aliases.Where(alias => alias.Strength == AliasStrength.Full).Select(alias => alias.Text).Prepend(fact.Name))
        {
            _byName.TryAdd(NameOf(fact, name), draft);
            if (fact.Type == EntityType.Person)
            {
                (_people.TryGetValue(NameKey.Of(name), out var people) ? people : _people[NameKey.Of(name)] = []).Add(draft);
            }

            if (fact is { Type: EntityType.Person, Source: Judged })
            {
                _judgedPeople.TryAdd(NameKey.Of(name), draft);
            }
        }
    }

    /// <summary>All entries, in the order of their ids.</summary>
    public IEnumerable<KnowledgeEntry> Build() => _drafts.Select(draft => draft.Build()).DistinctBy(entry => entry.Id)
        .OrderBy(entry => entry.Id, StringComparer.Ordinal);

    /// <summary>The code of the country that the name of a national team begins with, or whose people: "Swiss national football team"; empty for none.</summary>
    public string CountryOfTeam(string team)
    {
        var words = NameKey.Of(team).Split(' ');
        for (var end = Math.Min(words.Length, MaxCountryWords); end > 0; end--)
        {
            if (_countries.TryGetValue(string.Join(' ', words[..end]), out var code))
            {
                return code;
            }
        }

        return "";
    }

    /// <summary>
    /// The Wikidata id of the one person who has one of the names and is described by an office, or if nobody is, is in politics; empty for nobody, null where there
    /// are several.
    /// </summary>
    public string? IdOf(IEnumerable<string> names, string office)
    {
        var people = names.SelectMany(name => _people.GetValueOrDefault(NameKey.Of(name)) ?? []).Where(person => person.Id.Length > 0).DistinctBy(person => person.Id).ToList();
        var suited = people.FindAll(person => person.IsDescribedAs(office));
        suited = suited.Count > 0 ? suited : people.FindAll(person => person.Kind is EntityKind.Leader or EntityKind.Politician);
        return suited.Count > 1 ? null : suited.Count == 0 ? "" : suited[0].Id;
    }

    private Draft? Find(KnowledgeEntry fact)
    {
        if (fact.Id.Length > 0 && _byWikidata.TryGetValue(fact.Id, out var same))
        {
            return same;
        }

        // Of those written by hand there is one of the name that news means, whether or not the source tells a country.
        if (fact is { Type: EntityType.Person, Country: "" } && _judgedPeople.TryGetValue(NameKey.Of(fact.Name), out var judged) && judged.Id.Length == 0)
        {
            return judged;
        }

        // Sources differ on what a country's id stands for (state, kingdom, territory); its code is the same.
        return _byName.TryGetValue(NameOf(fact, fact.Name), out var named)
            && (fact.Id.Length == 0 || named.Id.Length == 0 || fact.Kind == EntityKind.Country)
                ? named
                : null;
    }

    /// <summary>Namesakes are told apart by country, but not bodies: lists disagree on where an international one belongs.</summary>
    private static (EntityType Type, string Country, string Key) NameOf(KnowledgeEntry fact, string name) =>
        (fact.Type, fact.Type == EntityType.Organization ? "" : fact.Country, NameKey.Of(name));

    private sealed class Draft(KnowledgeEntry first, string? localId)
    {
        private readonly Dictionary<string, KnowledgeAlias> _aliases = new(StringComparer.Ordinal) { [NameKey.Of(first.Name)] = default };
        private readonly HashSet<string> _sources = new(StringComparer.Ordinal);
        private readonly List<KnowledgeRole> _roles = [];
        private string _country = first.Country;
        private string _description = first.Description;
        private byte _popularity;

        public string Id { get; private set; } = first.Id;

        public EntityKind Kind => first.Kind;

        /// <summary>Whether its description names an office.</summary>
        public bool IsDescribedAs(string office) => _description.Contains(office, StringComparison.OrdinalIgnoreCase);

        public void Merge(KnowledgeEntry fact)
        {
            Id = Id.Length > 0 ? Id : fact.Id;
            _country = _country.Length > 0 ? _country : fact.Country;
            _description = _description.Length > 0 ? _description : fact.Description;
            _popularity = Math.Max(_popularity, fact.Popularity);
            _sources.Add(fact.Source);
            _roles.AddRange(fact.Roles);
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
            Id = Id.Length > 0 ? Id : localId ?? LocalId.OfEntry(first.Type, first.Name, first.Country + first.Kind.Word()),
            Country = _country,
            Description = _description,
            Popularity = Popularity(),
            Aliases = [.. _aliases.Values.Where(alias => alias.Text is not null)],
            Roles = [.. _roles.Distinct().OrderByDescending(role => role.End).ThenByDescending(role => role.Start).ThenBy(role => role.Title, StringComparer.Ordinal)],
        };

        private byte Popularity() => _sources.Contains(Judged)
            ? _popularity
            : (byte)Math.Max(_popularity, Math.Min(MostPopular, _popularity + Math.Min(MaxSourceBonus, PopularityPerSource * (_sources.Count - 1))));
    }
}
