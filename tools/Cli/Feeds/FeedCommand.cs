using System.CommandLine;
using Google.Protobuf.WellKnownTypes;
using OnRecord.Api.Ingest.V1;
using OnRecord.Cli.Connect;
using OnRecord.Cli.Values;
using OnRecord.Terminal;

namespace OnRecord.Cli.Feeds;

/// <summary>onrecord feed: sources that ingest polls by itself.</summary>
internal static class FeedCommand
{
    private const string Summary = "Feeds that are polled: RSS 2.0, RDF, Atom, JSON Feed, news sitemap.";

    private const string Details = """
        Examples:
          onrecord feed add https://example.org/rss --outlet "Example Post" --every 5m
          onrecord feed list
          onrecord feed remove FEED_ID
        """;

    public static Command Create(ConnectionOptions connection) => new DetailedCommand("feed", Summary, Details)
    {
        Add(connection),
        List(connection),
        Remove(connection),
    };

    private static Command Add(ConnectionOptions connection)
    {
        var url = new Argument<string>("URL") { Description = "Address of the feed." };
        var outlet = new Option<string>("--outlet") { Description = "Outlet of its articles; the feed's own title when left out.", DefaultValueFactory = _ => "" };
        var every = TypedOptions.Span("--every", "Time between polls, 10 minutes when left out.");
        var pages = new Option<bool>("--pages") { Description = "Fetch each item's page instead of taking the feed's text." };
        var command = new Command("add", "Start polling a feed.") { url, outlet, every, pages };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var clients = connection.Connect(parsed);
            var feed = new Feed
            {
                Url = parsed.GetValue(url),
                Outlet = parsed.GetValue(outlet),
                PollInterval = parsed.GetValue(every) is { } interval ? Duration.FromTimeSpan(interval) : null,
                FetchPages = parsed.GetValue(pages),
            };
            var created = await clients.Ingest.CreateFeedAsync(
                new CreateFeedRequest { Feed = feed }, deadline: Clients.Deadline, cancellationToken: cancellation);
            connection.Output(parsed).Write([created.Feed], Render);
            return ExitCode.Success;
        });
        return command;
    }

    private static Command List(ConnectionOptions connection)
    {
        var command = new Command("list", "Show all feeds with their health.");
        command.SetAction(async (parsed, cancellation) =>
        {
            using var clients = connection.Connect(parsed);
            var feeds = new List<Feed>();
            var request = new ListFeedsRequest();
            do
            {
                var page = await clients.Ingest.ListFeedsAsync(request, deadline: Clients.Deadline, cancellationToken: cancellation);
                feeds.AddRange(page.Feeds);
                request.PageToken = page.NextPageToken;
            }
            while (request.PageToken.Length > 0);
            connection.Output(parsed).Write(feeds, Render);
            return ExitCode.Success;
        });
        return command;
    }

    private static Command Remove(ConnectionOptions connection)
    {
        var id = new Argument<string>("FEED_ID") { Description = "As `onrecord feed list` shows it." };
        var command = new Command("remove", "Stop polling a feed; its articles stay.") { id };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var clients = connection.Connect(parsed);
            await clients.Ingest.DeleteFeedAsync(
                new DeleteFeedRequest { FeedId = Ids.Checked(parsed.GetValue(id)!, "FEED_ID", "`onrecord feed list` prints them.") }, deadline: Clients.Deadline, cancellationToken: cancellation);
            return ExitCode.Success;
        });
        return command;
    }

    private static Listing Render(IEnumerable<Feed> feeds)
    {
        var table = new Listing(["Feed", "Outlet", "Articles", "Last success", "Next poll", "Health"], ["Id"]) { Empty = "No feed is polled. `onrecord feed add URL` adds one." };
        foreach (var feed in feeds)
        {
            var health = feed.Health;
            table.Add(
                [
                    Cells.Plain(feed.Url),
                    Cells.Plain(feed.Outlet),
                    $"{health?.ArticlesSubmitted ?? 0}",
                    Cells.Time(health?.LastSuccessTime),
                    Cells.Time(health?.NextPollTime),
                    Health(health),
                ],
                feed.FeedId);
        }

        return table;
    }

    /// <summary>How polling goes, worst news first: gone, failing, read with reservations, fine.</summary>
    internal static string Health(FeedHealth? health) => health switch
    {
        { Ended: true } => "[red]ended:[/] the site says that the feed is gone (410); it is polled no more",
        { ConsecutiveFailures: > 0 } => $"[red]{Counted.Of(health.ConsecutiveFailures, "failure")}:[/] {Cells.Plain(health.LastError)}",
        { LastError.Length: > 0 } => $"[yellow]ok, but:[/] {Cells.Plain(health.LastError)}{Moved(health)}",
        { LastSuccessTime: null } or null => "not polled yet",
        _ => $"[green]ok[/]{Moved(health)}",
    };

    private static string Moved(FeedHealth health) => health.MovedTo.Length > 0 ? $"; moved to {Cells.Plain(health.MovedTo)}" : "";
}
