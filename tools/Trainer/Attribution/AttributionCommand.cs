using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using OnRecord.Data;
using OnRecord.Stances;

namespace OnRecord.Trainer.Attribution;

/// <summary><c>attribution</c>: trains the attribution model of the stance service on PolNeAR.</summary>
internal static class AttributionCommand
{
    private const int CueRowBits = 19;
    private const int SpanRowBits = 19;
    private const int Folds = 4;

    // More passes learn the annotators' slips by heart: on other articles the F1 of cues falls from the third on.
    private const int CueEpochs = 2;
    private const int SpanEpochs = 3;
    private const float Rate = 0.05f;
    private const float Decay = 0.01f;

    /// <summary>Describes the command line.</summary>
    public static Command Create()
    {
        var output = new Option<FileInfo>("--out")
        {
            Description = "Model file to write.",
            DefaultValueFactory = _ => new FileInfo(Path.Combine("services", "Stance", "Models", "attribution.bin.br")),
        };
        var command = new Command("attribution", "Train the attribution model on PolNeAR.") { TrainerOptions.Data, output };
        command.SetAction(result => Run(
            Path.Combine(result.GetRequiredValue(TrainerOptions.Data), "attribution-polnear"),
            result.GetRequiredValue(output)));
        return command;
    }

    private static int Run(string data, FileInfo output)
    {
        var clock = Stopwatch.StartNew();
        void Say(string line) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"[{clock.Elapsed.TotalSeconds,6:0}s] {line}"));

        var articles = PolnearCorpus.Read(Path.Combine(data, "train.jsonl.gz")).Select(TrainingArticle.From).ToList();
        Say($"{articles.Count} articles, {articles.Sum(a => a.Attributions.Count)} attributions analysed");

        var found = new IReadOnlyList<Cue>[articles.Count];
        var threshold = TagByFolds(articles, found, Say);

        var cues = TrainCues(articles, Say);
        var spans = NewSpanTrainer();
        spans.Train(
            [.. articles.SelectMany((article, i) => AttributionInstances.Spans(article, found[i]))],
            SpanEpochs,
            (epoch, loss) => Say($"spans: pass {epoch + 1}, loss {loss:0.0000}"));

        var model = new AttributionModel("polnear-3", cues, spans.ToChain(0.03f), threshold);
        using (var stream = output.Create())
        {
            model.Write(stream);
        }

        Say($"wrote {output.FullName}, {output.Length:N0} bytes");
        return 0;
    }

    /// <summary>
    /// Tags each fold by a model that has not seen it: the span labeller then learns beside the mistakes that the tagger will make.
    /// Returns the threshold with the best F1 of cue beginnings over all folds.
    /// </summary>
    private static float TagByFolds(List<TrainingArticle> articles, IReadOnlyList<Cue>[] found, Action<string> say)
    {
        var tally = new Dictionary<int, (int Right, int Predicted)>();
        for (var fold = 0; fold < Folds; fold++)
        {
            var chain = TrainCues([.. articles.Where((_, i) => i % Folds != fold)], _ => { });
            for (var i = fold; i < articles.Count; i += Folds)
            {
                var article = articles[i];
                var gold = article.Attributions.Select(a => a.Cue[0].First).ToHashSet();
                var candidates = CueTagger.Find(new AttributionModel("fold", chain, chain, 0.2f), article.View, new ChainScratch());
                found[i] = candidates;
                for (var step = 4; step <= 14; step++)
                {
                    var kept = candidates.Where(c => c.Confidence >= step * 0.05f).ToList();
                    var (right, predicted) = tally.GetValueOrDefault(step);
                    tally[step] = (right + kept.Count(c => gold.Contains(c.First)), predicted + kept.Count);
                }
            }

            say($"fold {fold + 1} of {Folds} tagged");
        }

        var total = articles.Sum(a => a.Attributions.Count);
        var best = tally.MaxBy(t => 2.0 * t.Value.Right / (t.Value.Predicted + total));
        var threshold = best.Key * 0.05f;
        say($"cue beginnings: threshold {threshold:0.00}, F1 {2.0 * best.Value.Right / (best.Value.Predicted + total):0.0000}");
        for (var i = 0; i < found.Length; i++)
        {
            found[i] = [.. found[i].Where(c => c.Confidence >= threshold)];
        }

        return threshold;
    }

    private static LinearChain TrainCues(List<TrainingArticle> articles, Action<string> say)
    {
        var trainer = new CrfTrainer(
            3, CueRowBits, (from, to) => to != (int)CueLabel.Inside || from is (int)CueLabel.Begin or (int)CueLabel.Inside, Rate, Decay);
        trainer.Train(
            [.. articles.SelectMany(AttributionInstances.Cues)], CueEpochs, (epoch, loss) => say($"cues: pass {epoch + 1}, loss {loss:0.0000}"));
        return trainer.ToChain(0.03f);
    }

    private static CrfTrainer NewSpanTrainer() => new(
        5,
        SpanRowBits,
        (from, to) => to switch
        {
            (int)SpanLabel.SourceInside => from is (int)SpanLabel.SourceBegin or (int)SpanLabel.SourceInside,
            (int)SpanLabel.ContentInside => from is (int)SpanLabel.ContentBegin or (int)SpanLabel.ContentInside,
            _ => true,
        },
        Rate,
        Decay);
}
