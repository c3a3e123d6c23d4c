using OnRecord.Events;
using OnRecord.Language;

namespace OnRecord.Entities;

/// <summary>What a mention means.</summary>
/// <param name="Identity">The entity.</param>
/// <param name="Confidence">0 to 1: how sure the link to the knowledge base is; 0 for a local entity.</param>
/// <param name="Rule">What decided.</param>
public readonly record struct MentionLink(EntityIdentity Identity, float Confidence, LinkRule Rule);

/// <summary>
/// Ties the mentions of a document to the knowledge base, chain by chain: candidates by name, the best one by <see cref="CandidateFeatures"/> and
/// <see cref="LinkModel"/>. A chain without a clear winner gets a local id of its fullest name: a wrong person is worse than no link.
/// </summary>
public sealed class EntityLinker(KnowledgeBase knowledge)
{
    // Of more bearers of a name the others are not known well enough to be meant.
    private const int MaxCandidates = 24;

    // A first name alone may be anybody's.
    private const float LeastOfFirstName = 0.6f;

    // Less ahead than this, two cannot be told apart.
    private const float LeastLead = 1.1f;

    // A place below this says little of where a text is.
    private const byte TellingPlace = 45;

    private const int LeastTown = 4;
    private const int MaxClubs = 6;

    // Of a town with more names than these the clubs are known by their own.
    private const int MaxOfTown = 600;

    // In shorter names a letter makes another name.
    private const int LeastMisspelt = 4;

    private readonly Metonymy _metonymy = new(knowledge);
    private readonly Namesakes _namesakes = new(knowledge);
    private readonly PlaceNamesakes _placeNamesakes = new(knowledge);

    /// <summary>What decides; exchanged while it is learned.</summary>
    internal LinkModel Model { get => field ?? LinkModel.Shipped; init; }

    /// <summary>Links all mentions of a document; the result is parallel to <see cref="Document.Mentions"/>.</summary>
    /// <param name="document">The document.</param>
    /// <param name="date">When it was written; null where only its dateline may tell.</param>
    public MentionLink[] Link(Document document, DateOnly? date = null) => Link(document, new SportsText(document), date);

    /// <summary>Links all mentions of a document of which is known what its text tells of sport.</summary>
    internal MentionLink[] Link(Document document, SportsText sports, DateOnly? date)
    {
        var candidates = Candidates(document, sports, date);
        for (var chain = 0; chain < candidates.Length; chain++)
        {
            candidates[chain].RemoveAll(candidate => _namesakes.IsAnother(document, document.Chains[chain], candidate.Entry));
            _placeNamesakes.Remove(candidates[chain], document, document.Chains[chain]);
            OwnedBodies.Remove(knowledge, candidates[chain], document, document.Chains[chain]);
        }

        var standsFor = ShortForms.Resolve(document);
        var links = new MentionLink[document.Mentions.Count];
        for (var index = 0; index < candidates.Length; index++)
        {
            var full = standsFor[index];
            var chain = document.Chains[full];
            var isCommonWord = IsCommonWord(document, chain);
            var link = (isCommonWord ? null : Choose(chain, candidates[full])) ?? Local(chain, candidates[full], isCommonWord);
            foreach (var mention in document.Chains[index].Mentions)
            {
                links[mention] = full == index ? link : link with { Rule = LinkRule.ShortForm };
            }
        }

        AdoptFirstNames(document, links);
        _metonymy.Apply(document, links);
        return links;
    }

    /// <summary>The candidates of each chain with what speaks for them.</summary>
    internal List<Candidate>[] Candidates(Document document) => Candidates(document, new SportsText(document), null);

    private List<Candidate>[] Candidates(Document document, SportsText sports, DateOnly? date)
    {
        var context = new DocumentContext(document, date ?? Datelines.DateOf(document));
        var candidates = new List<Candidate>[document.Chains.Count];
        for (var chain = 0; chain < candidates.Length; chain++)
        {
            candidates[chain] = CandidatesOf(document, document.Chains[chain], sports);
            SaidRegions.Apply(knowledge, document, document.Chains[chain], candidates[chain]);
            AddContext(context, document.Chains[chain], candidates[chain]);
        }

        for (var chain = 0; chain < candidates.Length; chain++)
        {
            CandidateFeatures.Fill(document, document.Chains[chain], candidates[chain], context, sports);
        }

        return candidates;
    }

