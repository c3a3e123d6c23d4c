using System.Reflection;
using OnRecord.Events;

namespace OnRecord.Entities;

/// <summary>What a name may mean.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Strength">How the name names it.</param>
public readonly record struct KnowledgeMatch(KnowledgeEntry Entry, AliasStrength Strength);

/// <summary>
/// Entities known before any article came, found by name. Immutable; loaded once per process. Names stand in one sorted array,
/// which answers exact and prefix lookups alike.
/// </summary>
public sealed class KnowledgeBase
{
    private readonly Dictionary<string, KnowledgeEntry> _byId;
    private readonly string[] _keys;
    private readonly KnowledgeMatch[] _matches;
    private readonly HashSet<string> _personWords = new(StringComparer.Ordinal);

    /// <param name="entries">The entries; a later one replaces an earlier one of the same id.</param>
    public KnowledgeBase(IEnumerable<KnowledgeEntry> entries)
    {
        _byId = new Dictionary<string, KnowledgeEntry>(StringComparer.Ordinal);
        foreach (var entry in entries)
        {
            _byId[entry.Id] = entry;
        }

        var names = _byId.Values.SelectMany(NamesOf).ToArray();
        _keys = Array.ConvertAll(names, name => name.Key);
        _matches = Array.ConvertAll(names, name => name.Match);
        Array.Sort(_keys, _matches, StringComparer.Ordinal);
        foreach (var entry in _byId.Values.Where(entry => entry.Type == EntityType.Person))
        {
            _personWords.UnionWith(NameKey.Of(entry.Name).Split(' '));
        }
    }

    /// <summary>Number of entries.</summary>
    public int Count => _byId.Count;

    /// <summary>All entries, in no particular order.</summary>
    public IEnumerable<KnowledgeEntry> Entries => _byId.Values;

    /// <summary>The knowledge base that ships with the service.</summary>
    public static KnowledgeBase LoadShipped(IEnumerable<KnowledgeEntry>? overrides = null)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("OnRecord.Entities.knowledge")
            ?? throw new InvalidOperationException("The knowledge base is not in the assembly.");
        return new KnowledgeBase(KnowledgeFile.Read(stream).Concat(overrides ?? []));
    }

    /// <summary>The entry with an id, or null.</summary>
    public KnowledgeEntry? Get(string id) => _byId.GetValueOrDefault(id);

    /// <summary>Whether a word is part of the name of some person.</summary>
    /// <param name="key">A <see cref="NameKey"/>.</param>
    public bool IsPersonWord(string key) => _personWords.Contains(key);

    /// <summary>What a name may mean, in no particular order.</summary>
    /// <param name="key">A <see cref="NameKey"/>.</param>
    public ReadOnlySpan<KnowledgeMatch> Find(string key)
    {
        if (key.Length == 0)
        {
            return [];
        }

        var start = LowerBound(key);
        var end = start;
        while (end < _keys.Length && string.Equals(_keys[end], key, StringComparison.Ordinal))
        {
            end++;
        }

        return _matches.AsSpan(start, end - start);
    }

    /// <summary>Distinct entries with a full name that begins with <paramref name="prefix"/>, most popular first.</summary>
    /// <param name="prefix">A <see cref="NameKey"/>.</param>
    public IReadOnlyList<KnowledgeEntry> StartingWith(string prefix)
    {
        if (prefix.Length == 0)
        {
            return [];
        }

        var found = new HashSet<KnowledgeEntry>(ReferenceEqualityComparer.Instance);
        for (var i = LowerBound(prefix); i < _keys.Length && _keys[i].StartsWith(prefix, StringComparison.Ordinal); i++)
        {
            if (_matches[i].Strength != AliasStrength.Demonym)
            {
                found.Add(_matches[i].Entry);
            }
        }

        return [.. found.OrderByDescending(entry => entry.Popularity).ThenBy(entry => entry.Id, StringComparer.Ordinal)];
    }

    private static IEnumerable<(string Key, KnowledgeMatch Match)> NamesOf(KnowledgeEntry entry)
    {
        var own = NameKey.Of(entry.Name);
        if (own.Length > 0)
        {
            yield return (own, new KnowledgeMatch(entry, AliasStrength.Full));
        }

        var seen = new HashSet<string>(StringComparer.Ordinal) { own };
        foreach (var alias in entry.Aliases.OrderBy(alias => alias.Strength))
        {
            var key = NameKey.Of(alias.Text);
            if (key.Length > 0 && seen.Add(key))
            {
                yield return (key, new KnowledgeMatch(entry, alias.Strength));
            }
        }
    }

    private int LowerBound(string key)
    {
        var (low, high) = (0, _keys.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (string.CompareOrdinal(_keys[middle], key) < 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}
