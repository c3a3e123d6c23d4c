using System.Text;
using OnRecord.Entities.Index;
using OnRecord.Events;

namespace OnRecord.Entities;

/// <summary>What a name may mean.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Strength">How the name names it.</param>
public readonly record struct KnowledgeMatch(KnowledgeEntry Entry, AliasStrength Strength);

/// <summary>
/// Entities known before any article came, found by id and by name: an index, and before it entries of the platform's own, which replace those of the same id.
/// Both can be exchanged while others look up; a look-up sees the one or the other whole.
/// </summary>
public sealed class KnowledgeBase
{
    /// <summary>How many names of one beginning are looked at, at most, unless a caller says another number.</summary>
    public const int MaxPrefixMatches = 20_000;

    [ThreadStatic]
    private static List<(int Entry, AliasStrength Strength)>? _found;

    private volatile Content _content;

    /// <param name="index">The index; null for none.</param>
    /// <param name="entries">Entries of the platform's own; a later one replaces an earlier one of the same id.</param>
    public KnowledgeBase(KnowledgeIndex? index, IEnumerable<KnowledgeEntry> entries) => _content = new Content(index, entries);

    /// <param name="entries">All entries; a later one replaces an earlier one of the same id.</param>
    public KnowledgeBase(IEnumerable<KnowledgeEntry> entries)
        : this(null, entries)
    {
    }

    /// <summary>Number of entries, those of the index that are replaced counted too.</summary>
    public int Count => (_content.Index?.Count ?? 0) + _content.Own.Count;

    /// <summary>All entries, most popular of the index first.</summary>
    public IEnumerable<KnowledgeEntry> Entries
    {
        get
        {
            var content = _content;
            return content.Own.Values.Concat(Enumerable.Range(0, content.Index?.Count ?? 0).Select(number => content.Index![number])
                .Where(entry => !content.Own.ContainsKey(entry.Id)));
        }
    }

    /// <summary>Exchanges the content. The index before stays mapped until its last reader has gone.</summary>
    public void Replace(KnowledgeIndex? index, IEnumerable<KnowledgeEntry> entries) => _content = new Content(index, entries);

    /// <summary>The entry with an id, or null.</summary>
    public KnowledgeEntry? Get(string id)
    {
        var content = _content;
        return content.Own.TryGetValue(id, out var own) ? own
            : content.Index is { } index && index.Find(id) is >= 0 and var number ? index[number]
            : null;
    }

    /// <summary>Whether a word is part of the name of some person; seldom wrongly so.</summary>
    /// <param name="key">A <see cref="NameKey"/>.</param>
    public bool IsPersonWord(string key)
    {
        var content = _content;
        return content.PersonWords.Contains(key) || (content.Index?.MayBePersonWord(Encoding.UTF8.GetBytes(key)) ?? false);
    }

    /// <summary>What a name may mean: entries of the platform's own, then those of the index, most popular first.</summary>
    /// <param name="key">A <see cref="NameKey"/> or one of the <see cref="OfficeKeys"/>.</param>
    public IReadOnlyList<KnowledgeMatch> Find(string key)
    {
        if (key.Length is 0 or > Layout.MaxKeyLength)
        {
            return [];
        }

        var content = _content;
        var own = content.Names.GetValueOrDefault(key);
        if (content.Index is not { } index)
        {
            return own ?? [];
        }

        var found = _found ??= [];
        found.Clear();
        Span<byte> bytes = stackalloc byte[Layout.MaxKeyLength * 3];
        if (index.Find(bytes[..Encoding.UTF8.GetBytes(key, bytes)], found) == 0)
        {
            return own ?? [];
        }

        var matches = new List<KnowledgeMatch>(own ?? []);
        foreach (var (number, strength) in found)
        {
            if (index[number] is var entry && (content.Own.Count == 0 || !content.Own.ContainsKey(entry.Id)))
            {
                matches.Add(new KnowledgeMatch(entry, strength));
            }
        }

        return matches;
    }

    /// <summary>The country of a code, or null.</summary>
    public KnowledgeEntry? Country(string code) => code.Length == 0 ? null : Find(OfficeKeys.Country(code)) switch
    {
        [] => null,
        var countries => countries.MaxBy(country => country.Entry.Popularity).Entry,
    };

    /// <summary>Distinct entries with a name that begins with <paramref name="prefix"/>, most popular first.</summary>
    /// <param name="prefix">A <see cref="NameKey"/>.</param>
    /// <param name="limit">How many names of the index are looked at.</param>
    public IEnumerable<KnowledgeEntry> StartingWith(string prefix, int limit = MaxPrefixMatches)
    {
        if (prefix.Length is 0 or > Layout.MaxKeyLength)
        {
            return [];
        }

        var content = _content;
        var own = content.Names.Where(name => name.Key.StartsWith(prefix, StringComparison.Ordinal)).SelectMany(name => name.Value)
            .Where(match => match.Strength != AliasStrength.Demonym).Select(match => match.Entry).Distinct()
            .OrderByDescending(entry => entry.Popularity).ThenBy(entry => entry.Id, StringComparer.Ordinal);
        var found = new List<(int Entry, AliasStrength Strength)>();
        content.Index?.FindPrefix(Encoding.UTF8.GetBytes(prefix), found, limit);
        return own.Concat(found.Where(match => match.Strength is AliasStrength.Full or AliasStrength.Partial or AliasStrength.Derived)
            .Select(match => match.Entry).Distinct().Order().Select(number => content.Index![number]).Where(entry => !content.Own.ContainsKey(entry.Id)));
    }

    private sealed class Content
    {
        public Content(KnowledgeIndex? index, IEnumerable<KnowledgeEntry> entries)
        {
            Index = index;
            foreach (var entry in entries)
            {
                Own[entry.Id] = entry.AddsToEntry && (Own.GetValueOrDefault(entry.Id) ?? Indexed(entry.Id)) is { } known ? Joined(known, entry) : entry;
            }

            foreach (var entry in Own.Values)
            {
                foreach (var (key, strength) in DerivedNames.KeysOf(entry))
                {
                    (Names.TryGetValue(key, out var matches) ? matches : Names[key] = []).Add(new KnowledgeMatch(entry, strength));
                }

                if (entry.Type == EntityType.Person)
                {
                    PersonWords.UnionWith(NameKey.Of(entry.Name).Split(' '));
                }
            }
        }

        public KnowledgeIndex? Index { get; }

        private KnowledgeEntry? Indexed(string id) => Index?.Find(id) is >= 0 and var number ? Index[number] : null;

        /// <summary>An open office ends when the source knew it last: the platform's word on the same office comes first.</summary>
        private static KnowledgeEntry Joined(KnowledgeEntry known, KnowledgeEntry added) => known with
        {
            Aliases = [.. known.Aliases.Append(new KnowledgeAlias(added.Name, AliasStrength.Full)).Concat(added.Aliases).Distinct()],
            Roles = [.. added.Roles, .. known.Roles.Where(role => added.Roles.All(other => other.Start != role.Start))],
            Popularity = Math.Max(known.Popularity, added.Popularity),
        };

        public Dictionary<string, KnowledgeEntry> Own { get; } = new(StringComparer.Ordinal);

        public Dictionary<string, List<KnowledgeMatch>> Names { get; } = new(StringComparer.Ordinal);

        public HashSet<string> PersonWords { get; } = new(StringComparer.Ordinal);
    }
}
