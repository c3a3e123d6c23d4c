using OnRecord.Events;

namespace OnRecord.Entities;

/// <summary>How a name names its entry.</summary>
public enum AliasStrength : byte
{
    /// <summary>The canonical name, or another full name.</summary>
    Full = 0,

    /// <summary>A part that many share, such as a surname: "Merkel". Counts only with support.</summary>
    Partial = 1,

    /// <summary>A word derived from a place: "Russian". Names the place without being its name.</summary>
    Demonym = 2,

    /// <summary>A full name made by rule: without the legal form, the middle name or what stands in brackets.</summary>
    Derived = 3,

    /// <summary>First letters: "IMF".</summary>
    Acronym = 4,

    /// <summary>The place or the nickname that a team goes by: "Boston", "Red Sox".</summary>
    Team = 5,

    /// <summary>The first name of somebody whom everybody knows: "Oprah". Counts only in a text of a sentence or two, which has no room for more.</summary>
    FirstName = 6,
}

/// <summary>A name under which an entry is found.</summary>
public readonly record struct KnowledgeAlias(string Text, AliasStrength Strength)
{
    private const char PartialMark = '~';
    private const char DemonymMark = '^';

    /// <summary>Reads an alias with its mark: "~" before a partial name, "^" before a demonym.</summary>
    public static KnowledgeAlias Parse(ReadOnlySpan<char> text) => text switch
    {
        [PartialMark, ..] => new KnowledgeAlias(text[1..].ToString(), AliasStrength.Partial),
        [DemonymMark, ..] => new KnowledgeAlias(text[1..].ToString(), AliasStrength.Demonym),
        _ => new KnowledgeAlias(text.ToString(), AliasStrength.Full),
    };
}

/// <summary>An office that somebody has held.</summary>
/// <param name="Title">As the source writes it: "Minister of Finance".</param>
/// <param name="Start">First day; the least date where it is not known.</param>
/// <param name="End">First day after it. Where no end is known, the day on which the source still knew of none.</param>
/// <param name="IsOpen">Whether no end is known.</param>
public sealed record KnowledgeRole(string Title, DateOnly Start, DateOnly End, bool IsOpen = false)
{
    /// <summary>The end in one number, odd where it is not known.</summary>
    internal uint EndNumber => ((uint)End.DayNumber << 1) | (IsOpen ? 1u : 0);

    /// <summary>The role with the end that <see cref="EndNumber"/> gave.</summary>
    internal static KnowledgeRole Of(string title, uint start, uint end) =>
        new(title, DateOnly.FromDayNumber((int)start), DateOnly.FromDayNumber((int)(end >> 1)), (end & 1) == 1);
}

/// <summary>An entity that the knowledge base knows.</summary>
/// <param name="Id">Wikidata id ("Q7747"), or a stable local id.</param>
/// <param name="Type">Coarse type.</param>
/// <param name="Kind">Finer kind; decides how its names are used.</param>
/// <param name="Name">Canonical name.</param>
/// <param name="Aliases">Other names.</param>
/// <param name="Country">ISO 3166-1 alpha-2 code, or empty.</param>
/// <param name="Popularity">0 to 100: how likely a news text that uses one of its names means it.</param>
/// <param name="Description">Who or what it is, in a few words; its words are evidence when a name is shared.</param>
public sealed record KnowledgeEntry(
    string Id,
    EntityType Type,
    EntityKind Kind,
    string Name,
    IReadOnlyList<KnowledgeAlias> Aliases,
    string Country,
    byte Popularity,
    string Description)
{
    /// <summary>Offices held, as far as sources tell.</summary>
    public IReadOnlyList<KnowledgeRole> Roles { get; init; } = [];

    /// <summary>The source of the entry, as NOTICE names it; empty for one of the platform's own.</summary>
    public string Source { get; init; } = "";

    /// <summary>Whether its names and roles are added to the entry of the same id rather than taking its place.</summary>
    public bool AddsToEntry { get; init; }

    /// <summary>The Wikidata id, or empty.</summary>
    public string WikidataId => LocalId.IsLocal(Id) ? "" : Id;
}
