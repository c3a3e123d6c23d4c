using OnRecord.Events;
using OnRecord.Language;

namespace OnRecord.Stances;

/// <summary>
/// Who is one holder in a story though articles name them differently: "James Wright Foley" and "James Foley", "the police" and "Ferguson police",
/// "the Nigerian government" and "Nigeria". Only where nobody else in the story can be meant; two Wikidata ids stay two holders.
/// </summary>
internal sealed class StoryHolders
{
    private static readonly WordSet Generations = LanguagePack.Default.Words("generations");

    private readonly Dictionary<string, Party> _parties = new(StringComparer.Ordinal);

    /// <param name="positions">All positions of the story.</param>
    public StoryHolders(IReadOnlyCollection<StoredPosition> positions)
    {
        var evidence = new HashSet<string>(StringComparer.Ordinal);
        foreach (var position in positions)
        {
            evidence.Add(position.Evidence);
            if (_parties.TryGetValue(position.HolderKey, out var known))
            {
                known.Count++;
            }
            else
            {
                _parties[position.HolderKey] = new Party(position);
            }
        }

        // In a fixed order, so that the same positions give the same holders.
        Party[] all = [.. _parties.Values.OrderBy(party => party.Key, StringComparer.Ordinal)];
        JoinEqualNames(all);
        Party[] people = [.. all.Where(party => party.IsPerson)];
        Party[] named = [.. all.Where(party => !party.IsUnnamed && !party.IsDescribed)];
        PartySpellings.JoinNames(named);
        JoinPeople(people);
        JoinFamilyNames(people, all);
        PartySpellings.JoinFamilyNames(named);
        PartyRoles.Join(all, evidence);
        PartyTraits.Join(_parties, positions);
        PartyBodies.JoinNames(all);
        Party[] bodies = [.. all.Where(party => !party.IsPerson)];
        PartyStates.Join(bodies);
        PartyBodies.JoinKinds(bodies);
    }

    /// <summary>Tells the holders of the story apart: equal for positions of one holder.</summary>
    public string KeyOf(StoredPosition position) => _parties[position.HolderKey].Root.Key;

    /// <summary>The position that names its holder best: as the knowledge base does, else as most articles do.</summary>
    public StoredPosition NameOf(StoredPosition position) => _parties[position.HolderKey].Root.Best;

    /// <summary>The rules by which names of several articles are the holder of a position: "holder: same name, title"; empty where all call them the same.</summary>
    public string DecidedBy(StoredPosition position) =>
        _parties[position.HolderKey].Root.Rules is { Count: > 0 } rules ? $"holder: {string.Join(", ", rules)}" : "";

    private static void JoinEqualNames(Party[] parties)
    {
        foreach (var same in parties.GroupBy(party => party.Name, StringComparer.Ordinal))
        {
            Party[] all = [.. same];
            foreach (var party in all.Skip(1))
            {
                all[0].Root.Join(party, "same name");
            }
        }
    }

    /// <summary>A name that ends a longer one, or has the first and last word of it; a surname alone where one person in the story bears it.</summary>
    private static void JoinPeople(Party[] people)
    {
        foreach (var family in people.Where(person => !Generations.Contains(person.LastWord)).GroupBy(person => person.LastWord, StringComparer.Ordinal))
        {
            Party[] members = [.. family.OrderByDescending(person => person.Words.Length).ThenBy(person => person.Name, StringComparer.Ordinal)];
            for (var i = 0; i < members.Length; i++)
            {
                // Whoever could be meant, with those counted once that are one already.
                Party.Only(members[..i].Where(other => IsSamePerson(other, members[i])))?.Join(members[i], "end of the name");
            }
        }

        // "Saad Maan | Ibrahim": the names of the forefathers may stay away.
        foreach (var person in people.Where(person => person.Words.Length > 1))
        {
            Party.Only(people.Where(longer => BeginsWith(longer, person)))?.Join(person, "beginning of the name");
        }
    }

    /// <summary>A family name that one article took for the name of something, in a story where one person bears it.</summary>
    private static void JoinFamilyNames(Party[] people, Party[] all)
    {
        foreach (var name in all.Where(party => party.Type == EntityType.Other && party.Words.Length == 1))
        {
            Party.Only(people.Where(person => person.Words.Length > 1 && person.LastWord == name.Name))?.Join(name, "family name", isSaid: true);
        }
    }

    private static bool BeginsWith(Party longer, Party shorter) =>
        longer.Words.Length > shorter.Words.Length && longer.Words.AsSpan(0, shorter.Words.Length).SequenceEqual(shorter.Words) && !Generations.Contains(longer.LastWord);

    private static bool IsSamePerson(Party longer, Party shorter) =>
        longer.Words.AsSpan().EndsWith(shorter.Words, StringComparer.Ordinal)
        || (shorter.Words.Length > 1 && longer.Words.Length > shorter.Words.Length && string.Equals(longer.Words[0], shorter.Words[0], StringComparison.Ordinal));
}
