using System.Collections.Frozen;

namespace OnRecord.Entities;

/// <summary>What sort of thing an entry is; finer than its type, and the same whatever the source called it. Numbers are stored in indexes.</summary>
public enum EntityKind : byte
{
    /// <summary>Not told.</summary>
    Unknown = 0,
    Country = 1,
    Capital = 2,
    City = 3,
    State = 4,
    Region = 5,
    Continent = 6,
    FormerCountry = 7,

    /// <summary>A river, a building, a bridge: a place without people of its own.</summary>
    Place = 8,
    Leader = 10,
    Politician = 11,
    Royal = 12,
    Official = 13,
    Spokesperson = 14,
    BusinessPerson = 15,
    ReligiousLeader = 16,
    Athlete = 17,
    Person = 18,
    Government = 30,
    Party = 31,
    InternationalOrganisation = 32,
    Company = 33,
    NewsOutlet = 34,
    University = 35,

    /// <summary>A club, or the body that runs a sport.</summary>
    Sport = 36,

    /// <summary>The team of a country.</summary>
    NationalTeam = 37,
    Organisation = 38,

    /// <summary>A public office, not who holds it.</summary>
    Office = 50,
    Competition = 51,
    Event = 52,

    /// <summary>A film, book, song, game or painting.</summary>
    Work = 53,

    /// <summary>A fictional person.</summary>
    Character = 54,

    /// <summary>A people, a language or a religion.</summary>
    People = 55,

    /// <summary>A vehicle, weapon, programme or other product.</summary>
    Product = 56,
}

/// <summary>The words for kinds: "news outlet".</summary>
public static class EntityKinds
{
    private static readonly FrozenDictionary<EntityKind, string> Words = Enum.GetValues<EntityKind>().ToFrozenDictionary(kind => kind, Spelled);

    private static readonly FrozenDictionary<string, EntityKind> Kinds =
        Words.ToFrozenDictionary(pair => pair.Value, pair => pair.Key, StringComparer.OrdinalIgnoreCase);

    /// <summary>The words for a kind, in lower case.</summary>
    public static string Word(this EntityKind kind) => Words[kind];

    /// <summary>The kind that words name, or null.</summary>
    public static EntityKind? Of(string words) => Kinds.TryGetValue(words, out var kind) ? kind : null;

    private static string Spelled(EntityKind kind) =>
        string.Concat(kind.ToString().Select((unit, at) => at > 0 && char.IsUpper(unit) ? $" {char.ToLowerInvariant(unit)}" : $"{char.ToLowerInvariant(unit)}"));
}
