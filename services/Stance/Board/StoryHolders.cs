using System.Collections.Frozen;
using OnRecord.Events;
using OnRecord.Language;

namespace OnRecord.Stances;

/// <summary>
/// Who is one holder in a story though articles name them differently: "James Wright Foley" and "James Foley", "the police" and "Ferguson police",
/// "the Nigerian government" and "Nigeria". Only where nobody else in the story can be meant; two Wikidata ids stay two holders.
/// </summary>
internal sealed class StoryHolders
{
    /// <summary>Bodies that a text calls by their kind alone once it has named them.</summary>
    private static readonly WordSet Kinds = LanguagePack.Default.Words("story-bodies");

    /// <summary>Other words for a kind, and the last words of names that tell it: "the carrier" is the airline, and "Norvik Air" is one.</summary>
    private static readonly WordSet OtherKinds = LanguagePack.Default.Words("story-body-variants");
    private static readonly WordSet Titles = LanguagePack.Default.Words("unique-titles");
    private static readonly WordSet Indefinite = LanguagePack.Default.Words("function-words", "indefinite");
    private static readonly WordSet Inferior = LanguagePack.Default.Words("function-words", "inferior");
    private static readonly WordSet Generations = LanguagePack.Default.Words("generations");
    private static readonly (FrozenDictionary<string, string> ByState, FrozenDictionary<string, string> ByGovernment) Nations = ReadNations();

    private readonly Dictionary<string, Party> _parties = new(StringComparer.Ordinal);

