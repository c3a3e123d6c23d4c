using System.CommandLine;
using Google.Protobuf.WellKnownTypes;
using OnRecord.Api.Common.V1;
using OnRecord.Api.Stance.V1;
using OnRecord.Cli.Connect;
using OnRecord.Cli.Values;
using OnRecord.Terminal;
using Stance = OnRecord.Api.Common.V1.Stance;

namespace OnRecord.Cli.Read;

/// <summary>onrecord positions: single positions with their sentences.</summary>
internal static class PositionsCommand
{
    private const string Summary = "List positions with the sentence that proves each, newest first.";

    private const string Details = """
        Examples:
          onrecord positions --story 1
          onrecord positions --holder "Angela Merkel" --stance denies --since 7d
          onrecord positions --about NATO --json | jq -r .evidence.text
        """;

    public static Command Create(ConnectionOptions connection)
    {
        var story = new Option<string>("--story") { Description = "Only in this story (id, or number in the last `onrecord hot`)." };
        var holder = new Option<string>("--holder") { Description = "Only of this entity (id or name)." };
        var about = new Option<string>("--about") { Description = "Only about this entity (id or name)." };
        var stances = TypedOptions.Words<Stance>("--stance", "Only these stances.");
        var outlet = new Option<string>("--outlet") { Description = "Only as this outlet tells them.", DefaultValueFactory = _ => "" };
        var article = new Option<string>("--article") { Description = "Only of this article (id).", DefaultValueFactory = _ => "" };
        var since = TypedOptions.Moment("--since", "Published at or after.");
        var until = TypedOptions.Moment("--until", "Published before.");
        var top = TypedOptions.Count("--top", "How many.", 20, 500, "-n");
        var token = new Option<string>("--page-token") { Description = "Goes on where an earlier answer ended.", DefaultValueFactory = _ => "" };
        var command = new DetailedCommand("positions", Summary, Details) { story, holder, about, stances, outlet, article, since, until, top, token };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var clients = connection.Connect(parsed);
            var request = new ListPositionsRequest
            {
                WithDecisions = true,
                StoryId = await StoryArgument.OptionalAsync(clients, parsed.GetValue(story), cancellation),
                HolderId = await EntityArgument.OptionalAsync(clients, parsed.GetValue(holder), cancellation),
                TargetId = await EntityArgument.OptionalAsync(clients, parsed.GetValue(about), cancellation),
                Outlet = parsed.GetValue(outlet),
                ArticleId = parsed.GetValue(article) is { Length: > 0 } id ? Ids.Checked(id, "--article", "`onrecord article list` prints the ids.") : "",
                TimeRange = Range(parsed.GetValue(since), parsed.GetValue(until)),
                PageSize = parsed.GetValue(top),
                PageToken = parsed.GetValue(token),
            };
            request.Stances.AddRange(parsed.GetValue(stances) ?? []);
            var answer = await clients.Stance.ListPositionsAsync(request, deadline: Clients.Deadline, cancellationToken: cancellation);
            connection.Output(parsed).Write(answer.Positions, Picture);
            NextPage.Tell(answer.NextPageToken);
            return ExitCode.Success;
        });
        return command;
    }

    /// <summary>A range of time; null when both ends are open.</summary>
    public static TimeRange? Range(DateTimeOffset? since, DateTimeOffset? until) => since is null && until is null ? null : new TimeRange
    {
        StartTime = since is { } start ? Timestamp.FromDateTimeOffset(start) : null,
        EndTime = until is { } end ? Timestamp.FromDateTimeOffset(end) : null,
    };

    /// <summary>A row a position.</summary>
    public static Listing Picture(IReadOnlyCollection<Position> positions)
    {
        var listing = new Listing(["When", "Who", "Stance", "About", "Sentence", "Outlet"], ["Position"]) { Empty = "No position was found." };
        foreach (var position in positions)
        {
            listing.Add(
                [
                    Cells.Time(position.Evidence?.Article?.PublishTime),
                    Cells.Holder(position.Holder),
                    Cells.Coloured(position.Stance),
                    Cells.Plain(position.About),
                    Cells.Plain(position.Evidence?.Text ?? ""),
                    Cells.Plain(position.Evidence?.Article?.Outlet ?? ""),
                ],
                position.PositionId);
        }

        return listing;
    }
}
