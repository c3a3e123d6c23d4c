using System.CommandLine;
using System.Globalization;
using OnRecord.Data;
using OnRecord.Language.Models;
using OnRecord.Stances;
using OnRecord.Trainer.Positions;

namespace OnRecord.Trainer.Boards;

/// <summary>Trains what makes boards of positions: which belong in one row, which rows are contested, and which come first.</summary>
internal static class BoardsCommand
{
    private static readonly Option<bool> CrossValidateOnly = new("--cross-validate") { Description = "Prints the figures of held-out stories and writes nothing." };

    private static readonly Option<FileInfo?> Export = new("--export") { Description = "Writes the numbers of all pairs there, for study, and trains nothing." };

    /// <summary>Of thresholds that are as good the highest: a sentence in a foreign row misleads, a row too many does not.</summary>
    private const double AsGood = 0.004;

    /// <summary>The command "boards".</summary>
    public static Command Create()
    {
        var command = new Command("boards", "Train which positions make one row of a board, and the order of rows.")
        {
            TrainerOptions.Data, TrainerOptions.Models, TrainerOptions.RequiredHeldOut, CrossValidateOnly, Export,
        };
        command.SetAction(result => Run(
            result.GetRequiredValue(TrainerOptions.Data), result.GetRequiredValue(TrainerOptions.Models), result.GetRequiredValue(TrainerOptions.RequiredHeldOut).FullName,
            result.GetValue(CrossValidateOnly), result.GetValue(Export)));
        return command;
    }

    private static void Run(string data, string models, string heldOut, bool onlyFigures, FileInfo? export)
    {
        // The shared stories come first: figures are of them alone, our own only teach.
        var gold = BoardStory.ReadAll(Path.Combine(data, "boards", "train"));
        var stories = LabelledStory.Read(gold.Concat(OwnStories.Read(data)).Concat(OwnStories.ReadWritten()), HeldOutModels.Read(heldOut));
        if (export is not null)
        {
            File.WriteAllLines(export.FullName, stories.SelectMany(PairTrainer.Lines));
            return;
        }

        var folds = StoryFolds.Of(stories.Select(story => story.Gold.Story), PairTrainer.Folds);
        var foldOf = stories.ConvertAll(story => folds[story.Gold.Story]);
        var pairsOf = PairTrainer.CrossValidated(stories, foldOf);
        var stands = PairTrainer.Thresholds.Select(threshold => (Threshold: threshold, Stands: Stands(stories, pairsOf, threshold))).ToList();
        var joinFrom = stands.Last(one => one.Stands >= stands.Max(other => other.Stands) - AsGood).Threshold;

        // Each story's rows are grouped, contested and ordered by models that have not seen it.
        var grouped = stories.Select((story, i) => (Story: story, Pairs: pairsOf[i].With(joinFrom))).ToList();
        var labelled = grouped.ConvertAll(one => ContestTrainer.Of(one.Story, one.Pairs));
        var contests = Enumerable.Range(0, PairTrainer.Folds).Select(fold => ContestTrainer.Train(labelled.Where((_, i) => foldOf[i] != fold))).ToArray();
        TreeModel[] contestOf = [.. foldOf.Select(fold => contests[fold])];
        var contestFrom = ContestTrainer.Threshold(labelled, contestOf);
        var held = grouped.Select((one, i) => (one.Story, one.Pairs, Contests: contestOf[i].With(contestFrom))).ToList();
        var rows = Enumerable.Range(0, PairTrainer.Folds).Select(fold => RowTrainer.Train(held.Where((_, i) => foldOf[i] != fold))).ToArray();
        TreeModel[] rowsOf = [.. foldOf.Select(fold => rows[fold])];
        Print("found", Score(held, gold.Count, rowsOf, story => story.Found));
        Print("given", Score(held, gold.Count, rowsOf, story => story.Given));
        if (!onlyFigures)
        {
            ModelFile.Of(PairTrainer.Train(stories).With(joinFrom).Write).Save(Path.Combine(models, TreeModel.PairsFile));
            ModelFile.Of(ContestTrainer.Train(labelled).With(contestFrom).Write).Save(Path.Combine(models, TreeModel.ContestsFile));
            ModelFile.Of(RowTrainer.Train(held).Write).Save(Path.Combine(models, TreeModel.RowsFile));
        }
    }

    /// <summary>How many stands are right when groups join from a threshold, over all stories: what a reader of a board feels.</summary>
    private static double Stands(List<LabelledStory> stories, TreeModel[] models, float joinFrom)
    {
        var held = stories.Select((story, i) => (story, models[i].With(joinFrom), TreeModel.Contests)).ToList();
        var stands = Score(held, held.Count, [.. held.Select(_ => TreeModel.Rows)], story => story.Found)["stands.f1"];
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"join from {joinFrom:F2}: stands {stands:F4}"));
        return stands;
    }

    /// <summary>The figures of the boards that held-out stories get.</summary>
    private static Dictionary<string, double> Score(
        List<(LabelledStory Story, TreeModel Pairs, TreeModel Contests)> held, int count, TreeModel[] rows, Func<LabelledStory, LabelledPositions> part)
    {
        var score = new BoardScore();
        for (var i = 0; i < count; i++)
        {
            var (story, pairs, contests) = held[i];
            var board = BoardBuilder.Build(
                Guid.Empty, story.Articles.Count, 0, 0, Grouped.Of(part(story), pairs), new BoardModels(pairs, contests, rows[i]));
            score.Add(new BoardMatch(story.Gold, FoundStory.Of(story.Gold, story.Articles, board)), []);
        }

        return score.Figures().ToDictionary(figure => figure.Name, figure => figure.Value);
    }

    private static void Print(string name, Dictionary<string, double> figures) => Console.WriteLine(
        $"{name}: {string.Join(' ', figures.Select(figure => string.Create(CultureInfo.InvariantCulture, $"{figure.Key} {figure.Value:F4}")))}");
}
