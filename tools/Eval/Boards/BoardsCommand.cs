using System.CommandLine;
using System.Text.Json;
using OnRecord.Data;
using OnRecord.Events;
using OnRecord.Stances;

namespace OnRecord.Eval.Boards;

/// <summary>
/// The command "boards": articles in, boards out, through the code that the services run, scored as the board data's reference scorer does; in the order
/// of the files, and with --shuffled in random orders.
/// </summary>
internal static class BoardsCommand
{
    private const int Seed = 20261129;

    private static readonly Argument<DirectoryInfo[]> Folders = new("folders") { Description = "Stories in the board format.", Arity = ArgumentArity.OneOrMore };
    private static readonly Option<bool> Errors = new("--errors") { Description = "Prints what is missing and what is too much, by class." };
    private static readonly Option<bool> Shuffled = new("--shuffled") { Description = "Lets the articles of each story come in a random order as well." };
    private static readonly Option<bool> Json = new("--json") { Description = "Prints the figures as one JSON object." };
    private static readonly Option<bool> Gold = new("--gold-positions") { Description = "Groups and ranks the gold positions, in the service's wording." };
    private static readonly Option<bool> Print = new("--print") { Description = "Prints the boards." };
    private static readonly Option<DirectoryInfo?> Dump = new("--dump") { Description = "Writes the boards there in the board format." };

    /// <summary>Describes the command line.</summary>
    public static Command Create()
    {
        var command = new Command("boards", "Who stands where, per story: positions, claims, stands, contests, order of rows.")
        {
            Folders, Errors, Shuffled, Json, Gold, Print, Dump,
        };
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parse, CancellationToken cancellation)
    {
        await using var boards = await StoryBoards.CreateAsync(cancellation);
        var (score, shuffledScore, errors) = (new BoardScore(), new BoardScore(), new BoardErrors());
        var random = new Random(Seed);
        var (isGold, isShuffled) = (parse.GetValue(Gold), parse.GetValue(Shuffled));
        parse.GetValue(Dump)?.Create();
        foreach (var story in parse.GetRequiredValue(Folders).SelectMany(folder => BoardStory.ReadAll(folder.FullName)))
        {
            var articles = boards.Analyze(story);
            AnalysedArticle[] analysed = [.. articles.Select(article => isGold ? GoldPositions.Of(story, article) : article.Analysed)];
            var board = await boards.BoardAsync(analysed, cancellation);
            var match = Add(score, story, articles, board);
            errors.Add(match);
            if (parse.GetValue(Dump) is { } folder)
            {
                match.FoundStory.Write(folder.FullName);
            }

            if (parse.GetValue(Print))
            {
                PrintBoard(story, board.Board);
            }

            if (isShuffled)
            {
                random.Shuffle(analysed);
                Add(shuffledScore, story, articles, await boards.BoardAsync(analysed, cancellation));
            }
        }

        var figures = score.Figures().Concat(isShuffled ? shuffledScore.Figures().Select(figure => ($"shuffled.{figure.Name}", figure.Value)) : []).ToList();
        if (parse.GetValue(Json))
        {
            Console.WriteLine(JsonSerializer.Serialize(figures.ToDictionary(figure => figure.Item1, figure => Math.Round(figure.Item2, 4))));
        }
        else
        {
            figures.ForEach(figure => Figures.Print(figure.Item1, figure.Item2));
        }

        if (parse.GetValue(Errors))
        {
            errors.Print();
        }

        return 0;
    }

    private static BoardMatch Add(BoardScore score, BoardStory story, IReadOnlyList<ReadArticle> articles, ReadBoard board)
    {
        var match = new BoardMatch(story, FoundStory.Of(story, articles, board.Board));
        score.Add(match, [.. board.Changes.Select(change => new FoundChangeOf(FoundStory.Placed(articles, change.Before), FoundStory.Placed(articles, change.After)))]);
        return match;
    }

    private static void PrintBoard(BoardStory story, Board board)
    {
        Console.WriteLine($"== {story.Story}: {story.Articles[0].Title}");
        foreach (var claim in board.Claims)
        {
            Console.WriteLine($"{(claim.Contested ? "!" : " ")} {claim.Text}");
            foreach (var stand in claim.Stands)
            {
                var name = stand.Holder.IsUnnamed ? $"({stand.Holder.HolderName})" : stand.Holder.HolderName;
                Console.WriteLine($"      {StanceLabels.NameOf(stand.Stance),-10} {name}: {stand.Strongest.Evidence.ReplaceLineEndings(" ")}");
            }
        }
    }
}
