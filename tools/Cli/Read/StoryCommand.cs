using System.CommandLine;
using OnRecord.Api.Search.V1;
using OnRecord.Cli.Connect;
using OnRecord.Terminal;
using Spectre.Console;

namespace OnRecord.Cli.Read;

/// <summary>onrecord story: one story with its timeline.</summary>
internal static class StoryCommand
{
    private const string Summary = "Show a story: headline, who is in it, how the outlets told it, what was new when.";

    private const string Details = """
        Examples:
          onrecord story 1
          onrecord story 1 --json | jq .timeline
        """;

    public static Command Create(ConnectionOptions connection)
    {
        var story = StoryArgument.Create();
        var command = new DetailedCommand("story", Summary, Details) { story };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var clients = connection.Connect(parsed);
            var id = await StoryArgument.ResolveAsync(clients, parsed.GetValue(story)!, cancellation);
            var answer = await clients.Search.GetStoryAsync(
                new GetStoryRequest { StoryId = id }, deadline: Clients.Deadline, cancellationToken: cancellation);
            connection.Output(parsed).Write([answer.Story], stories => Render(stories.Single()));
            return ExitCode.Success;
        });
        return command;
    }

    private static View Render(Story story)
    {
        var facts = new Facts();
        facts.Add("story", story.StoryId);
        facts.Add("articles", $"{story.ArticleCount} from {story.OutletCount} outlets, {story.SyndicatedCount} wire copies");
        facts.Add("from, to", $"{Cells.Time(story.FirstPublishTime)}, {Cells.Time(story.LastPublishTime)}");
        facts.Add("who", Cells.Names(story.Entities.Select(entity => entity.Entity)));
        facts.Add("stances", string.Join(", ", story.Stances.Select(count => $"{Cells.Coloured(count.Stance)} {count.Count}")));
        return new View(
            new Markup($"[bold]{Cells.Plain(story.Headline)}[/]"),
            new Markup(Cells.Plain(story.Summary)),
            facts,
            Timeline(story));
    }

    private static Listing Timeline(Story story)
    {
        var table = new Listing(["When", "Outlet", "What was new"], ["Article"]);
        foreach (var entry in story.Timeline)
        {
            var news = entry.News.Length > 0 ? $"\n[grey]{Cells.Plain(entry.News)}[/]" : "";
            var copy = entry.Syndicated ? " [grey](wire copy)[/]" : "";
            table.Add(
                [Cells.Time(entry.Article.PublishTime), Cells.Plain(entry.Article.Outlet) + copy, Cells.Plain(entry.Article.Title) + news],
                Output.Piped ? entry.Article.ArticleId : "");
        }

        return table;
    }
}
