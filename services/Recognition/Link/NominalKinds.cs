using System.Collections.Frozen;

namespace OnRecord.Entities;

/// <summary>What sort of entity a noun phrase such as "the country" asks for.</summary>
internal enum NominalKind
{
    None,

    /// <summary>"the country", "the nation".</summary>
    Country,

    /// <summary>"the city", "the island": a place of that kind.</summary>
    Place,

    /// <summary>"the company", "the newspaper": a body of that kind.</summary>
    Body,

    /// <summary>"his party".</summary>
    Party,

    /// <summary>"the prime minister", "the Egyptian leader", "the singer": who a person is.</summary>
    Person,
}

/// <summary>Nouns that name a kind of entity, and which entries of the knowledge base are of that kind.</summary>
internal static class NominalKinds
{
    private static readonly FrozenDictionary<string, string[]> Places = Table(
        "city:city,capital", "capital:capital", "town:city", "state:state", "province:state,region", "region:region", "territory:region",
        "kingdom:country", "republic:country", "emirate:country,region");

    private static readonly FrozenDictionary<string, string[]> Bodies = Table(
        "company:company", "firm:company", "corporation:company", "bank:company", "carmaker:company", "automaker:company", "retailer:company",
        "airline:company", "newspaper:news outlet", "paper:news outlet", "magazine:news outlet", "broadcaster:news outlet", "network:news outlet,company",
        "website:news outlet,company", "club:sport", "university:university", "bloc:international organisation", "alliance:international organisation");

    // What the description of somebody who is called so says.
    private static readonly FrozenSet<string> Offices =
        "president minister premier chancellor king queen prince princess pope duke duchess sultan emir senator governor mayor leader dictator taoiseach"
        .Split(' ').ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string> Trades =
        "singer songwriter actor actress rapper musician footballer businessman billionaire comedian author writer director"
        .Split(' ').ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The kind that a noun in lower case asks for.</summary>
    public static NominalKind Of(string noun) =>
        noun is "country" or "nation" ? NominalKind.Country
        : noun is "party" ? NominalKind.Party
        : Places.ContainsKey(noun) ? NominalKind.Place
        : Bodies.ContainsKey(noun) ? NominalKind.Body
        : Offices.Contains(noun) || Trades.Contains(noun) ? NominalKind.Person
        : NominalKind.None;

    /// <summary>Whether a noun of the kind may stand for the entry.</summary>
    public static bool Fits(NominalKind kind, string noun, KnowledgeEntry entry) => kind switch
    {
        NominalKind.Country => entry.Kind == "country",
        NominalKind.Party => entry.Kind == "party",
        NominalKind.Place => Places[noun].Contains(entry.Kind),
        NominalKind.Body => Bodies[noun].Contains(entry.Kind) && (entry.Kind is not "company" and not "news outlet" || IsSaid(noun, entry)),
        _ => entry.Type == Events.EntityType.Person && HasRole(noun, entry),
    };

    /// <summary>Whether a noun says what somebody does for a living; adjectives before it narrow nothing down: "the award-winning singer".</summary>
    public static bool IsTrade(string noun) => Trades.Contains(noun);

    /// <summary>Whether a noun may stand for an entity of its type that the knowledge base does not have.</summary>
    public static bool MayBeUnknown(string noun) => noun is "company" or "firm" or "corporation" or "city" or "town";

    /// <summary>"the bank" asks for one that is described as a bank, "the company" for any.</summary>
    private static bool IsSaid(string noun, KnowledgeEntry entry) => noun is "company" or "firm" or "corporation" or "website" or "network" or "paper"
        || entry.Description.Contains(noun, StringComparison.OrdinalIgnoreCase);

    private static bool HasRole(string noun, KnowledgeEntry entry)
    {
        if (noun == "leader")
        {
            return entry.Kind == "leader";
        }

        // The word that descriptions use.
        var role = noun is "premier" ? "minister" : noun is "actress" ? "actor" : noun is "songwriter" ? "singer" : noun;
        foreach (var word in entry.Description.AsSpan().Split(' '))
        {
            if (entry.Description.AsSpan(word).Trim(",.").Equals(role, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }

    private static FrozenDictionary<string, string[]> Table(params string[] rows) =>
        rows.Select(row => row.Split(':')).ToFrozenDictionary(pair => pair[0], pair => pair[1].Split(','), StringComparer.Ordinal);
}
