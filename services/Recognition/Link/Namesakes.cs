using OnRecord.Language;

namespace OnRecord.Entities;

/// <summary>
/// Tells by what the text itself says of somebody that a famous bearer of the name is not meant: "Michael Jackson, the mayor of Ripley", "George Bush, a baker in
/// Hull". What an apposition says must agree with what is known; an office agrees with everybody who holds offices, and a place that many know contradicts nobody.
/// </summary>
internal sealed class Namesakes(KnowledgeBase knowledge)
{
    private const int Reach = 10;
    private const byte KnownPlace = 60;

    private static readonly WordSet Indefinite = LanguagePack.Default.Words("determiners", "indefinite");
    private static readonly WordSet Offices = LanguagePack.Default.Words("person-nouns", "office");
    private static readonly WordSet Roles = LanguagePack.Default.Words("role-nouns", "person");
    private static readonly WordSet Trades = LanguagePack.Default.Words("trades");
    private static readonly WordSet Described = LanguagePack.Default.Words("described-roles");

    /// <summary>Whether the text says of a person what contradicts an entry.</summary>
    public bool IsAnother(Document document, CoreferenceChain chain, KnowledgeEntry entry) =>
        entry is { Type: Events.EntityType.Person, Description.Length: > 0 }
        && chain.Mentions.Select(mention => document.Mentions[mention]).Any(mention => mention.Form == MentionForm.Name && Contradicts(document, mention, entry));

    private bool Contradicts(Document document, Mention mention, KnowledgeEntry entry)
    {
        var noun = Apposition(document, mention);
        if (noun < 0)
        {
            return false;
        }

        var role = document.Lower[noun];
        var isOffice = Offices.Contains(role);
        if ((!isOffice && !Roles.Contains(role) && !Trades.Contains(role) && !NominalKinds.IsTrade(role)) || IsSaidOf(entry, Described.Kind(role) ?? role))
        {
            return false;
        }

        var holdsOffices = entry.Kind is EntityKind.Leader or EntityKind.Politician or EntityKind.Official or EntityKind.Royal or EntityKind.ReligiousLeader or EntityKind.Spokesperson;
        return isOffice ? !holdsOffices && !NamesKnownPlace(document, noun) : IsIndefinite(document, mention.EndToken, noun);
    }

    /// <summary>The noun that a comma after the name says who it is by; -1 for none.</summary>
    private static int Apposition(Document document, Mention mention)
    {
        if (mention.EndToken >= document.Tokens.Length || document.Word(mention.EndToken) is not ",")
        {
            return -1;
        }

        var end = Math.Min(document.Tokens.Length, mention.EndToken + Reach);
        for (var i = mention.EndToken + 1; i < end; i++)
        {
            if (document.Tokens[i] is { Relation: "appos", Upos: Upos.Noun } token && token.Head >= mention.FirstToken && token.Head < mention.EndToken)
            {
                return i;
            }
        }

        return -1;
    }

    private static bool IsIndefinite(Document document, int after, int noun)
    {
        for (var i = noun - 1; i > after; i--)
        {
            if (Indefinite.Contains(document.Word(i)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsSaidOf(KnowledgeEntry entry, string role) =>
        entry.Description.Contains(role, StringComparison.OrdinalIgnoreCase) || entry.Roles.Any(held => held.Title.Contains(role, StringComparison.OrdinalIgnoreCase));

    /// <summary>"governor of California" may be said of anybody who is well known, "mayor of Ripley" not.</summary>
    private bool NamesKnownPlace(Document document, int noun)
    {
        var end = Math.Min(document.Tokens.Length, noun + Reach);
        for (var i = noun + 1; i < end && document.Word(i) is not "," and not "."; i++)
        {
            if (char.IsUpper(document.Word(i)[0])
                && knowledge.Find(NameKey.Of(document.Word(i))).Any(match => match.Entry.Type == Events.EntityType.Place && match.Entry.Popularity >= KnownPlace))
            {
                return true;
            }
        }

        return false;
    }
}
