using System.CommandLine;
using OnRecord.Data;
using OnRecord.Events;
using OnRecord.Language;
using OnRecord.Stances;

namespace OnRecord.Eval;

/// <summary>
/// The command "positions": a predicted position is right when its holder is the gold one's canonical name or one of its mentions
/// (or both are unnamed), the stance is equal and the evidence overlaps. Each position is matched at most once; of all matchings the
/// largest counts (Kuhn 1955).
/// </summary>
internal static class PositionsCommand
{
    private static readonly Argument<FileInfo[]> Files = new("files")
    {
        Description = "Annotated articles (JSON).",
        Arity = ArgumentArity.OneOrMore,
    };

    private static readonly Option<bool> Errors = new("--errors") { Description = "Prints the misses with their text." };

    /// <summary>Describes the command line.</summary>
    public static Command Create()
    {
        var command = new Command("positions", "Precision, recall and F1 of who stands where.") { Files, Errors };
        command.SetAction(result => Run(result.GetRequiredValue(Files), result.GetValue(Errors)));
        return command;
    }

    private static void Run(FileInfo[] files, bool errors)
    {
        var (right, lenient, also, predictedTotal, goldTotal) = (0, 0, 0, 0, 0);
        foreach (var file in files)
        {
            var article = PositionGold.Read(file.FullName);
            var (document, links) = ProductReading.Of(article.Text, article.BodyStart);
            var predicted = StanceAnalyzer.Default.Analyze(document, links).Positions;
            var strict = Match(predicted, article.Positions, (p, g) => SameHolder(document, p, g) && SameStance(p, g) && Overlaps(p, g.Evidence));
            right += strict.Count(g => g >= 0);
            lenient += Match(predicted, article.Positions, (p, g) => SameHolder(document, p, g) && Overlaps(p, g.Evidence)).Count(g => g >= 0);
            also += Match(
                predicted, article.Positions,
                (p, g) => SameHolder(document, p, g) && SameStance(p, g) && (Overlaps(p, g.Evidence) || Overlaps(p, g.AlsoIn))).Count(g => g >= 0);
            predictedTotal += predicted.Count;
            goldTotal += article.Positions.Count;
            if (errors)
            {
                PrintErrors(article, predicted, strict);
            }
        }

        Print("positions", right, predictedTotal, goldTotal);
        Print("positions.lenient", lenient, predictedTotal, goldTotal);
        Print("positions.also_in", also, predictedTotal, goldTotal);
    }

    private static void Print(string name, int right, int predicted, int gold)
    {
        var precision = predicted == 0 ? 0 : (double)right / predicted;
        var recall = gold == 0 ? 0 : (double)right / gold;
        Figures.Print($"{name}.precision", precision);
        Figures.Print($"{name}.recall", recall);
        Figures.Print($"{name}.f1", Figures.F1(precision, recall));
    }

    /// <summary>For each prediction the gold position it is matched with, or -1: augmenting paths.</summary>
    internal static int[] Match<TPredicted, TGold>(IReadOnlyList<TPredicted> predicted, IReadOnlyList<TGold> gold, Func<TPredicted, TGold, bool> fits)
    {
        var ofGold = Enumerable.Repeat(-1, gold.Count).ToArray();

        bool Place(int p, bool[] tried)
        {
            for (var g = 0; g < gold.Count; g++)
            {
                if (!tried[g] && fits(predicted[p], gold[g]))
                {
                    tried[g] = true;
                    if (ofGold[g] < 0 || Place(ofGold[g], tried))
                    {
                        ofGold[g] = p;
                        return true;
                    }
                }
            }

            return false;
        }

        for (var p = 0; p < predicted.Count; p++)
        {
            Place(p, new bool[gold.Count]);
        }

        var ofPredicted = Enumerable.Repeat(-1, predicted.Count).ToArray();
        for (var g = 0; g < gold.Count; g++)
        {
            if (ofGold[g] >= 0)
            {
                ofPredicted[ofGold[g]] = g;
            }
        }

        return ofPredicted;
    }

    private static bool SameHolder(Document document, Position predicted, GoldPosition gold) =>
        gold.Names.Count == 0
            ? predicted.Holder.IsUnnamed
            : predicted.Holder.Entity is { } holder
                && (gold.Names.Contains(holder.Name, StringComparer.OrdinalIgnoreCase)
                    || (holder.Chain >= 0 && gold.Names.Contains(document.Chains[holder.Chain].Name, StringComparer.OrdinalIgnoreCase)));

    private static bool SameStance(Position predicted, GoldPosition gold) => StanceLabels.NameOf(predicted.Stance) == gold.Stance;

    private static bool Overlaps(Position predicted, IReadOnlyList<TextRange> places) => places.Any(place => place.Overlaps(predicted.Evidence));

    private static void PrintErrors(PositionGold article, IReadOnlyList<Position> predicted, int[] matched)
    {
        for (var p = 0; p < predicted.Count; p++)
        {
            var position = predicted[p];
            Console.WriteLine(
                $"{article.Id}\t{(matched[p] < 0 ? "extra" : "right")}\t{position.Holder.Name}{(position.Holder.IsUnnamed ? " (unnamed)" : "")}\t{StanceLabels.NameOf(position.Stance)}"
                + $"\tcue [{position.Cue.Of(article.Text)}]\tabout [{position.About}]\tvia {position.ReportedVia}\t{position.Evidence.Of(article.Text).ReplaceLineEndings(" ")}");
        }

        foreach (var missed in article.Positions.Where((_, g) => !matched.Contains(g)))
        {
            Console.WriteLine(
                $"{article.Id}\tmissed\t{missed.Holder}\t{missed.Stance}\tabout [{missed.About}]\t{missed.Evidence[0].Of(article.Text).ReplaceLineEndings(" ")}");
        }
    }
}
