using System.Text;
using OnRecord.Language.Models;

namespace OnRecord.Language.Names;

/// <summary>
/// Groups of words that are used alike: k-means over word vectors, at several granularities, each level merging groups of the
/// one before (as Brown cluster prefixes do in Ratinov and Roth 2009).
/// </summary>
internal sealed class WordClusters
{
    /// <summary>Number of granularities; level 0 is the finest.</summary>
    public const int Levels = 4;

    private const uint Magic = 0x31434C57;   // "WLC1"

    private readonly HashedTable _words;
    private readonly ushort[][] _levels;

    private WordClusters(HashedTable words, ushort[][] levels) => (_words, _levels) = (words, levels);

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="InvalidDataException">The stream holds something else.</exception>
    public static WordClusters Read(Stream stream)
    {
        using var reader = new BinaryReader(stream, Encoding.UTF8, leaveOpen: true);
        if (reader.ReadUInt32() != Magic)
        {
            throw new InvalidDataException("Not a file of word clusters.");
        }

        var words = Encoding.UTF8.GetString(reader.ReadBytes(reader.ReadInt32()));
        var count = reader.ReadInt32();
        var levels = new ushort[Levels][];
        for (var level = 0; level < Levels; level++)
        {
            levels[level] = new ushort[reader.ReadInt32()];
            for (var i = 0; i < levels[level].Length; i++)
            {
                levels[level][i] = reader.ReadUInt16();
            }
        }

        var table = new HashedTable(count);
        var row = 0;
        foreach (var word in words.AsSpan().Split('\n'))
        {
            table.Set(WordForm.Hash(words.AsSpan(word)), row++);
        }

        return row == count && levels[0].Length == count
            ? new WordClusters(table, levels)
            : throw new InvalidDataException("The word clusters are cut short.");
    }

    /// <summary>Writes clusters.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="words">Lower-cased words, without line breaks.</param>
    /// <param name="levels">For each word its finest cluster, then for each cluster of a level its cluster on the next.</param>
    public static void Write(Stream stream, IReadOnlyList<string> words, ushort[][] levels)
    {
        using var writer = new BinaryWriter(stream, Encoding.UTF8, leaveOpen: true);
        writer.Write(Magic);
        var text = Encoding.UTF8.GetBytes(string.Join('\n', words));
        writer.Write(text.Length);
        writer.Write(text);
        writer.Write(words.Count);
        foreach (var level in levels)
        {
            writer.Write(level.Length);
            foreach (var cluster in level)
            {
                writer.Write(cluster);
            }
        }
    }

    /// <summary>The row of a lower-cased word, the most frequent having the lowest; -1 when unknown.</summary>
    public int Find(ReadOnlySpan<char> word) => _words.Find(WordForm.Hash(word), -1);

    /// <summary>The clusters of a row, the finest first, each from 1.</summary>
    public void Write(int row, Span<ushort> clusters)
    {
        for (var level = 0; level < Levels; level++)
        {
            row = _levels[level][row];
            clusters[level] = (ushort)(row + 1);
        }
    }
}