    /// <summary>The entity of an entry; where its source does not tell a type, of the type that the name finder sees.</summary>
    private static EntityIdentity Identity(KnowledgeEntry entry, CoreferenceChain chain) =>
        EntityIdentity.Of(entry.Type == EntityType.Unspecified ? entry with { Type = (EntityType)chain.Type } : entry);

    /// <summary>The best candidate where it is likely enough.</summary>
    private MentionLink? Choose(CoreferenceChain chain, List<Candidate> candidates)
    {
        if (candidates.Count == 0)
        {
            return null;
        }

        var probabilities = Model.Probabilities(candidates);
        var best = Array.IndexOf(probabilities, probabilities.Max());
        var isAhead = probabilities.All(other => other == probabilities[best] || probabilities[best] >= LeastLead * other) && probabilities.Count(other => other == probabilities[best]) == 1;
        if (candidates[best].Features[(int)LinkFeature.PlaceInSport] > 0 && candidates[best] is { Entry.Kind: EntityKind.Country, Strength: AliasStrength.Full }
            && candidates[best].Features[(int)LinkFeature.PlaceInBrackets] == 0 && !candidates.Exists(candidate => candidate.Entry.Kind == EntityKind.NationalTeam))
        {
            // The team of a country that the knowledge base does not have is not the country.
            return null;
        }

        var least = candidates[best].Strength == AliasStrength.FirstName ? MathF.Max(LeastOfFirstName, Model.Threshold) : Model.Threshold;
        return isAhead && probabilities[best] >= least ? new MentionLink(Identity(candidates[best].Entry, chain), probabilities[best], LinkRule.Likeliest) : null;
    }

    /// <summary>"Kate" in a text on the Duchess of Cambridge, who has that name too.</summary>
    private void AdoptFirstNames(Document document, MentionLink[] links)
    {
        foreach (var chain in document.Chains)
        {
            if (chain.Type != NameType.Person || links[chain.Mentions[0]].Confidence > 0 || NameKey.Of(chain.Name) is not { Length: > 0 } key || key.Contains(' ', StringComparison.Ordinal))
            {
                continue;
            }

            var owners = links.Where(link => link.Confidence > 0 && link.Identity.Type == EntityType.Person && HasFirstName(link.Identity.Id, key))
                .DistinctBy(link => link.Identity.Id).Take(2).ToList();
            if (owners.Count == 1)
            {
                foreach (var mention in chain.Mentions)
                {
                    links[mention] = owners[0] with { Rule = LinkRule.FirstName };
                }
            }
        }
    }

    private bool HasFirstName(string id, string key) =>
        knowledge.Get(id) is { } entry && entry.Aliases.Where(alias => alias.Strength == AliasStrength.Full).Select(alias => alias.Text).Prepend(entry.Name)
            .Any(name => NameKey.Of(name).StartsWith(key + " ", StringComparison.Ordinal));

    /// <summary>A word that the text writes in lower case too is no name there: "Polish" beside "nail polish".</summary>
    private static bool IsCommonWord(Document document, CoreferenceChain chain)
    {
        var (capital, lower) = (false, false);
        foreach (var index in chain.Mentions)
        {
            var mention = document.Mentions[index];
            if (mention.Form == MentionForm.Name)
            {
                var hasCapital = mention.Range.Of(document.Text).Any(char.IsUpper);
                capital |= hasCapital;
                lower |= !hasCapital;
            }
        }

        return capital && lower;
    }

    /// <summary>The type of all that bear a name which nobody is called by: whichever of them is meant, "Mashable" is no person. Null where they differ.</summary>
    private static EntityType? TypeOfAll(List<Candidate> candidates) =>
        candidates.Count > 0
        && candidates[0].Entry.Type is EntityType.Organization or EntityType.Place or EntityType.Person
        && candidates.TrueForAll(candidate => candidate is { Strength: AliasStrength.Full, IsPersonWord: false } && candidate.Entry.Type == candidates[0].Entry.Type)
            ? candidates[0].Entry.Type
            : null;

    private static MentionLink Local(CoreferenceChain chain, List<Candidate> candidates, bool isCommonWord)
    {
        var type = TypeOfAll(candidates) ?? (EntityType)chain.Type;
        var rule = isCommonWord ? LinkRule.CommonWord : candidates.Count == 0 ? LinkRule.Unknown : LinkRule.Unsure;
        return new MentionLink(new EntityIdentity(LocalId.Of(type, chain.Name), chain.Name, type), 0, rule);
    }

