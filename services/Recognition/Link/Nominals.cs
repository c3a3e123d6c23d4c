using OnRecord.Language;

namespace OnRecord.Entities;

/// <summary>
/// Gives noun phrases that only the knowledge base can tell to their entity: "the country" to the country that the text speaks of there, "the French
/// president" to the person who is known as that, "his party" to the party of whom "he" means. Of two that are as near, neither is taken.
/// </summary>
internal sealed class Nominals(KnowledgeBase knowledge)
{
    private const float Confidence = 0.6f;

    // What is said of a place in a country speaks less of the country than its own name does.
    private const float PlaceWeight = 0.35f;
    private const float DerivedWeight = 0.5f;

    // A body without an entry seldom is a newspaper, a bank or a club: those have one.
    private const float StrangerWeight = 0.3f;

    /// <summary>The document with such phrases in the chains of their entities, and what its mentions are linked to.</summary>
    /// <param name="document">The document.</param>
    /// <param name="links">What its mentions are linked to.</param>
    /// <param name="date">When the document was written, or null.</param>
    public (Document Document, MentionLink[] Links) Mark(Document document, MentionLink[] links, DateOnly? date)
    {
        var phrases = new List<NominalPhrase>();
        for (var token = 0; token < document.Tokens.Length; token++)
        {
            if (NominalPhrase.At(document, token) is { } phrase)
            {
                phrases.Add(phrase);
            }
        }

        if (phrases.Count == 0)
        {
            return (document, links);
        }

        var view = new LinkedMentions(document, links, knowledge);
        var editor = new MentionEditor(document);
        var entities = new Dictionary<int, EntityIdentity>();
        foreach (var phrase in phrases)
        {
            if (Resolve(editor, view, phrase, date) is { } identity)
            {
                entities[phrase.EndToken] = identity;
            }
        }

        var marked = editor.Build();
        return (marked, ReferenceEquals(marked, document) ? links : Carried(document, links, marked, entities));
    }

    /// <summary>What a mention was linked to stays; a phrase that was added is linked to its entity.</summary>
    private static MentionLink[] Carried(Document document, MentionLink[] links, Document marked, Dictionary<int, EntityIdentity> entities)
    {
        var known = new Dictionary<(TextRange, MentionForm), MentionLink>();
        for (var i = 0; i < links.Length; i++)
        {
            known[(document.Mentions[i].Range, document.Mentions[i].Form)] = links[i];
        }

        return [.. marked.Mentions.Select(mention =>
            mention.Form == MentionForm.Nominal && entities.TryGetValue(mention.EndToken, out var identity)
                ? new MentionLink(identity, LocalId.IsLocal(identity.Id) ? 0 : Confidence, LinkRule.Described)
                : known[(mention.Range, mention.Form)])];
    }

    /// <summary>Marks a phrase; what it stands for, or null.</summary>
    private EntityIdentity? Resolve(MentionEditor editor, LinkedMentions view, NominalPhrase phrase, DateOnly? date)
    {
        var people = phrase.People >= 0 ? view.EntryAt(phrase.People) : null;
        var settled = view.NominalAt(phrase.EndToken);
        if ((phrase.People >= 0 && people is not { Kind: EntityKind.Country } && !(phrase.Kind == NominalKind.Person && people is { Type: Events.EntityType.Organization }))
            || (settled is { } index && (view.EntryOf(index) is not { } known || NominalKinds.Fits(phrase.Kind, phrase.Noun, known))))
        {
            // What the text itself has told stays.
            return null;
        }

        var (chain, entry) = phrase switch
        {
            { Kind: NominalKind.Country } => Of(view, CountryBefore(view, phrase)),
            { Kind: NominalKind.Party, Owner: >= 0 } => Of(view, PartyOf(view.EntryAt(phrase.Owner))),
            { Kind: NominalKind.Person } when people is { Type: Events.EntityType.Organization } => Of(view, HeadOf(view, people, date)),
            { Kind: NominalKind.Person } => Of(view, view.Only(other => NominalKinds.Fits(phrase.Kind, phrase.Noun, other)
                && NominalKinds.IsThatRole(phrase.Noun, other)
                && (people is null || other.Country == people.Country)) ?? HolderOf(view, phrase, people, date)),
            _ => BodyOrPlaceBefore(view, phrase),
        };
        if (chain >= 0 || entry is not null)
        {
            var type = entry is not null ? (NameType)entry.Type : phrase.Kind == NominalKind.Place ? NameType.Place : NameType.Organization;
            editor.AddNominal(
                phrase.FirstToken, phrase.EndToken, chain >= 0 ? chain : editor.NamelessChain(entry!.Name, type), type, Confidence);
            return entry is not null ? EntityIdentity.Of(entry) : view.IdentityOf(chain);
        }

        if (phrase.Kind is NominalKind.Country or NominalKind.Place && settled is not null)
        {
            // Whatever the words around it suggest, a state is no town.
            editor.RemoveNominal(phrase.EndToken);
        }

        return null;
    }

