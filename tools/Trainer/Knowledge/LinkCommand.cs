using System.CommandLine;
using OnRecord.Data;
using OnRecord.Entities;
using OnRecord.Language;

namespace OnRecord.Trainer.Knowledge;

/// <summary>
/// Learns the weights of links from texts with linked mentions, and prints what they give in cross-validation by text: the figures of texts that the
/// weights did not see.
/// </summary>
internal static class LinkCommand
{
    private const int Folds = 5;

    private static readonly string[] Sets = ["aida", "newsfair", "wikifair", "n3"];
    private static readonly float[] Thresholds = [0.3f, 0.4f, 0.45f, 0.5f, 0.55f, 0.6f, 0.7f];

    private static readonly Option<string> Target = new("--to")
    {
        Description = "File to write.",
        DefaultValueFactory = _ => Path.Combine("languages", "en", "lexicons", "links.tsv"),
    };

    private static readonly Option<float> Threshold = new("--threshold")
    {
        Description = "Least probability of a link.",
        DefaultValueFactory = _ => 0.42f,
    };

    /// <summary>The command "link".</summary>
    public static Command Create()
    {
        var command = new Command("link", "Learn what speaks for and against the link of a name.") { TrainerOptions.Data, Target, Threshold };
        command.SetAction(result => Run(result.GetRequiredValue(TrainerOptions.Data), result.GetRequiredValue(Target), result.GetRequiredValue(Threshold)));
        return command;
    }

    private static void Run(string data, string target, float threshold)
    {
        var knowledge = ShippedKnowledge.Load();

        // Links nothing, so that what is learned does not hang on what was learned before.
        var linker = new EntityLinker(knowledge) { Weights = new LinkWeights(new float[Enum.GetValues<LinkFeature>().Length], threshold: 1) };
        var recognizer = new EntityRecognizer(LanguageEngine.Default, knowledge, linker);
        var chains = new List<LinkExample>();
        var gold = new int[Sets.Length];
        for (var set = 0; set < Sets.Length; set++)
        {
            foreach (var (number, text) in LinkingFile.Read(Path.Combine(data, $"linking-{Sets[set]}", "dev.jsonl")).Index())
            {
                gold[set] += text.Mentions.Count(mention => mention is { Wikidata: not null, IsOptional: false, IsReference: false });
                var document = recognizer.Analyze(text.Text, 0, CancellationToken.None);
                chains.AddRange(LinkExample.Of(text, document, linker.Candidates(document), set, number % Folds, isComplete: Sets[set] != "n3"));

                // A span that a caller gives has no type where the name finder sees no name.
                var (given, _) = GoldSpans.Apply(document, [.. text.Mentions.Where(mention => !mention.IsReference)]);
                chains.AddRange(LinkExample.Of(text, given, linker.Candidates(given), set, number % Folds, isComplete: true)
                    .Where(example => example.IsUntyped).Select(example => example with { Set = -1 }));
            }
        }

        var scores = new Dictionary<LinkExample, float[]>();
        for (var fold = 0; fold < Folds; fold++)
        {
            var weights = LinkLearner.Fit([.. chains.Where(chain => chain.Fold != fold)]);
            foreach (var chain in chains.Where(chain => chain.Fold == fold))
            {
                scores[chain] = LinkLearner.Probabilities(chain, weights);
            }
        }

        foreach (var least in Thresholds)
        {
            for (var set = 0; set < Sets.Length; set++)
            {
                Print(Sets[set], least, [.. chains.Where(chain => chain.Set == set)], scores, gold[set]);
            }
        }

        using var file = new StreamWriter(target) { NewLine = "\n" };
        new LinkWeights(LinkLearner.Fit(chains), threshold).Write(file);
    }

    private static void Print(string set, float threshold, LinkExample[] chains, Dictionary<LinkExample, float[]> scores, int gold)
    {
        var (links, right) = (0, 0);
        foreach (var chain in chains.Where(chain => chain.Features.Length > 0))
        {
            var best = Array.IndexOf(scores[chain], scores[chain].Max());
            if (scores[chain][best] >= threshold)
            {
                links += chain.Mentions;
                right += best == chain.Right ? chain.RightMentions : 0;
            }
        }

        Console.WriteLine(FormattableString.Invariant(
            $"link.{set}.{threshold:F2} precision {(double)right / Math.Max(1, links):F3} recall {(double)right / gold:F3} (cross-validated)"));
    }
}
