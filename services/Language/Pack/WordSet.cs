using System.Collections.Frozen;

namespace OnRecord.Language;

/// <summary>
/// The words of one concept: <c>words/CONCEPT.tsv</c>. The first line names the columns: <c>word</c> (compared without case) or <c>form</c> (compared
/// as written), then perhaps <c>kind</c> (several are separated by commas) and <c>example</c>. # begins a comment.
/// </summary>
public sealed class WordSet
{
    private readonly FrozenDictionary<string, string> _kinds;
    private readonly FrozenDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> _lookup;

    private readonly StringComparison _comparison;

    private WordSet(IReadOnlyList<(string Word, string Kind)> entries, StringComparison comparison)
    {
        Entries = entries;
        _comparison = comparison;
        _kinds = entries.ToFrozenDictionary(entry => entry.Word, entry => entry.Kind, StringComparer.FromComparison(comparison));
        _lookup = _kinds.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>All words with their kinds, in the order of the file.</summary>
    public IReadOnlyList<(string Word, string Kind)> Entries { get; }

    /// <summary>Whether the word is one of the concept.</summary>
    public bool Contains(ReadOnlySpan<char> word) => _lookup.ContainsKey(word);

    /// <summary>The kind of the word, empty where the list has no kinds; null for a word that is not on the list.</summary>
    public string? Kind(ReadOnlySpan<char> word) => _lookup.TryGetValue(word, out var kind) ? kind : null;

    /// <summary>Whether the word is on the list with this kind.</summary>
    public bool Is(ReadOnlySpan<char> word, ReadOnlySpan<char> kind) => _lookup.TryGetValue(word, out var own) && HasKind(own, kind);

    /// <summary>Whether the word ends with one of the list.</summary>
    public bool IsEndOf(ReadOnlySpan<char> word)
    {
        foreach (var (end, _) in Entries)
        {
            if (word.EndsWith(end, _comparison))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The words of one kind; none where no word has it.</summary>
    public WordSet Of(string kind) => new([.. Entries.Where(entry => HasKind(entry.Kind, kind))], _comparison);

    private static bool HasKind(ReadOnlySpan<char> kinds, ReadOnlySpan<char> kind)
    {
        foreach (var range in kinds.Split(','))
        {
            if (kinds[range].SequenceEqual(kind))
            {
                return true;
            }
        }

        return false;
    }

    /// <exception cref="InvalidDataException">A column is unknown, or a line has another form.</exception>
    internal static WordSet Read(TextReader reader, string path)
    {
        string[]? columns = null;
        var entries = new List<(string, string)>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var number = 1; reader.ReadLine() is { } line; number++)
        {
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            var cells = line.Split('\t');
            if (columns is null)
            {
                columns = cells;
                var unknown = Array.Find(cells, cell => cell is not ("word" or "form" or "kind" or "example"));
                Require(unknown is null, $"unknown column \"{unknown}\": a list has word or form, kind, example");
                Require(cells[0] is "word" or "form", "the first column must be word or form");
                continue;
            }

            Require(cells.Length == columns.Length, $"{cells.Length} columns where the first line names {columns.Length}");
            Require(cells[0].Length > 0, "an empty word");
            Require(seen.Add(columns[0] == "word" ? cells[0].ToLowerInvariant() : cells[0]), $"\"{cells[0]}\" stands on the list already");
            var kind = Array.IndexOf(columns, "kind");
            entries.Add((cells[0], kind < 0 ? "" : cells[kind]));

            void Require(bool holds, string otherwise)
            {
                if (!holds)
                {
                    throw new InvalidDataException($"{path}:{number}: {otherwise}.");
                }
            }
        }

        return columns is null
            ? throw new InvalidDataException($"{path}: the first line must name the columns.")
            : new WordSet(entries, columns[0] == "word" ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);
    }
}