    private static (int Chain, KnowledgeEntry? Entry) Of(LinkedMentions view, KnowledgeEntry? entry) => entry is null ? (-1, null) : (view.ChainOf(entry.Id), entry);

    /// <summary>"The Fed chief": who in the text has headed the body, or else who did on the day of the text.</summary>
    private KnowledgeEntry? HeadOf(LinkedMentions view, KnowledgeEntry body, DateOnly? date) =>
        view.Any(person => OfficeHolders.HasHeaded(person, body)) ? view.Only(person => OfficeHolders.HasHeaded(person, body))
        : date is { } day ? OfficeHolders.HeadOn(knowledge, body, day)
        : null;

    /// <summary>Who held the office on the day of the text, in the country that is named or most spoken of; null where the text has somebody who may be meant.</summary>
    private KnowledgeEntry? HolderOf(LinkedMentions view, NominalPhrase phrase, KnowledgeEntry? people, DateOnly? date) =>
        date is { } day
        && !NominalKinds.IsTrade(phrase.Noun)
        && !view.Any(other => NominalKinds.Fits(phrase.Kind, phrase.Noun, other) && (people is null || other.Country == people.Country))
        && (people ?? CountryBefore(view, phrase)) is { } country
            ? OfficeHolders.On(knowledge, NominalKinds.TitleOf(phrase.Noun), country.Country, day)
            : null;

    /// <summary>Of the countries that are named, derived from or have a place named before a phrase the one most spoken of there.</summary>
    private KnowledgeEntry? CountryBefore(LinkedMentions view, NominalPhrase phrase)
    {
        var id = view.Nearest(phrase.FirstToken, index =>
        {
            var country = view.EntryOf(index) is { } entry ? CountryOf(entry) : null;
            return country is null ? ("", 0) : (country.Id, view.EntryOf(index)!.Kind != EntityKind.Country ? PlaceWeight : view.IsDerived(index) ? DerivedWeight : 1);
        });
        return id is null ? null : knowledge.Get(id);
    }

    /// <summary>A body or place of the kind; one that the knowledge base does not have is a rival, and may be a company or a town.</summary>
    private (int Chain, KnowledgeEntry? Entry) BodyOrPlaceBefore(LinkedMentions view, NominalPhrase phrase)
    {
        var type = phrase.Kind == NominalKind.Place ? NameType.Place : NameType.Organization;
        var rival = phrase.Kind == NominalKind.Place || NominalKinds.MayBeUnknown(phrase.Noun) ? 1 : StrangerWeight;
        var id = view.Nearest(phrase.FirstToken, index =>
            view.EntryOf(index) is { } entry ? NominalKinds.Fits(phrase.Kind, phrase.Noun, entry) ? (entry.Id, 1) : ("", 0)
            : view.IsNameOf(index, type) ? (view.IdOf(index), rival) : ("", 0));
        if (id is null)
        {
            return (-1, null);
        }

        var found = knowledge.Get(id);
        return found is not null || NominalKinds.MayBeUnknown(phrase.Noun) ? (view.ChainOf(id), found) : (-1, null);
    }

    private KnowledgeEntry? CountryOf(KnowledgeEntry entry) =>
        entry.Kind == EntityKind.Country ? entry
        : entry.Type == Events.EntityType.Place || entry.Kind == EntityKind.Government ? knowledge.Country(entry.Country)
        : null;

    /// <summary>The party that a politician's description names, of those of the same country.</summary>
    private KnowledgeEntry? PartyOf(KnowledgeEntry? owner)
    {
        KnowledgeEntry? found = null;
        foreach (var (party, _) in owner is { Type: Events.EntityType.Person, Country.Length: > 0 } ? knowledge.Find(OfficeKeys.Parties(owner.Country)) : [])
        {
            if (owner!.Description.Split(' ', ',').Any(word => word.Length >= 6 && party.Name.StartsWith(word, StringComparison.Ordinal)))
            {
                if (found is not null)
                {
                    return null;
                }

                found = party;
            }
        }

        return found;
    }
}
