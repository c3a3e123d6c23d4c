using System.Globalization;
using OnRecord.TestKit;

namespace OnRecord.Quality.Tests;

/// <summary>
/// No change may cost more quality than it says: the figures of tools/Eval on development data, each with its floor here, a little below it. Whoever raises a
/// figure raises its floor; whoever lowers one says why.
/// </summary>
public sealed class FloorTests
{
    [SkippableTheory]
    [InlineData("positions", "positions/dev-01.json positions/dev-02.json positions/dev-03.json positions/dev-04.json", "positions.f1 positions.lenient.f1", "0.55 0.65")]
    [InlineData(
        "boards", "boards/dev", "positions.f1 positions.lenient.f1 claims.bcubed.f1 stands.f1 contests.f1 ranking.ndcg8", "0.47 0.61 0.70 0.32 0.28 0.66")]
    [InlineData("ner", "ner-conll2003/dev.tsv", "ner.f1", "0.938")]
    [InlineData("extraction", "extraction", "extraction.f1 extraction.date.agrees_with_url", "0.981 0.98")]
    [InlineData("language", "language-id/dev.tsv.gz", "language.whole.macro language.first5.macro", "0.990 0.972")]
    [InlineData("parse", "ud-english/dev.conllu.gz", "parse.upos parse.xpos parse.uas parse.las", "0.963 0.959 0.876 0.847")]
    [InlineData("coreference", "linking-gum/dev.jsonl.gz", "coreference.pronoun.f1 coreference.nominal.precision coreference.name_pairs.f1", "0.686 0.78 0.768")]
    public async Task No_figure_falls_below_its_floor(string command, string data, string names, string floors) =>
        await Figures.NotBelowAsync(
            command, [.. data.Split(' ').Select(SharedData.Require)], names.Split(' ').Zip(floors.Split(' ').Select(floor => double.Parse(floor, CultureInfo.InvariantCulture))));
}
