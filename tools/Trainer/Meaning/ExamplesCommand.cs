using System.CommandLine;
using System.Text.Json;
using OnRecord.Data;
using OnRecord.Language;
using OnRecord.Stances;
using OnRecord.Trainer.Boards;
using OnRecord.Trainer.Positions;

namespace OnRecord.Trainer.Meaning;

/// <summary>
/// The command "meaning examples": writes what teach.py learns from. "candidates.jsonl" has a line for each text that the judge of candidates reads, with its candidates: where cue,
/// content and likeliest holder stand, whether it is a position (1, 0, or -1 for neither), and its label. "stories.jsonl" has a line for each story: what its positions are about, and their
/// gold claims. Ranges are of UTF-16 units, half-open; "fold" is the part that is held out together.
/// </summary>
internal static class ExamplesCommand
{
    private static readonly Argument<DirectoryInfo> Folder = new("folder") { Description = "Receives the examples." };

    public static Command Create()
    {
        var command = new Command("examples", "Write what the encoder learns from annotated stories.") { Folder, TrainerOptions.Data, TrainerOptions.RequiredHeldOut };
        command.SetAction(result => Run(
            result.GetRequiredValue(Folder).FullName, result.GetRequiredValue(TrainerOptions.Data), result.GetRequiredValue(TrainerOptions.RequiredHeldOut).FullName));
        return command;
    }

    private static void Run(string folder, string data, string heldOut)
    {
        Directory.CreateDirectory(folder);
        var gold = GoldCorpus.Read(data, ["boards/train"]);
        Write(Path.Combine(folder, "candidates.jsonl"), Candidates(gold.OfStories).Concat(Candidates(gold.Singles)));
        var models = HeldOutModels.Read(heldOut);
        var stories = BoardStory.ReadAll(Path.Combine(data, "boards", "train")).Concat(OwnStories.Read(data)).Concat(OwnStories.ReadWritten());
        Write(Path.Combine(folder, "stories.jsonl"), LabelledStory.Read(stories, models).Select(story => Story(story, models.PartOf(story.Gold.Story))));
    }

    private static IEnumerable<object> Candidates(IReadOnlyList<GoldArticle> articles)
    {
        foreach (var (fold, (train, held)) in PositionLearner.Folds(articles, HeldOutModels.Count).Index())
        {
            var holders = PositionLearner.Holders(train);
            foreach (var article in held)
            {
                var view = new SyntaxView(article.Document);
                var likeliest = article.Likeliest(candidate => candidate.HolderScores(holders));
                var windows = article.Candidates.Where(candidate => likeliest[candidate.Index] is not null).GroupBy(candidate => CandidateJudge.Window(view, candidate.Read.Candidate));
                foreach (var window in windows)
                {
                    yield return new
                    {
                        fold,
                        text = window.Key.Of(article.Document.Text),
                        candidates = window.Select(candidate => Example(view, window.Key, candidate, likeliest[candidate.Index]!)),
                    };
                }
            }
        }
    }

    private static object Example(SyntaxView view, TextRange window, GoldCandidate candidate, HolderCandidate holder)
    {
        var isRight = candidate.Right.Contains(candidate.Read.Holders.ToList().IndexOf(holder));
        return new
        {
            cue = Within(candidate.Read.Candidate.Cue),
            content = Within(candidate.Read.Candidate.Content),
            holder = Within(holder.Phrase),
            position = candidate.IsDouble || (candidate.Is is not null && !isRight) ? -1 : candidate.Is is null ? 0 : 1,
            label = (int)(candidate.Is?.Label ?? 0),
        };

        int[] Within(TokenSpan span) => Numbers(view.RangeOf(span.First, span.End).Within(window));
    }

    private static object Story(LabelledStory story, int fold)
    {
        var articles = story.Articles.ToDictionary(article => article.Analysed.Article.ArticleId);
        return new
        {
            fold,
            given = story.Given.Positions.Zip(story.Given.Claims, (position, claim) => new { text = position.Evidence, about = new[] { 0, position.Evidence.Length }, claim }),
            found = story.Found.Positions.Zip(story.Found.Claims, (position, claim) => new
            {
                text = position.Evidence,
                about = Numbers(articles[position.ArticleId].Analysed.Contents[position.Ordinal].Within(new TextRange(position.EvidenceStart, position.EvidenceEnd))),
                claim,
            }).Where(position => position.claim is not null),
        };
    }

    private static int[] Numbers(TextRange range) => [range.Start, range.End];

    private static void Write(string path, IEnumerable<object> lines)
    {
        using var file = new StreamWriter(path);
        foreach (var line in lines)
        {
            file.WriteLine(JsonSerializer.Serialize(line));
        }
    }
}
