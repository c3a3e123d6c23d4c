using OnRecord.Events;

namespace OnRecord.Entities;

/// <summary>How an alias names its entry.</summary>
public enum AliasStrength : byte
{
    /// <summary>The canonical name, or another full name.</summary>
    Full = 0,

    /// <summary>A part that many share, such as a surname: "Merkel". Counts only with support.</summary>
    Partial = 1,

    /// <summary>A word derived from a place: "Russian". Names the place without being its name.</summary>
    Demonym = 2,
}

/// <summary>A name under which an entry is found.</summary>
public readonly record struct KnowledgeAlias(string Text, AliasStrength Strength);

/// <summary>An entity that the knowledge base knows.</summary>
/// <param name="Id">Wikidata id ("Q7747"), or a stable local id.</param>
/// <param name="Type">Coarse type.</param>
/// <param name="Kind">Finer kind: "country", "capital", "politician", "company", "government" …; decides how its names are used.</param>
/// <param name="Name">Canonical name.</param>
/// <param name="Aliases">Other names.</param>
/// <param name="Country">ISO 3166-1 alpha-2 code, or empty.</param>
/// <param name="Popularity">0 to 100: how likely a news text that uses one of its names means it.</param>
/// <param name="Description">Who or what it is, in a few words; its words are evidence when a name is shared.</param>
public sealed record KnowledgeEntry(
    string Id,
    EntityType Type,
    string Kind,
    string Name,
    IReadOnlyList<KnowledgeAlias> Aliases,
    string Country,
    byte Popularity,
    string Description)
{
    /// <summary>The Wikidata id, or empty.</summary>
    public string WikidataId => LocalId.IsLocal(Id) ? "" : Id;
}
