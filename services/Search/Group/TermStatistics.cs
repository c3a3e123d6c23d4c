using System.Runtime.InteropServices;
using System.Text;
using OnRecord.Language;
using OnRecord.Language.Models;

namespace OnRecord.Search;

/// <summary>
/// In how many articles a term stands: a background counted once over a large collection, blended with what this installation has
/// seen. The background gives a fresh installation a sense of which words are rare; the live part learns new ones.
/// </summary>
public sealed class TermStatistics
{
    /// <summary>The model of the language that holds the background; a language may go without.</summary>
    public const string FileName = "frequencies.model";

    private static readonly Lazy<(Dictionary<uint, int> Counts, int Articles)> Background = new(LoadBackground);

    private readonly Dictionary<uint, int> _live = [];

    /// <summary>Articles seen by this installation.</summary>
    public int LiveArticles { get; private set; }

    /// <summary>Counts the terms of an article; <paramref name="sign"/> -1 takes them back.</summary>
    public void Count(IEnumerable<uint> terms, int sign)
    {
        LiveArticles += sign;
        foreach (var term in terms)
        {
            Set(term, _live.GetValueOrDefault(term) + sign);
        }
    }

    /// <summary>Restores a stored count.</summary>
    public void Set(uint term, int articles)
    {
        if (articles > 0)
        {
            _live[term] = articles;
        }
        else
        {
            _live.Remove(term);
        }
    }

    /// <summary>Restores the stored number of articles.</summary>
    public void SetArticles(int articles) => LiveArticles = articles;

    /// <summary>Inverse document frequency over background and live articles, natural logarithm.</summary>
    public float Idf(uint term)
    {
        var (background, backgroundArticles) = Background.Value;
        var articles = background.GetValueOrDefault(term) + _live.GetValueOrDefault(term);
        return (float)Math.Log((backgroundArticles + LiveArticles + 1.0) / (articles + 0.5));
    }

    /// <summary>Writes the background: article count, then terms by ascending hash, both as gaps in 7-bit groups.</summary>
    public static void WriteBackground(Stream target, int articles, IEnumerable<KeyValuePair<uint, int>> counts)
    {
        using var writer = new BinaryWriter(target, Encoding.UTF8, leaveOpen: true);
        var sorted = counts.OrderBy(static term => term.Key).ToList();
        writer.Write7BitEncodedInt(articles);
        writer.Write7BitEncodedInt(sorted.Count);
        var previous = 0u;
        foreach (var (term, count) in sorted)
        {
            writer.Write7BitEncodedInt64(term - previous);
            writer.Write7BitEncodedInt(count);
            previous = term;
        }
    }

    private static (Dictionary<uint, int> Counts, int Articles) LoadBackground()
    {
        if (!LanguagePack.Default.Models.Any(static model => $"{model.Name}.model" == FileName))
        {
            return ([], 0);
        }

        using var reader = new BinaryReader(ModelFile.OpenEmbedded(FileName).Stream());
        var articles = reader.Read7BitEncodedInt();
        var size = reader.Read7BitEncodedInt();
        var counts = new Dictionary<uint, int>(size);
        var term = 0u;
        for (var index = 0; index < size; index++)
        {
            term += (uint)reader.Read7BitEncodedInt64();
            CollectionsMarshal.GetValueRefOrAddDefault(counts, term, out _) = reader.Read7BitEncodedInt();
        }

        return (counts, articles);
    }
}
