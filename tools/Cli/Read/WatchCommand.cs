using System.CommandLine;
using Grpc.Core;
using OnRecord.Api.Search.V1;
using OnRecord.Cli.Connect;
using OnRecord.Cli.Values;
using OnRecord.Terminal;
using Spectre.Console;

namespace OnRecord.Cli.Read;

/// <summary>onrecord watch: changes as they happen.</summary>
internal static class WatchCommand
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private const string Summary = "Print changes of stories, boards and positions as they happen, until Ctrl-C. Takes a broken stream up again.";

    private const string Details = """
        Examples:
          onrecord watch --min-heat 2
          onrecord watch --entity "Angela Merkel" --json
        """;

    public static Command Create(ConnectionOptions connection)
    {
        var entity = new Option<string[]>("--entity") { Description = "Only stories with this entity (id or name); repeatable." };
        var outlet = new Option<string[]>("--outlet") { Description = "Only stories of this outlet; repeatable." };
        var story = new Option<string[]>("--story") { Description = "Only this story; repeatable." };
        var heat = TypedOptions.Number("--min-heat", "Only stories at least that hot.", 0, 1_000_000);
        var resume = new Option<string>("--resume") { Description = "Resume token of the last line that was seen.", DefaultValueFactory = _ => "" };
        var command = new DetailedCommand("watch", Summary, Details) { entity, outlet, story, heat, resume };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var clients = connection.Connect(parsed);
            var request = new WatchStoriesRequest { MinimumHeat = parsed.GetValue(heat) ?? 0, ResumeToken = parsed.GetValue(resume) };
            request.EntityIds.AddRange(await EntityArgument.ResolveAsync(clients, parsed.GetValue(entity) ?? [], cancellation));
            request.Outlets.AddRange(parsed.GetValue(outlet) ?? []);
            foreach (var value in parsed.GetValue(story) ?? [])
            {
                request.StoryIds.Add(await StoryArgument.ResolveAsync(clients, value, cancellation));
            }

            await WatchAsync(clients, request, connection.Output(parsed), cancellation);
            return ExitCode.Success;
        });
        return command;
    }

    private static async Task WatchAsync(Clients clients, WatchStoriesRequest request, Output output, CancellationToken cancellation)
    {
        var connected = false;
        while (true)
        {
            try
            {
                using var call = clients.Search.WatchStories(request, cancellationToken: cancellation);
                await foreach (var update in call.ResponseStream.ReadAllAsync(cancellation))
                {
                    connected = true;
                    request.ResumeToken = update.ResumeToken;
                    Print(update, output);
                }
            }
            catch (RpcException exception) when (
                connected && exception.StatusCode is StatusCode.Unavailable or StatusCode.ResourceExhausted)
            {
                // A drained service, or this reader was too slow: the contract says to come back with the token.
            }

            await Task.Delay(Pause, cancellation);
        }
    }

    private static void Print(WatchStoriesResponse update, Output output)
    {
        if (output.Json)
        {
            Output.WriteLine(update);
            return;
        }

        if (Line(update) is { } line)
        {
            AnsiConsole.MarkupLine($"[grey]{Cells.Exact(update.Time)}[/] {line}");
        }
    }

    private static string? Line(WatchStoriesResponse update)
    {
        var headline = Cells.Plain(update.Story?.Headline ?? "");
        return update.Kind switch
        {
            StoryUpdateKind.Story => $"[bold]story[/]    {headline} [grey]{Counted.Of(update.Story?.ArticleCount ?? 0, "article")} {update.Story?.StoryId}[/]",
            StoryUpdateKind.Board => $"[bold]board[/]    {headline} [grey]{update.Story?.StoryId}[/]",
            StoryUpdateKind.PositionChange => $"[bold yellow]changed[/]  {Cells.Plain(update.PositionChange.Holder?.Name ?? "")}: "
                + $"{Cells.Coloured(update.PositionChange.Before)} → {Cells.Coloured(update.PositionChange.After)} {Cells.Plain(update.PositionChange.Claim)}",
            StoryUpdateKind.Merged => $"[bold]merged[/]   {update.Story?.StoryId} into {update.IntoStoryId}",
            StoryUpdateKind.Removed => $"[bold]removed[/]  {headline} [grey]{update.Story?.StoryId}[/]",
            _ => null,
        };
    }
}