    /// <param name="positions">All positions of the story.</param>
    public StoryHolders(IEnumerable<StoredPosition> positions)
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
        JoinPeople([.. all.Where(party => party.IsPerson)]);
        JoinAppositions(all, evidence);
        JoinRoles(all, evidence);
        JoinShortNames(all);
        JoinGovernments([.. all.Where(party => !party.IsPerson)]);
        JoinKinds([.. all.Where(party => !party.IsPerson)]);
    }

    /// <summary>Tells the holders of the story apart: equal for positions of one holder.</summary>
    public string KeyOf(StoredPosition position) => _parties[position.HolderKey].Root.Key;

    /// <summary>The position that names its holder best: as the knowledge base does, else as most articles do.</summary>
    public StoredPosition NameOf(StoredPosition position) => _parties[position.HolderKey].Root.Best;

    private static void JoinEqualNames(Party[] parties)
    {
        foreach (var same in parties.GroupBy(party => party.Name, StringComparer.Ordinal))
        {
            JoinAll([.. same]);
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
                var longer = members[..i].Where(other => IsSamePerson(other, members[i])).Select(other => other.Root).Distinct().Take(2).ToList();
                if (longer is [var only])
                {
                    only.Join(members[i]);
                }
            }
        }
    }

    /// <summary>"Reed's mother, Ann Reed, said …": whom the story's evidence calls so.</summary>
    private static void JoinAppositions(Party[] parties, IReadOnlyCollection<string> evidence)
    {
        Party[] people = [.. parties.Where(party => party.IsPerson && party.Words.Length > 1)];
        foreach (var described in parties.Where(party => party.IsDescribed && party.Name.Contains(' ', StringComparison.Ordinal)))
        {
            JoinSaid(described, described.Text, people, evidence, StandSideBySide);
        }
    }

    /// <summary>"Lisbon's transport minister" is "Transport Minister Ann Lee" where nobody else of the story bears the title.</summary>
    private static void JoinRoles(Party[] parties, IReadOnlyCollection<string> evidence)
    {
        Party[] people = [.. parties.Where(party => party.IsPerson && party.Words.Length > 1)];
        foreach (var described in parties.Where(party => party.Best.HolderId.Length == 0 && party.Root == party && !Indefinite.Contains(party.Text.Split(' ')[0])))
        {
            var role = Role(described);
            if (role.Length is 0 or > 4 || (role.Length == 1 && !Titles.Contains(role[0].ToLowerInvariant())))
            {
                continue;
            }

            JoinSaid(described, string.Join(' ', role), people, evidence, Bears);
        }
    }

    /// <summary>Makes somebody described the one person of whom a text of the story says so.</summary>
    private static void JoinSaid(Party described, string words, Party[] people, IReadOnlyCollection<string> evidence, Func<string, string, string, bool> says)
    {
        // Few sentences have the words, and fewer a name beside them: the story is gone through once for each, not once for each pair.
        var texts = evidence.Where(text => text.Contains(words, StringComparison.OrdinalIgnoreCase)).ToList();
        var named = people.Where(person => texts.Exists(text => says(text, words, person.Text))).Select(person => person.Root).Distinct().Take(2).ToList();
        if (named is [var only])
        {
            only.Join(described, isSaid: true);
        }
    }

    /// <summary>The words of a role without whose it is: "the city clerk", "Lisbon's | transport minister", "the mayor | of Lisbon", "Lisbon | mayor".</summary>
    private static string[] Role(Party described)
    {
        var words = WithoutArticle(described.Text.ToUpperInvariant()).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var end = Array.IndexOf(words, "OF") is var of and > 0 ? of : words.Length;
        var start = Array.FindLastIndex(words, end - 1, word => word.EndsWith("'S", StringComparison.Ordinal) || word.EndsWith("’S", StringComparison.Ordinal)) + 1;
        return words[start..end];
    }

    /// <summary>Whether a text calls somebody by a title: right before the name, and not as the end of a longer one.</summary>
    private static bool Bears(string text, string title, string name)
    {
        for (var at = text.IndexOf(name, StringComparison.OrdinalIgnoreCase); at > title.Length; at = text.IndexOf(name, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            var before = text.AsSpan(0, at).TrimEnd();
            if (before.Length < at && before.EndsWith(title, StringComparison.OrdinalIgnoreCase) && !EndsLonger(before[..^title.Length]))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>"Deputy | mayor": a word right before the title that is part of it.</summary>
    private static bool EndsLonger(ReadOnlySpan<char> before) => before.Length > 0 && (before[^1] == '-' || (before[^1] == ' ' && char.IsLetter(before.TrimEnd()[^1])
        && Inferior.Contains(before.TrimEnd()[(before.TrimEnd().LastIndexOf(' ') + 1)..])));

    /// <summary>"Arlo" is "Arlo Works" where one body of the story begins so, and nobody bears the name.</summary>
    private static void JoinShortNames(Party[] parties)
    {
        Party[] bodies = [.. parties.Where(party => !party.IsUnnamed && !party.IsDescribed && !party.IsPerson && party.Words.Length > 1)];
        foreach (var bare in parties.Where(party => party is { IsUnnamed: false, IsDescribed: false, Words.Length: 1, Best.HolderWikidataId: "" } && party.Root == party))
        {
            var named = bodies.Where(body => body.Words[0] == bare.Name).Select(body => body.Root).Distinct().Take(2).ToList();
            if (named is [var only] && !Array.Exists(parties, party => party != bare && party.IsPerson && party.LastWord == bare.Name))
            {
                only.Join(bare, isSaid: true);
            }
        }
    }

    private static bool StandSideBySide(string text, string description, string name) => text.Contains(name, StringComparison.OrdinalIgnoreCase)
        && (text.Contains($"{description}, {name}", StringComparison.OrdinalIgnoreCase) || text.Contains($"{name}, {description}", StringComparison.OrdinalIgnoreCase));

    private static bool IsSamePerson(Party longer, Party shorter) =>
        longer.Words.AsSpan().EndsWith(shorter.Words, StringComparer.Ordinal)
        || (shorter.Words.Length > 1 && longer.Words.Length > shorter.Words.Length && string.Equals(longer.Words[0], shorter.Words[0], StringComparison.Ordinal));

    /// <summary>A state, its capital and its government are one holder; "the government" is the only one that the story names.</summary>
    private static void JoinGovernments(Party[] parties)
    {
        var bare = parties.FirstOrDefault(party => party.Name == "GOVERNMENT");
        var nations = new Dictionary<string, List<Party>>(StringComparer.Ordinal);
        foreach (var party in parties)
        {
            var owner = party.Name.EndsWith(" GOVERNMENT", StringComparison.Ordinal) ? party.Name[..^" GOVERNMENT".Length]
                : party.Name.StartsWith("GOVERNMENT OF ", StringComparison.Ordinal) ? WithoutArticle(party.Name["GOVERNMENT OF ".Length..])
                : null;
            if (owner is not null && Nations.ByGovernment.TryGetValue(owner.EndsWith("'S", StringComparison.Ordinal) ? owner[..^2] : owner, out var nation))
            {
                party.IsGovernment = true;
            }
            else if (party.Type != EntityType.Place || !Nations.ByState.TryGetValue(party.Name, out nation))
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
                ordered[0].Root.Join(other, isState: true);
            }
        }

        if (bare is not null)
        {
            var named = nations.Values.Where(members => members.Exists(party => party.IsGovernment)).Take(2).ToList();
            var states = named.Count > 0 ? named : [.. nations.Values.Take(2)];
            if (states is [var only])
            {
                only[0].Root.Join(bare);
            }
        }
    }

    /// <summary>"The police" are the only police that the story names.</summary>
    private static void JoinKinds(Party[] parties)
    {
        foreach (var bare in parties.Where(party => Kinds.Contains(KindOf(party.Name)) && party.Root == party))
        {
            var named = parties.Where(party => party.Name.Contains(' ', StringComparison.Ordinal) && party.Words.Length <= 5 && !party.IsUnnamed && KindOf(party.LastWord) == KindOf(bare.Name))
                .Select(party => party.Root).Distinct().Take(2).ToList();
            if (named is [var only])
            {
                only.Join(bare);
            }
        }
    }

    private static string KindOf(string word) => (OtherKinds.Kind(word) ?? word).ToUpperInvariant();

    private static bool IsCapital(string name) => Nations.ByState.TryGetValue(name, out var state) && state != name;

    private static void JoinAll(Party[] parties)
    {
        foreach (var party in parties.Skip(1))
        {
            parties[0].Root.Join(party);
        }
    }

    /// <summary>"A man" need not be "the man" of another article; "the police" are "police".</summary>
    private static string WithoutArticle(string name) => name.StartsWith("THE ", StringComparison.Ordinal) ? name[4..] : name;

    private static (FrozenDictionary<string, string> ByState, FrozenDictionary<string, string> ByGovernment) ReadNations()
    {
        var (byState, byGovernment) = (new Dictionary<string, string>(StringComparer.Ordinal), new Dictionary<string, string>(StringComparer.Ordinal));
        foreach (var row in Lexicon.Read("nations.tsv"))
        {
            var state = row[0].ToUpperInvariant();
            byState[state] = byGovernment[state] = state;
            foreach (var word in row[1].ToUpperInvariant().Split(','))
            {
                byGovernment[word] = state;
            }

            foreach (var capital in row.Length > 2 ? row[2].ToUpperInvariant().Split(',') : [])
            {
                byState[capital] = byGovernment[capital] = state;
            }
        }

        return (byState.ToFrozenDictionary(StringComparer.Ordinal), byGovernment.ToFrozenDictionary(StringComparer.Ordinal));
    }

    /// <summary>A holder as articles name it, and the holder it turned out to be.</summary>
    private sealed class Party
    {
        private Party? _joined;

        public Party(StoredPosition position)
        {
            Best = position;
            Key = position.HolderKey;
            Words = position.HolderName.ToUpperInvariant().Replace('’', '\'').Replace("\u00AD", "", StringComparison.Ordinal)
                .Split([' ', '-', '"', '“', '”', ','], StringSplitOptions.RemoveEmptyEntries);
            Name = WithoutArticle(string.Join(' ', Words));
        }

        /// <summary>The words of the articles.</summary>
        public string Text => Best.HolderName;

        /// <summary>Whether no name stands behind it, but words that tell who it is.</summary>
        public bool IsDescribed => !IsUnnamed && Best.HolderId.Length == 0;

        public string Key { get; }

        public string Name { get; }

        public string[] Words { get; }

        public string LastWord => Words.Length > 0 ? Words[^1] : "";

        public int Count { get; set; } = 1;

        public StoredPosition Best { get; private set; }

        public EntityType Type => Best.HolderType;

        public bool IsUnnamed => Best.IsUnnamed;

        public bool IsPerson => !IsUnnamed && Type == EntityType.Person;

        public bool IsGovernment { get; set; }

        public Party Root => _joined?.Root ?? this;

        /// <summary>Makes the other one this holder, unless the knowledge base knows them apart, or one is a person and the other is none.</summary>
        /// <param name="other">The other one.</param>
        /// <param name="isState">Whether they are one state, which the knowledge base has under several ids.</param>
        /// <param name="isSaid">Whether an article says that they are one.</param>
        public void Join(Party other, bool isState = false, bool isSaid = false)
        {
            other = other.Root;
            var apart = !isState && Best.HolderWikidataId.Length > 0 && other.Best.HolderWikidataId.Length > 0 && Best.HolderWikidataId != other.Best.HolderWikidataId;
            if (other == this || apart || (IsPerson != other.IsPerson && !isSaid))
            {
                return;
            }

            if (!isState && IsBetter(other))
            {
                Best = other.Best;
            }

            Count += other.Count;
            other._joined = this;
        }

        private bool IsBetter(Party other) =>
            (other.Best.HolderWikidataId.Length > 0, !other.IsUnnamed, !IsGovernment && other.Count > Count && other.Words.Length > 1)
                .CompareTo((Best.HolderWikidataId.Length > 0, !IsUnnamed, other.IsGovernment || Count >= other.Count || other.Words.Length == 1)) > 0;
    }
}
