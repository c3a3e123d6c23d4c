using System.CommandLine;
using OnRecord.Api.Stance.V1;
using OnRecord.Cli.Connect;
using OnRecord.Cli.Values;
using OnRecord.Terminal;

namespace OnRecord.Cli.Read;

/// <summary>onrecord changes: who changed sides.</summary>
internal static class ChangesCommand
{
    private const string Summary = "List holders who changed their position, with both sentences, newest first.";

    private const string Details = """
        Examples:
          onrecord changes --since 7d
          onrecord changes --holder "Angela Merkel" --json
        """;

    public static Command Create(ConnectionOptions connection)
    {
        var story = new Option<string>("--story") { Description = "Only in this story (id, or number in the last `onrecord hot`)." };
        var holder = new Option<string>("--holder") { Description = "Only of this entity (id or name)." };
        var since = TypedOptions.Moment("--since", "Changed at or after.");
        var until = TypedOptions.Moment("--until", "Changed before.");
        var top = TypedOptions.Count("--top", "How many.", 20, 500, "-n");
        var token = new Option<string>("--page-token") { Description = "Goes on where an earlier answer ended.", DefaultValueFactory = _ => "" };
        var command = new DetailedCommand("changes", Summary, Details) { story, holder, since, until, top, token };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var clients = connection.Connect(parsed);
            var request = new ListPositionChangesRequest
            {
                WithDecisions = true,
                StoryId = await StoryArgument.OptionalAsync(clients, parsed.GetValue(story), cancellation),
                HolderId = await EntityArgument.OptionalAsync(clients, parsed.GetValue(holder), cancellation),
                TimeRange = PositionsCommand.Range(parsed.GetValue(since), parsed.GetValue(until)),
                PageSize = parsed.GetValue(top),
                PageToken = parsed.GetValue(token),
            };
            var answer = await clients.Stance.ListPositionChangesAsync(request, deadline: Clients.Deadline, cancellationToken: cancellation);
            connection.Output(parsed).Write(answer.Changes, Picture);
            NextPage.Tell(answer.NextPageToken);
            return ExitCode.Success;
        });
        return command;
    }

    private static Listing Picture(IReadOnlyCollection<PositionChange> changes)
    {
        var listing = new Listing(["When", "Who", "Before", "After", "First said", "Now says"], ["Change"]) { Empty = "Nobody changed a position." };
        foreach (var change in changes)
        {
            listing.Add(
                [
                    Cells.Time(change.ChangeTime),
                    Cells.Holder(change.Holder),
                    Cells.Coloured(change.Before.Stance),
                    Cells.Coloured(change.After.Stance),
                    Cells.Plain(change.Before.Evidence?.Text ?? ""),
                    Cells.Plain(change.After.Evidence?.Text ?? ""),
                ],
                Output.Piped ? change.ChangeId : "");
        }

        return listing;
    }
}
