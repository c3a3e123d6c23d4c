using System.CommandLine;
using OnRecord.Api.Stance.V1;
using OnRecord.Cli.Connect;
using OnRecord.Terminal;
using Spectre.Console;

namespace OnRecord.Cli.Read;

/// <summary>onrecord claim: what the articles say to a sentence.</summary>
internal static class ClaimCommand
{
    private const string Summary = "Check a claim: which articles agree, disagree or discuss it, with the sentence that decides.";

    private const string Details = """
        Examples:
          onrecord claim "The two leaders spoke by phone"
          onrecord claim "The mine will close" --story 2
        """;

    public static Command Create(ConnectionOptions connection)
    {
        var claim = new Argument<string>("CLAIM") { Description = "One sentence, at most 1,000 characters." };
        var story = new Option<string>("--story") { Description = "Only in this story (id, or number in `onrecord hot`)." };
        var top = new Option<int>("--top", "-n") { Description = "Articles, at most 200.", DefaultValueFactory = _ => 20 };
        var command = new DetailedCommand("claim", Summary, Details) { claim, story, top };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var clients = connection.Connect(parsed);
            var output = connection.Output(parsed);
            var request = new CheckClaimRequest { Claim = parsed.GetValue(claim), PageSize = parsed.GetValue(top) };
            if (parsed.GetValue(story) is { } where)
            {
                request.StoryId = await StoryArgument.ResolveAsync(clients, where, cancellation);
            }

            var answer = await clients.Stance.CheckClaimAsync(request, deadline: Clients.Deadline, cancellationToken: cancellation);
            output.Write(answer.Articles, articles => Render(articles, answer));
            return ExitCode.Success;
        });
        return command;
    }

    private static Rows Render(IEnumerable<ArticleStance> articles, CheckClaimResponse answer)
    {
        var tally = answer.Tally;
        var doubt = answer.InsufficientEvidence ? "  [yellow]too few articles take a side[/]" : "";
        var table = new Table().Border(TableBorder.Rounded).AddColumns("Stance", "Outlet", "Sentence");
        foreach (var article in articles)
        {
            table.AddRow(Coloured(article), Cells.Plain(article.Evidence?.Article?.Outlet ?? ""), Cells.Plain(article.Evidence?.Text ?? ""));
        }

        return new Rows(
            new Markup($"[green]agree {tally?.Agree ?? 0}[/]  [red]disagree {tally?.Disagree ?? 0}[/]  [grey]discuss {tally?.Discuss ?? 0}[/]{doubt}"),
            table);
    }

    private static string Coloured(ArticleStance article)
    {
        var colour = article.Stance switch { ClaimStance.Agree => "green", ClaimStance.Disagree => "red", _ => "grey" };
        return $"[{colour}]{article.Stance.ToString().ToLowerInvariant()}[/] {article.Confidence:0.00}";
    }
}
