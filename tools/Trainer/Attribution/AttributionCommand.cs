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

    // How the chain alone tags the cues beside which the span labeller learns.
    private const float ChainThreshold = 0.3f;

    // The network: width of its input, units in each direction, layers, passes, and its weight in the mean with the chain.
    private const int Input = 64;
    private const int Hidden = 48;
    private const int Layers = 2;
    private const int NetworkEpochs = 6;
    private const float NetworkShare = 0.6f;
    private const int Seed = 20161108;

    /// <summary>Describes the command line.</summary>
    public static Command Create()
    {
        var output = new Option<FileInfo>("--out")
        {
            Description = "Model file to write.",
            DefaultValueFactory = _ => new FileInfo(Path.Combine("languages", "en", "models", AttributionModel.FileName)),
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
        var first = TagByFolds(articles, found, Say);
        var threshold = ChooseThreshold(articles, first, Say);

        var cues = TrainCues(articles, Say);
        var network = TrainNetwork(articles, Say);
        var spans = NewSpanTrainer();
        spans.Train(
            [.. articles.SelectMany((article, i) => AttributionInstances.Spans(article, found[i]))],
            SpanEpochs,
            (epoch, loss) => Say($"spans: pass {epoch + 1}, loss {loss:0.0000}"));

        var model = new AttributionModel("polnear-4", cues, network, NetworkShare, threshold, spans.ToChain(0.03f));
        model.ToFile().Save(output.FullName);
        output.Refresh();

        Say($"wrote {output.FullName}, {output.Length:N0} bytes");
        return 0;
    }

    /// <summary>
    /// Tags each fold by a chain that has not seen it: the span labeller then learns beside the mistakes that the tagger will make.
    /// Returns the chain that has not seen the first fold.
    /// </summary>
    private static LinearChain TagByFolds(List<TrainingArticle> articles, IReadOnlyList<Cue>[] found, Action<string> say)
    {
        var scratch = new ChainScratch();
        LinearChain? first = null;
        for (var fold = 0; fold < Folds; fold++)
        {
            var chain = TrainCues([.. articles.Where((_, i) => i % Folds != fold)], _ => { });
            first ??= chain;
            for (var i = fold; i < articles.Count; i += Folds)
            {
                var view = articles[i].View;
                var marginals = CueTagger.Marginals(chain, view, new CueFeatures(view), scratch);
                found[i] = CueTagger.Decode(view.Document.Sentences, marginals, ChainThreshold);
            }

            say($"fold {fold + 1} of {Folds} tagged");
        }

        return first!;
    }

    /// <summary>
    /// The threshold with which chain and network together do best on the first fold, which neither has seen: by the mean of the F1 of
    /// whole cues and that of their tokens.
    /// </summary>
    private static float ChooseThreshold(List<TrainingArticle> articles, LinearChain chain, Action<string> say)
    {
        var network = TrainNetwork([.. articles.Where((_, i) => i % Folds != 0)], _ => { });
        var held = articles.Where((_, i) => i % Folds == 0).ToList();
        var scratch = new ChainScratch();
        var marginals = held.ConvertAll(article =>
            CueTagger.Marginals(new AttributionModel("held", chain, network, NetworkShare, 0, chain), article.View, scratch).ToArray());
        var best = (Score: 0.0, Threshold: 0f);
        for (var step = 10; step <= 30; step++)
        {
            var (cues, tokens) = CueScore.Of(held, i => CueTagger.Decode(held[i].View.Document.Sentences, marginals[i], step * 0.02f));
            say($"cues: threshold {step * 0.02f:0.00}: held out F1 {cues:0.0000} of cues, {tokens:0.0000} of tokens");
            best = (cues + tokens) / 2 > best.Score ? ((cues + tokens) / 2, step * 0.02f) : best;
        }

        return best.Threshold;
    }

    private static CueNetwork TrainNetwork(List<TrainingArticle> articles, Action<string> say)
    {
        var trainer = new CueNetworkTrainer(Input, Hidden, Layers, Seed);
        trainer.Train(
            [.. articles.SelectMany(CueNetworkTrainer.Sentences)], NetworkEpochs, (epoch, loss) => say($"network: pass {epoch + 1}, loss {loss:0.0000}"));
        return trainer.ToNetwork();
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
