using System.IO.Compression;
using OnRecord.Language;

namespace OnRecord.Data;

/// <summary>A name in a sentence: the words [First, End).</summary>
public readonly record struct GoldName(int First, int End, NameType Type);

/// <summary>What is known of a word where names themselves are not marked.</summary>
public enum NameHint : byte
{
    Unknown,
    Outside,
    Inside,
}

/// <summary>A sentence of a file of named entities.</summary>
/// <param name="Words">Its words.</param>
/// <param name="Names">Its names, in order.</param>
/// <param name="Hints">Where names are not marked: which words belong to some name; otherwise null.</param>
/// <param name="Roles">Where they are known: part of speech and relation of each word; otherwise null.</param>
public sealed record NerSentence(string[] Words, GoldName[] Names, NameHint[]? Hints = null, WordRole[]? Roles = null);

/// <summary>What a word is in its sentence.</summary>
/// <param name="Tag">Its part of speech.</param>
/// <param name="Relation">Its relation to its head.</param>
public readonly record struct WordRole(string Tag, string Relation);

/// <summary>
/// Files of named entities: a word a line, fields separated by TAB, the first the word, the last a BIO2 tag; an empty line after each
/// sentence; "-DOCSTART-" opens a document where documents are marked. A name ending in .gz is read as gzip.
/// </summary>
public static class NerFile
{
    private const string DocumentMark = "-DOCSTART-";

    /// <summary>The labels of the types in the data files.</summary>
    public static IReadOnlyDictionary<NameType, string> Labels { get; } = new Dictionary<NameType, string>
    {
        [NameType.Person] = "PER",
        [NameType.Organization] = "ORG",
        [NameType.Place] = "LOC",
        [NameType.Other] = "MISC",
    };

    /// <summary>Reads documents; in a file without marks every sentence is one.</summary>
    /// <exception cref="InvalidDataException">A line is not of the format; the message names it.</exception>
    public static List<List<NerSentence>> Read(string path)
    {
        var documents = new List<List<NerSentence>>();
        var marked = false;
        var lines = new List<(string Word, string Tag)>();
        var number = 0;

        void EndSentence()
        {
            if (lines.Count == 0)
            {
                return;
            }

            if (!marked || documents.Count == 0)
            {
                documents.Add([]);
            }

            documents[^1].Add(new NerSentence(lines.Select(line => line.Word).ToArray(), NamesOf(lines)));
            lines.Clear();
        }

        using var reader = new StreamReader(Open(path));
        while (reader.ReadLine() is { } line)
        {
            number++;
            if (line.Length == 0)
            {
                EndSentence();
                continue;
            }

            var first = line.IndexOf('\t', StringComparison.Ordinal);
            if (first <= 0)
            {
                throw new InvalidDataException($"{path}:{number}: expected 'word TAB … TAB tag'.");
            }

            if (line.AsSpan(0, first).SequenceEqual(DocumentMark))
            {
                EndSentence();
                marked = true;
                documents.Add([]);
                continue;
            }

            var tag = line[(line.LastIndexOf('\t') + 1)..];
            lines.Add(IsTag(tag) ? (line[..first], tag) : throw new InvalidDataException($"{path}:{number}: '{tag}' is not a BIO2 tag."));
        }

        EndSentence();
        return documents;
    }

    private static Stream Open(string path)
    {
        var file = File.OpenRead(path);
        return path.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file;
    }

    private static bool IsTag(string tag) => tag == "O" || (tag.Length > 2 && tag[0] is 'B' or 'I' && TypeOf(tag) != NameType.Unspecified);

    private static NameType TypeOf(string tag) => Labels.FirstOrDefault(label => tag.AsSpan(2).SequenceEqual(label.Value)).Key;

    private static GoldName[] NamesOf(List<(string Word, string Tag)> lines)
    {
        var names = new List<GoldName>();
        for (var i = 0; i < lines.Count; i++)
        {
            if (lines[i].Tag == "O")
            {
                continue;
            }

            var type = TypeOf(lines[i].Tag);
            var end = i + 1;
            while (end < lines.Count && lines[end].Tag[0] == 'I' && TypeOf(lines[end].Tag) == type)
            {
                end++;
            }

            names.Add(new GoldName(i, end, type));
            i = end - 1;
        }

        return names.ToArray();
    }
}