    /// <summary>Countries and what belongs to just one country say where the document is; whatever is known says what other things it may speak of.</summary>
    private static void AddContext(DocumentContext context, CoreferenceChain chain, List<Candidate> candidates)
    {
        if (candidates.Count == 0)
        {
            return;
        }

        var likeliest = candidates.MaxBy(candidate => candidate.Entry.Popularity)!;
        var entry = likeliest.Entry;
        if (likeliest.Strength == AliasStrength.Demonym
            || entry.Kind is EntityKind.Country or EntityKind.Capital or EntityKind.Government
            || (entry.Kind is EntityKind.State or EntityKind.City && entry.Popularity >= TellingPlace))
        {
            context.AddCountry(entry.Country, MathF.Sqrt(chain.Mentions.Count));
        }

        if (likeliest.Strength == AliasStrength.Full)
        {
            context.AddEntity(entry);
        }
    }

    private List<Candidate> CandidatesOf(Document document, CoreferenceChain chain, SportsText sports)
    {
        var surfaces = chain.Mentions
            .Select(mention => document.Mentions[mention])
            .Where(mention => mention.Form == MentionForm.Name)
            .Select(mention => mention.Range.Of(document.Text))
            .Append(chain.Name)
            .Distinct(StringComparer.Ordinal)
            .OrderByDescending(surface => surface.Length)
            .ToList();
        var found = new Dictionary<string, Candidate>(StringComparer.Ordinal);
        var listed = chain.Type == NameType.Person ? null : ListedKinds.Of(document, document.Mentions[chain.Mentions[0]]);
        var isFirst = true;
        foreach (var surface in surfaces)
        {
            // A fuller name that leads nowhere must not be explained by a part of it: "Bush" says little about a "Jacob Bush".
            var acceptsPartial = isFirst;
            if (!isFirst && chain.Type == NameType.Person)
            {
                break;
            }

            isFirst = false;
            AddMatches(found, listed is null ? surface : $"{surface} {listed}", chain.Type, acceptsPartial, acceptsPartial && CandidateFeatures.IsShort(document));
            if (chain.Type != NameType.Person)
            {
                if (found.Values.All(candidate => candidate.Entry.Kind == EntityKind.People))
                {
                    AddPeople(found, surface);
                }

                if (found.Values.Any(candidate => candidate.Strength == AliasStrength.Demonym) && !Demonyms.MayBe(document, chain))
                {
                    found.Clear();
                    break;
                }

                if (sports.IsSports)
                {
                    AddClubs(found, surface);
                    AddNationalTeams(found);
                    RemoveOtherSports(found, sports);
                }
            }
            else if (found.Count == 0)
            {
                AddMisspelt(found, surface);
            }

            if (found.Count > 0)
            {
                break;
            }
        }

        return [.. found.Values];
    }

    /// <summary>"Iraqis" are those of Iraq, though they may have an entry as a people, too.</summary>
    private void AddPeople(Dictionary<string, Candidate> found, string surface)
    {
        var key = NameKey.Of(surface);
        if (key is [.., 's'] && !key.Contains(' ', StringComparison.Ordinal))
        {
            foreach (var match in knowledge.Find(key[..^1]).Where(match => match.Strength == AliasStrength.Demonym))
            {
                found.TryAdd(match.Entry.Id, new Candidate(match.Entry, match.Strength, 1, surface, false));
            }
        }
    }

    /// <summary>"Yitzak Shamir" is Yitzhak Shamir: the family name is the same, and the first name is but for a letter or two.</summary>
    private void AddMisspelt(Dictionary<string, Candidate> found, string surface)
    {
        if (NameVariants.WithoutTitles(NameKey.Of(surface).Split(' ')) is not [{ Length: >= LeastMisspelt } first, .., var last])
        {
            return;
        }

        foreach (var match in knowledge.Find(last).Where(match => match is { Strength: AliasStrength.Partial, Entry.Type: EntityType.Person }))
        {
            if (NameKey.Of(match.Entry.Name).Split(' ')[0] is { Length: >= LeastMisspelt } known && known[0] == first[0] && Misspelling.Distance(first, known) <= (first.Length > LeastMisspelt + 1 ? 2 : 1))
            {
                found.TryAdd(match.Entry.Id, new Candidate(match.Entry, AliasStrength.Partial, 1, surface, false) { IsMisspelt = true });
            }
        }
    }

