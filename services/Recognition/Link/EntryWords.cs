using System.Runtime.CompilerServices;

namespace OnRecord.Entities;

/// <summary>What the words of an entry say; made once for an entry as long as it is in use.</summary>
internal sealed class EntryWords
{
    private const int MinWordLength = 4;

    private static readonly ConditionalWeakTable<KnowledgeEntry, EntryWords> Made = [];

    private readonly KnowledgeEntry _entry;

    // Hashes of the words of the description, which are compared quicker than the words.
    private readonly int[] _hashes;
    private readonly int _nameHash;
    private HashSet<string>? _sports;
    private (string Key, string Text)[]? _names;

    private EntryWords(KnowledgeEntry entry)
    {
        _entry = entry;
        Key = NameKey.Of(entry.Name);
        Description = WordsOf(entry.Description);
        _hashes = Array.ConvertAll(Description, Hash);
        _nameHash = WordsOf(entry.Name).MaxBy(word => word.Length) is { } longest ? Hash(longest) : 0;
    }

    /// <summary>The <see cref="NameKey"/> of the canonical name.</summary>
    public string Key { get; }

    /// <summary>Keys of the distinct words of the description, short ones left out.</summary>
    public string[] Description { get; }

    /// <summary>Its full names with their keys.</summary>
    public (string Key, string Text)[] Names => _names ??=
        [.. _entry.Aliases.Where(alias => alias.Strength == AliasStrength.Full).Select(alias => alias.Text).Prepend(_entry.Name).Select(name => (NameKey.Of(name), name))];

    /// <summary>The sports that name and description tell.</summary>
    public HashSet<string> Sports => _sports ??= SportsText.SportsOf($"{_entry.Name} {_entry.Description}");

    /// <summary>The words of an entry.</summary>
    public static EntryWords Of(KnowledgeEntry entry) => Made.GetValue(entry, static made => new EntryWords(made));

    /// <summary>Whether the description names another entry.</summary>
    public bool Mentions(EntryWords other) =>
        other._nameHash != 0 && Array.IndexOf(_hashes, other._nameHash) >= 0 && _entry.Description.Contains(other._entry.Name, StringComparison.Ordinal);

    /// <summary>FNV-1a; the hash of the runtime is another one in each process.</summary>
    private static int Hash(string word)
    {
        var hash = 2166136261;
        foreach (var unit in word)
        {
            hash = (hash ^ unit) * 16777619;
        }

        return (int)hash;
    }

    private static string[] WordsOf(string text)
    {
        var keys = new List<string>();
        foreach (var range in text.AsSpan().Split(' '))
        {
            var word = text.AsSpan(range).Trim(",.();:[]");
            if (word.Length >= MinWordLength && NameKey.Of(word) is { Length: > 0 } key && !keys.Contains(key))
            {
                keys.Add(key);
            }
        }

        return [.. keys];
    }
}
