using System.Globalization;
using System.IO.Compression;
using OnRecord.TestKit;

namespace OnRecord.Quality.Tests;

/// <summary>
/// No change may cost more quality than it says: the figures of tools/Eval on development data, each with its floor here, a little below it. Whoever raises a
/// figure raises its floor; whoever lowers one says why.
/// </summary>
public sealed class FloorTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableTheory]
    [InlineData("positions", "positions/dev-01.json positions/dev-02.json positions/dev-03.json positions/dev-04.json", "positions.f1 positions.lenient.f1", "0.55 0.65")]
    [InlineData(
        "boards", "boards/dev", "positions.f1 positions.lenient.f1 claims.bcubed.f1 stands.f1 contests.f1 ranking.ndcg8", "0.47 0.61 0.70 0.32 0.28 0.66")]
    [InlineData("ner", "ner-conll2003/dev.tsv", "ner.f1", "0.938")]
    [InlineData("extraction", "extraction", "extraction.f1 extraction.date.agrees_with_url", "0.981 0.98")]
    [InlineData("language", "language-id/dev.tsv.gz", "language.whole.macro language.first5.macro", "0.990 0.972")]
    [InlineData("parse", "ud-english/dev.conllu.gz", "parse.upos parse.xpos parse.uas parse.las", "0.963 0.959 0.876 0.847")]
    [InlineData("coreference", "linking-gum/dev.jsonl.gz", "coreference.pronoun.f1 coreference.nominal.precision coreference.name_pairs.f1", "0.686 0.78 0.768")]
    // The first lines of some files.
    [InlineData("segment", "ud-english/dev.conllu.gz", "segment.EWT.words.f1 segment.EWT.sentences.f1 segment.GUM.words.f1 segment.GUM.sentences.f1", "0.985 0.815 0.994 0.93")]
    [InlineData("attribution", "attribution-polnear/dev.jsonl:20", "attribution.exact.source.f1 attribution.exact.cue.f1 attribution.exact.content.f1", "0.785 0.725 0.575")]
    [InlineData("portrayal", "sentiment-newsmtsc/dev_mt.jsonl", "portrayal.macro_f1 portrayal.accuracy", "0.67 0.70")]
    [InlineData("claims", "stance-fnc1/dev.jsonl.gz:1500 --bodies stance-fnc1/bodies.jsonl.gz", "claims.weighted claims.macro_f1", "0.845 0.65")]
    [InlineData("entities", "positions/dev-01.json positions/dev-02.json positions/dev-03.json", "entities.f1", "0.82")]
    [InlineData("linking", "linking-newsfair/dev.jsonl:30", "linking.precision linking.recall", "0.82 0.28")]
    [InlineData("stories", "stories-5w1h/dev.jsonl", "stories|stories-5w1h|bcubed|f1", "0.93")]
    [InlineData("retrieval", "stories-5w1h/dev.jsonl", "retrieval|stories-5w1h|sqlite|mrr@10 retrieval|stories-5w1h|sqlite|recall@10", "0.95 0.91")]
    [InlineData("duplicates", "news-articles/articles.jsonl.gz:300", "duplicates.recall duplicates.precision", "0.99 0.99")]
    public async Task No_figure_falls_below_its_floor(string command, string data, string names, string floors) =>
        await Figures.NotBelowAsync(
            command, [.. data.Split(' ').Select(Argument)], names.Split(' ').Select(name => name.Replace('|', ' ')).Zip(floors.Split(' ').Select(floor => double.Parse(floor, CultureInfo.InvariantCulture))));

    /// <summary>A file or folder of the shared data, or an option; "file:20" is its first twenty lines.</summary>
    private string Argument(string word)
    {
        if (word.StartsWith("--", StringComparison.Ordinal))
        {
            return word;
        }

        if (word.Split(':') is not [var name, var lines])
        {
            return SharedData.Require(word);
        }

        var part = Path.Combine(_folder.Path, Path.GetFileName(name).Replace(".gz", "", StringComparison.Ordinal));
        using var file = File.OpenRead(SharedData.Require(name));
        using var reader = new StreamReader(name.EndsWith(".gz", StringComparison.Ordinal) ? new GZipStream(file, CompressionMode.Decompress) : file);
        File.WriteAllLines(part, Enumerable.Range(0, int.Parse(lines, CultureInfo.InvariantCulture)).Select(_ => reader.ReadLine()).OfType<string>());
        return part;
    }
}