    /// <summary>"Ireland" and "Irish" may be any team of the country.</summary>
    private void AddNationalTeams(Dictionary<string, Candidate> found)
    {
        foreach (var (country, _, words, surface, _) in found.Values.Where(candidate => candidate.Entry is { Kind: EntityKind.Country, Country.Length: > 0 } && candidate.Strength is AliasStrength.Full or AliasStrength.Demonym).ToList())
        {
            foreach (var team in knowledge.Find(OfficeKeys.Teams(country.Country)).Take(MaxClubs))
            {
                found.TryAdd(team.Entry.Id, new Candidate(team.Entry, AliasStrength.Team, words, surface, false));
            }
        }
    }

    /// <summary>The clubs and contests of a town, in a text on sport: "Alloa" is Alloa Athletic there, and "Boston" not the Braves, who have left.</summary>
    private void AddClubs(Dictionary<string, Candidate> found, string surface)
    {
        if (NameKey.Of(surface) is { Length: >= LeastTown } key)
        {
            foreach (var club in knowledge.StartingWith(key + " ", MaxOfTown).Where(entry => entry.Kind is EntityKind.Sport or EntityKind.Competition && BeginsWith(entry, key)).Take(MaxClubs))
            {
                found.TryAdd(club.Id, new Candidate(club, AliasStrength.Team, key.Count(unit => unit == ' ') + 1, surface, false));
            }
        }
    }

    /// <summary>By its own name, not by a former one: "FC Rotor Volgograd" begins with "Rotor".</summary>
    private static bool BeginsWith(KnowledgeEntry club, string key) =>
        NameKey.Of(club.Name).StartsWith(key + " ", StringComparison.Ordinal)
        || DerivedNames.WithoutClubForms(NameKey.Of(club.Name)).StartsWith(key + " ", StringComparison.Ordinal);

    /// <summary>Where a text speaks of rugby and "Bath" may be a rugby club, it is no football club.</summary>
    private static void RemoveOtherSports(Dictionary<string, Candidate> found, SportsText sports)
    {
        var teams = found.Values.Where(candidate => candidate.Entry.Kind is EntityKind.Sport or EntityKind.NationalTeam && EntryWords.Of(candidate.Entry).Sports.Count > 0)
            .ToLookup(candidate => EntryWords.Of(candidate.Entry).Sports.Overlaps(sports.Sports), candidate => candidate.Entry.Id);
        if (teams[true].Any())
        {
            foreach (var other in teams[false].ToList())
            {
                found.Remove(other);
            }
        }
    }

    private void AddMatches(Dictionary<string, Candidate> found, string surface, NameType type, bool acceptsPartial, bool acceptsFirst)
    {
        if (NameVariants.IsCompanySuffix(surface))
        {
            // "Inc." is part of a name that was cut.
            return;
        }

        var initial = NameKey.Of(surface) is [var first, ' ', ..] ? first : '\0';
        foreach (var key in NameVariants.Of(surface, type))
        {
            foreach (var match in knowledge.Find(key))
            {
                if (match.Entry.Kind == EntityKind.Office && key.Count(unit => unit == ' ') < 2)
                {
                    // "Prime Minister" is not that of the one country whose list calls the office so.
                    continue;
                }

                if (match.Strength == AliasStrength.Demonym && type == NameType.Person)
                {
                    // "Finn" may be a given name.
                    continue;
                }

                if (initial != '\0' && match.Strength == AliasStrength.Partial && NameKey.Of(match.Entry.Name)[0] != initial)
                {
                    continue;
                }

                var isAccepted = match.Strength switch
                {
                    AliasStrength.Partial or AliasStrength.Team => acceptsPartial,

                    // A longer text has the full name of whom it means.
                    AliasStrength.FirstName => acceptsFirst,
                    _ => true,
                };
                if (found.Count < MaxCandidates && isAccepted)
                {
                    found.TryAdd(match.Entry.Id, new Candidate(
                        match.Entry, match.Strength, key.Count(unit => unit == ' ') + 1, surface, !key.Contains(' ', StringComparison.Ordinal) && knowledge.IsPersonWord(key)));
                }
            }

            if (found.Count > 0)
            {
                return;
            }
        }
    }
}
