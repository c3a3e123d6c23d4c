using System.Collections.Frozen;
using OnRecord.Events;
using OnRecord.Language;

namespace OnRecord.Stances;

/// <summary>Joins a state with its capital and its government.</summary>
internal static class PartyStates
{
    private static readonly (FrozenDictionary<string, string> ByState, FrozenDictionary<string, string> ByGovernment) Nations = ReadNations();
    private static readonly WordSet Governments = LanguagePack.Default.Words("ruling-bodies", "of-nation");
    private static readonly WordSet Owning = LanguagePack.Default.Words("function-words", "owning");

    /// <summary>A state, its capital and its government are one holder; "the government" is the only one that the story names.</summary>
    public static void Join(Party[] parties)
    {
        var bare = parties.FirstOrDefault(party => Governments.Contains(party.Name));
        var nations = new Dictionary<string, List<Party>>(StringComparer.Ordinal);
        foreach (var party in parties)
        {
            var owner = Owner(party.Name);
            if (owner is not null && Nations.ByGovernment.TryGetValue(owner, out var nation))
            {
                party.IsGovernment = true;
            }
            else if (party.Type is not (EntityType.Place or EntityType.Other) || party.IsUnnamed || !Nations.ByState.TryGetValue(party.Name, out nation))
            {
                continue;
            }

            (nations.TryGetValue(nation, out var members) ? members : nations[nation] = []).Add(party);
        }

        foreach (var members in nations.Values)
        {
            // The state itself first: it gives the name, also to its capital, though the knowledge base has both.
            Party[] ordered = [.. members.OrderBy(party => party.IsGovernment).ThenBy(party => IsCapital(party.Name))];
            foreach (var other in ordered.Skip(1))
            {
                ordered[0].Root.Join(other, "state, capital or government", isState: true);
            }
        }

        if (bare is not null)
        {
            var named = nations.Values.Where(members => members.Exists(party => party.IsGovernment)).Take(2).ToList();
            var states = named.Count > 0 ? named : [.. nations.Values.Take(2)];
            if (states is [var only])
            {
                only[0].Root.Join(bare, "only government");
            }
        }
    }

    /// <summary>Whose government a name is: "the Peruvian government", "Peru's government", "the government of Peru"; null for what is none.</summary>
    private static string? Owner(string name)
    {
        var words = name.Split(' ');
        return words.Length > 1 && Governments.Contains(words[^1]) ? Party.WithoutPossessive(string.Join(' ', words[..^1]))
            : words.Length > 2 && Governments.Contains(words[0]) && Owning.Contains(words[1].ToLowerInvariant()) ? Party.WithoutArticle(string.Join(' ', words[2..]))
            : null;
    }

    private static bool IsCapital(string name) => Nations.ByState.TryGetValue(name, out var state) && state != name;

    private static (FrozenDictionary<string, string> ByState, FrozenDictionary<string, string> ByGovernment) ReadNations()
    {
        var (byState, byGovernment) = (new Dictionary<string, string>(StringComparer.Ordinal), new Dictionary<string, string>(StringComparer.Ordinal));
        foreach (var row in Lexicon.Read("nations"))
        {
            var state = row[0].ToUpperInvariant();
            byState[state] = byGovernment[state] = state;
            foreach (var word in row[1].ToUpperInvariant().Split(','))
            {
                byGovernment[word] = state;
            }

            foreach (var capital in row[2].ToUpperInvariant().Split(',', StringSplitOptions.RemoveEmptyEntries))
            {
                byState[capital] = byGovernment[capital] = state;
            }
        }

        return (byState.ToFrozenDictionary(StringComparer.Ordinal), byGovernment.ToFrozenDictionary(StringComparer.Ordinal));
    }
}
