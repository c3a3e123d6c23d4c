using System.CommandLine;
using OnRecord.Api;
using OnRecord.Api.Stance.V1;
using OnRecord.Cli.Connect;
using OnRecord.Cli.Values;
using OnRecord.Terminal;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace OnRecord.Cli.Read;

/// <summary>onrecord claim: what the articles say to a sentence.</summary>
internal static class ClaimCommand
{
    private const string Summary = "Check a claim: which articles agree, disagree or discuss it, with the sentence that decides.";

    private const string Details = """
        Examples:
          onrecord claim "The two leaders spoke by phone"
          onrecord claim "The mine will close" --story 2

        With --json the whole answer is one object: articles, tallies, insufficientEvidence.
        """;

    private const string NoArticle = "No article speaks about this: OnRecord does not know.";

    public static Command Create(ConnectionOptions connection)
    {
        var claim = new Argument<string>("CLAIM") { Description = "One sentence, at most 1,000 characters." };
        var story = new Option<string>("--story") { Description = "Only in this story (id, or number in the last `onrecord hot`)." };
        var since = TypedOptions.Moment("--since", "Only articles published at or after.");
        var until = TypedOptions.Moment("--until", "Only articles published before.");
        var top = TypedOptions.Count("--top", "Articles, at most 200.", 20, 200, "-n");
        var command = new DetailedCommand("claim", Summary, Details) { claim, story, since, until, top };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var clients = connection.Connect(parsed);
            var output = connection.Output(parsed);
            var request = new CheckClaimRequest
            {
                WithDecisions = true,
                Claim = parsed.GetValue(claim),
                StoryId = await StoryArgument.OptionalAsync(clients, parsed.GetValue(story), cancellation),
                TimeRange = PositionsCommand.Range(parsed.GetValue(since), parsed.GetValue(until)),
                PageSize = parsed.GetValue(top),
            };
            var answer = await clients.Stance.CheckClaimAsync(request, deadline: Clients.Deadline, cancellationToken: cancellation);
            if (output.Json)
            {
                // The answer as a whole: its articles alone would not tell "nobody speaks about it" from an empty output.
                Output.WriteLine(answer);
                return ExitCode.Success;
            }

            Output.Show(Render(answer.Articles, answer.Tally));
            if (answer is { InsufficientEvidence: true, Articles.Count: > 0 })
            {
                Output.Remarks.MarkupLine("[yellow]Fewer than two articles take a side: OnRecord does not know.[/]");
            }
            else if (answer.Articles.Count == 0 && Output.Piped)
            {
                // A listing without rows is a bare heading in a pipe; on a terminal it says this itself.
                Output.Remarks.MarkupLine($"[yellow]{NoArticle}[/]");
            }

            return ExitCode.Success;
        });
        return command;
    }

    private static IRenderable Render(IEnumerable<ArticleStance> articles, ClaimTally? tally)
    {
        var listing = new Listing(["Stance", "How sure", "Outlet", "Sentence"], ["Article"]) { Empty = NoArticle };
        foreach (var article in articles)
        {
            listing.Add(
                [
                    Coloured(article.Stance),
                    ConfidenceWords.Of(article.Confidence),
                    Cells.Plain(article.Evidence?.Article?.Outlet ?? ""),
                    Cells.Plain(article.Evidence?.Text ?? ""),
                ],
                Output.Piped ? article.Evidence?.Article?.ArticleId ?? "" : "");
        }

        return Output.Piped ? listing : new View(
            new Markup($"[green]agree {tally?.Agree ?? 0}[/]  [red]disagree {tally?.Disagree ?? 0}[/]  [grey]discuss {tally?.Discuss ?? 0}[/]"), listing);
    }

    private static string Coloured(ClaimStance stance)
    {
        var colour = stance switch { ClaimStance.Agree => "green", ClaimStance.Disagree => "red", _ => "grey" };
        return $"[{colour}]{EnumWords.Of(stance)}[/]";
    }
}
