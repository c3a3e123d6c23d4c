using OnRecord.Language;

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
    private static readonly WordSet Countries = LanguagePack.Default.Words("kind-nouns", "country");
    private static readonly WordSet Parties = LanguagePack.Default.Words("kind-nouns", "party");
    private static readonly WordSet Leaders = LanguagePack.Default.Words("kind-nouns", "leader");
    private static readonly WordSet Places = LanguagePack.Default.Words("place-nouns");

    private static readonly WordSet Bodies = LanguagePack.Default.Words("body-nouns");

    // What the description of somebody who is called so says.
    private static readonly WordSet Offices = LanguagePack.Default.Words("person-nouns", "office");

    private static readonly WordSet Trades = LanguagePack.Default.Words("person-nouns", "trade");

    private static readonly WordSet Heads = LanguagePack.Default.Words("person-nouns", "head");

    // The word that descriptions use for another.
    private static readonly WordSet Described = LanguagePack.Default.Words("described-roles");

    private static readonly WordSet Compounds = LanguagePack.Default.Words("compound-roles");

    private static readonly WordSet Unknown = LanguagePack.Default.Words("loose-nouns", "unknown");
    private static readonly WordSet General = LanguagePack.Default.Words("loose-nouns", "general");

    /// <summary>The kind that a noun in lower case asks for.</summary>
    public static NominalKind Of(string noun) =>
        Countries.Contains(noun) ? NominalKind.Country
        : Parties.Contains(noun) ? NominalKind.Party
        : Places.Contains(noun) ? NominalKind.Place
        : Bodies.Contains(noun) ? NominalKind.Body
        : Offices.Contains(noun) || Trades.Contains(noun) || Heads.Contains(noun) ? NominalKind.Person
        : NominalKind.None;

    /// <summary>Whether a noun of the kind may stand for the entry.</summary>
    public static bool Fits(NominalKind kind, string noun, KnowledgeEntry entry) => kind switch
    {
        NominalKind.Country => entry.Kind == EntityKind.Country,
        NominalKind.Party => entry.Kind == EntityKind.Party,
        NominalKind.Place => Places.Is(noun, entry.Kind.Word()),
        NominalKind.Body => Bodies.Is(noun, entry.Kind.Word()) && (entry.Kind is not EntityKind.Company and not EntityKind.NewsOutlet || IsSaid(noun, entry)),
        _ => entry.Type == Events.EntityType.Person && HasRole(noun, entry),
    };

    /// <summary>Whether a noun says what somebody does for a living; adjectives before it narrow nothing down: "the award-winning singer".</summary>
    public static bool IsTrade(string noun) => Trades.Contains(noun);

    /// <summary>"The leader", "the chief" may be anybody's; "the Fed chief" is one.</summary>
    public static bool NeedsOwner(string noun) => Leaders.Contains(noun) || Heads.Contains(noun);

    /// <summary>"The minister" is only who is described as prime minister: of others there are many.</summary>
    public static bool IsThatRole(string noun, KnowledgeEntry entry) =>
        Compounds.Kind(noun) is not { } first || entry.Description.Contains($"{first} {noun}", StringComparison.OrdinalIgnoreCase);

    /// <summary>The title of the office that a noun with its fixed word names: "prime minister".</summary>
    public static string TitleOf(string noun) => Compounds.Kind(noun) is { } first ? $"{first} {noun}" : noun;

    /// <summary>Whether a noun may stand for an entity of its type that the knowledge base does not have.</summary>
    public static bool MayBeUnknown(string noun) => Unknown.Contains(noun);

    /// <summary>"the bank" asks for one that is described as a bank, "the company" for any.</summary>
    private static bool IsSaid(string noun, KnowledgeEntry entry) => General.Contains(noun)
        || entry.Description.Contains(noun, StringComparison.OrdinalIgnoreCase);

    private static bool HasRole(string noun, KnowledgeEntry entry)
    {
        if (Leaders.Contains(noun))
        {
            return entry.Kind == EntityKind.Leader;
        }

        var role = Described.Kind(noun) ?? noun;
        foreach (var word in entry.Description.AsSpan().Split(' '))
        {
            if (entry.Description.AsSpan(word).Trim(",.").Equals(role, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
