using System.Collections.Frozen;

namespace OnRecord.Language;

/// <summary>
/// The words of one concept: <c>words/CONCEPT.tsv</c>. The first line names the columns: <c>word</c> (compared without case) or <c>form</c> (compared
/// as written), then perhaps <c>kind</c> (which of the kinds of the manifest it is; several are separated by commas) or <c>value</c> (what the word stands
/// for), and <c>example</c>. # begins a comment.
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

    /// <summary>The kind of the word or what it stands for, empty where the list tells neither; null for a word that is not on the list.</summary>
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

    /// <param name="reader">The file.</param>
    /// <param name="path">What messages call it.</param>
    /// <param name="kinds">The kinds that its words may be of.</param>
    /// <exception cref="InvalidDataException">A column or a kind is unknown, or a line has another form.</exception>
    internal static WordSet Read(TextReader reader, string path, IReadOnlyCollection<string> kinds)
    {
        var file = TabFile.Read(reader, path);
        var columns = file.Columns;
        if (Array.Find(columns, cell => cell is not ("word" or "form" or "kind" or "value" or "example")) is { } unknown)
        {
            throw new InvalidDataException($"{path}: unknown column \"{unknown}\": a list has word or form, kind or value, example.");
        }

        if (columns[0] is not ("word" or "form"))
        {
            throw new InvalidDataException($"{path}: the first column must be word or form.");
        }

        file.RefuseDoubles(cells => columns[0] == "word" ? cells[0].ToLowerInvariant() : cells[0]);
        var (kind, value) = (Array.IndexOf(columns, "kind"), Array.IndexOf(columns, "value"));
        var entries = new List<(string, string)>(file.Lines.Count);
        foreach (var (number, cells) in file.Lines)
        {
            if (kind >= 0 && Array.Find(cells[kind].Split(','), own => !kinds.Contains(own)) is { } stranger)
            {
                throw file.Fault(number, $"unknown kind \"{stranger}\"");
            }

            entries.Add((cells[0], kind >= 0 ? cells[kind] : value >= 0 ? cells[value] : ""));
        }

        return new WordSet(entries, columns[0] == "word" ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);
    }
}
