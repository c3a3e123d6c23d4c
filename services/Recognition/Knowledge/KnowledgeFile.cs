using System.Globalization;
using System.IO.Compression;
using System.Text;
using OnRecord.Events;

namespace OnRecord.Entities;

/// <summary>
/// The file format of the knowledge base: Brotli-compressed UTF-8, one entry a line, fields separated by TAB: id, type (number of
/// <see cref="EntityType"/>), kind, name, aliases, country, popularity, description. Aliases are separated by "|";
/// "~" before one marks a partial name, "^" a demonym.
/// </summary>
public static class KnowledgeFile
{
    private const int FieldCount = 8;
    private const char PartialMark = '~';
    private const char DemonymMark = '^';

    /// <summary>Reads all entries.</summary>
    /// <exception cref="InvalidDataException">A line is damaged; the message names it.</exception>
    public static List<KnowledgeEntry> Read(Stream compressed)
    {
        using var reader = new StreamReader(new BrotliStream(compressed, CompressionMode.Decompress, leaveOpen: true), Encoding.UTF8);
        // Kinds, countries and most descriptions repeat: each is held once.
        var pool = new Dictionary<string, string>(StringComparer.Ordinal).GetAlternateLookup<ReadOnlySpan<char>>();
        var entries = new List<KnowledgeEntry>(100_000);
        Span<Range> fields = stackalloc Range[FieldCount];
        while (reader.ReadLine() is { } line)
        {
            if (line.AsSpan().Split(fields, '\t') != FieldCount)
            {
                throw new InvalidDataException($"Line {entries.Count + 1} of the knowledge base does not have {FieldCount} fields.");
            }

            entries.Add(new KnowledgeEntry(
                line[fields[0]],
                (EntityType)int.Parse(line.AsSpan(fields[1]), CultureInfo.InvariantCulture),
                Pooled(line.AsSpan(fields[2])),
                line[fields[3]],
                ReadAliases(line.AsSpan(fields[4])),
                Pooled(line.AsSpan(fields[5])),
                byte.Parse(line.AsSpan(fields[6]), CultureInfo.InvariantCulture),
                Pooled(line.AsSpan(fields[7]))));
        }

        return entries;

        string Pooled(ReadOnlySpan<char> text)
        {
            if (!pool.TryGetValue(text, out var held))
            {
                pool[text] = held = text.ToString();
            }

            return held;
        }
    }

    /// <summary>Writes entries in the order given.</summary>
    public static void Write(Stream target, IEnumerable<KnowledgeEntry> entries)
    {
        using var brotli = new BrotliStream(target, CompressionLevel.SmallestSize, leaveOpen: true);
        using var writer = new StreamWriter(brotli, new UTF8Encoding(false)) { NewLine = "\n" };
        foreach (var entry in entries)
        {
            writer.WriteLine(string.Join(
                '\t',
                entry.Id,
                ((int)entry.Type).ToString(CultureInfo.InvariantCulture),
                entry.Kind,
                Clean(entry.Name),
                string.Join('|', entry.Aliases.Select(WriteAlias)),
                entry.Country,
                entry.Popularity.ToString(CultureInfo.InvariantCulture),
                Clean(entry.Description)));
        }
    }

    /// <summary>Reads an alias with its mark.</summary>
    public static KnowledgeAlias ParseAlias(ReadOnlySpan<char> text) => text switch
    {
        [PartialMark, ..] => new KnowledgeAlias(text[1..].ToString(), AliasStrength.Partial),
        [DemonymMark, ..] => new KnowledgeAlias(text[1..].ToString(), AliasStrength.Demonym),
        _ => new KnowledgeAlias(text.ToString(), AliasStrength.Full),
    };

    private static KnowledgeAlias[] ReadAliases(ReadOnlySpan<char> field)
    {
        if (field.IsEmpty)
        {
            return [];
        }

        var aliases = new List<KnowledgeAlias>();
        foreach (var part in field.Split('|'))
        {
            aliases.Add(ParseAlias(field[part]));
        }

        return [.. aliases];
    }

    private static string WriteAlias(KnowledgeAlias alias) => alias.Strength switch
    {
        AliasStrength.Partial => PartialMark + Clean(alias.Text),
        AliasStrength.Demonym => DemonymMark + Clean(alias.Text),
        _ => Clean(alias.Text).TrimStart(PartialMark, DemonymMark),
    };

    private static string Clean(string text) => text.Replace('\t', ' ').Replace('|', ' ').Replace('\n', ' ').Replace('\r', ' ').Trim();
}
