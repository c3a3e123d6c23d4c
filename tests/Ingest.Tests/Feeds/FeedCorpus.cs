using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace OnRecord.Ingest.Tests;

/// <summary>The feeds of Corpus/ (see the README there), each with what a reader must make of it.</summary>
internal static partial class FeedCorpus
{
    static FeedCorpus() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    /// <summary>All feeds, by family and name.</summary>
    public static IReadOnlyList<CorpusFeed> All { get; } =
    [
        .. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Feeds", "Corpus"), "*.txt").Order(StringComparer.Ordinal)
            .SelectMany(path => File.ReadAllText(path).ReplaceLineEndings("\n").Split("=== ")[1..].Select(section => Read(Path.GetFileNameWithoutExtension(path), section))),
    ];

    private static CorpusFeed Read(string family, string section)
    {
        var parts = section.Split("\n---\n", 2);
        var lines = parts[0].Split('\n');
        var keys = lines[1..].Select(line => line.Split(": ", 2)).Select(pair => (Key: pair[0].TrimEnd(':'), Value: pair.Length > 1 ? pair[1] : "")).ToList();
        var items = new List<CorpusItem>();
        foreach (var (key, value) in keys)
        {
            if (key == "item")
            {
                var fields = value.Split(" | ");
                items.Add(new CorpusItem(fields[0], fields[1], fields[2], fields[3], fields[4], Authors: null));
            }
            else if (key == "authors")
            {
                items[^1] = items[^1] with { Authors = value.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) };
            }
        }

        var named = keys.Where(key => key.Key is not ("item" or "authors")).ToDictionary(key => key.Key, key => key.Value);
        return new CorpusFeed($"{family}: {lines[0]}", named, items, parts[1].EndsWith('\n') ? parts[1][..^1] : parts[1]);
    }

    /// <summary>The bytes of a document: \e is U+001B, \xNN the byte NN.</summary>
    internal static byte[] Encode(string document, string? encoding)
    {
        var charset = encoding is null ? new UTF8Encoding(false) : Encoding.GetEncoding(encoding);
        var bytes = new List<byte>(charset.GetPreamble());
        foreach (var piece in RawByte().Split(document.Replace("\\e", "\u001B", StringComparison.Ordinal)))
        {
            bytes.AddRange(piece.StartsWith("\\x", StringComparison.Ordinal) ? [byte.Parse(piece[2..], NumberStyles.HexNumber, CultureInfo.InvariantCulture)] : charset.GetBytes(piece));
        }

        return [.. bytes];
    }

    [GeneratedRegex(@"(\\x[0-9A-F]{2})", RegexOptions.CultureInvariant)]
    private static partial Regex RawByte();
}

/// <summary>A feed and what it says.</summary>
internal sealed record CorpusFeed(string Name, IReadOnlyDictionary<string, string> Keys, IReadOnlyList<CorpusItem> Items, string Document)
{
    public bool IsRepaired => Keys.ContainsKey("repaired");

    public bool ListsPages => Keys.ContainsKey("lists-pages");

    public string? Refusal => Keys.GetValueOrDefault("refused");

    public string? Charset => Keys.GetValueOrDefault("charset");

    public byte[] Bytes => BytesOf(Document);

    public byte[] BytesOf(string document) => FeedCorpus.Encode(document, Keys.GetValueOrDefault("bytes"));
}

/// <summary>An entry; "*" is not looked at, "-" is nothing.</summary>
internal sealed record CorpusItem(string Key, string Link, string Title, string Time, string Text, IReadOnlyList<string>? Authors);
