using System.CommandLine;
using OnRecord.Data;
using OnRecord.Entities;
using OnRecord.Language;

namespace OnRecord.Trainer.Knowledge;

/// <summary>
/// Learns which candidate of a name is meant from texts with linked mentions, and prints what that gives in cross-validation by text: the figures of texts that the
/// model did not see.
/// </summary>
internal static class LinkCommand
{
    private static readonly Option<int> Folds = new("--folds") { Description = "Parts of the cross-validation; 0 for none.", DefaultValueFactory = _ => 5 };

    private const string Short = "short";

    private static readonly string[] Sets = ["aida", "newsfair", "wikifair", "n3", Short];
    private static readonly float[] Thresholds = [0.3f, 0.4f, 0.42f, 0.45f, 0.5f, 0.6f];

    private static readonly Option<string> Target = new("--to")
    {
        Description = "File to write.",
        DefaultValueFactory = _ => Path.Combine("languages", "en", "models", "links.model"),
    };

    private static readonly Option<float> Threshold = new("--threshold")
    {
        Description = "Least probability of a link.",
        DefaultValueFactory = _ => 0.42f,
    };

    /// <summary>The command "link".</summary>
    public static Command Create()
    {
        var command = new Command("link", "Learn which candidate of a name is meant.") { TrainerOptions.Data, Target, Threshold, Folds };
        command.SetAction(result => Run(
            result.GetRequiredValue(TrainerOptions.Data), result.GetRequiredValue(Target), result.GetRequiredValue(Threshold), result.GetRequiredValue(Folds)));
        return command;
    }

    private static void Run(string data, string target, float threshold, int folds)
    {
        var (chains, gold) = Read(data);
        if (folds > 0)
        {
            Print(chains, gold, folds);
        }

        new LinkModel(LinkLearner.Fit(chains), threshold).Save(target);
    }

    private static (List<LinkExample> Chains, int[] Gold) Read(string data)
    {
        var knowledge = ShippedKnowledge.Load();
        var linker = new EntityLinker(knowledge) { Model = LinkModel.None };
        var recognizer = new EntityRecognizer(LanguageEngine.Default, knowledge, linker);
        var chains = new List<LinkExample>();
        var gold = new int[Sets.Length];
        var titles = new WikipediaTitles(knowledge);
        for (var set = 0; set < Sets.Length; set++)
        {
            foreach (var (number, text) in TextsOf(Sets[set], data, titles).Index())
            {
                gold[set] += text.Mentions.Count(mention => mention is { Wikidata: not null, IsOptional: false, IsReference: false });
                var document = recognizer.Analyze(text.Text, 0, CancellationToken.None);
                chains.AddRange(LinkExample.Of(text, document, linker.Candidates(document), set, number, isComplete: Sets[set] != "n3"));

                // A span that a caller gives has no type where the name finder sees no name.
                var (given, _) = GoldSpans.Apply(document, [.. text.Mentions.Where(mention => !mention.IsReference)]);
                chains.AddRange(LinkExample.Of(text, given, linker.Candidates(given), -1, number, isComplete: true).Where(example => example.IsUntyped));
            }
        }

        return (chains, gold);
    }

    private static IEnumerable<LinkedText> TextsOf(string set, string data, WikipediaTitles titles) => set == Short
        ? MarkedTexts.Read(Path.Combine("tools", "Trainer", "Knowledge", "short-texts.txt"), titles)
        : LinkingFile.Read(Path.Combine(data, $"linking-{set}", "dev.jsonl"), titles);

    private static void Print(List<LinkExample> chains, int[] gold, int folds)
    {
        // Each fold is answered by a model that has not seen it.
        LinkModel[] models = [.. Enumerable.Range(0, folds).Select(fold => new LinkModel(LinkLearner.Fit(chains.FindAll(chain => chain.Text % folds != fold)), 0))];
        var answers = chains.FindAll(chain => chain.Set >= 0).ConvertAll(chain => (Chain: chain, Probabilities: models[chain.Text % folds].Probabilities(chain.Candidates)));
        foreach (var least in Thresholds)
        {
            foreach (var set in answers.GroupBy(answer => answer.Chain.Set))
            {
                var made = set.Where(answer => answer.Probabilities.Max() >= least).ToList();
                var right = made.Where(answer => Array.IndexOf(answer.Probabilities, answer.Probabilities.Max()) == answer.Chain.Right).Sum(answer => answer.Chain.RightMentions);
                Console.WriteLine(FormattableString.Invariant(
                    $"link.{Sets[set.Key]}.{least:F2} precision {(double)right / Math.Max(1, made.Sum(answer => answer.Chain.Mentions)):F3} recall {(double)right / gold[set.Key]:F3} (cross-validated)"));
            }
        }
    }
}
