using System.CommandLine;
using Grpc.Core;
using OnRecord.Api;
using OnRecord.Api.Entity.V1;
using OnRecord.Api.Search.V1;
using OnRecord.Api.Stance.V1;
using OnRecord.Cli.Connect;
using OnRecord.Cli.Values;
using OnRecord.Terminal;
using Spectre.Console;

namespace OnRecord.Cli.Read;

/// <summary>onrecord why: how a position came to be.</summary>
internal static class WhyCommand
{
    private const string Summary = "Tell why a position stands on a board: its sentence, and which rules and models decided about stance, holder, row and story.";

    private const string Details = """
        Examples:
          onrecord why 0b1c8d5e-6f2a-8a57-9d0e-2f6c1f7f9a11      as `onrecord positions` prints it
        """;

    public static Command Create(ConnectionOptions connection)
    {
        var id = new Argument<string>("POSITION") { Description = "Id of the position." };
        var command = new DetailedCommand("why", Summary, Details) { id };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var clients = connection.Connect(parsed);
            var answer = await clients.Stance.ListPositionsAsync(
                new ListPositionsRequest { WithDecisions = true, PositionId = Ids.Checked(parsed.GetValue(id)!, "POSITION", "`onrecord positions` prints the ids."), PageSize = 1 }, deadline: Clients.Deadline, cancellationToken: cancellation);
            if (answer.Positions.Count == 0)
            {
                throw new UserException($"There is no position {parsed.GetValue(id)}. `onrecord positions` prints their ids.", ExitCode.NotFound);
            }

            var position = answer.Positions[0];
            var (board, story) = (BoardAsync(clients, position.StoryId, cancellation), StoryAsync(clients, position.StoryId, cancellation));
            var mention = await MentionAsync(clients, position, cancellation);
            var surroundings = new Surroundings(await board, mention, (await story)?.Timeline.FirstOrDefault(entry => entry.Article.ArticleId == position.Evidence.Article.ArticleId));
            connection.Output(parsed).Write([position], positions => Picture(positions.Single(), surroundings));
            return ExitCode.Success;
        });
        return command;
    }

    /// <summary>The board that the position stands on; null while stance has not heard of the story.</summary>
    private static Task<PositionBoard?> BoardAsync(Clients clients, string storyId, CancellationToken cancellation) => FoundAsync(
        storyId, async () => (await clients.Stance.GetPositionBoardAsync(
            new GetPositionBoardRequest { WithDecisions = true, StoryId = storyId }, deadline: Clients.Deadline, cancellationToken: cancellation)).Board);

    /// <summary>The story that the position is of; null when search has none of that id.</summary>
    private static Task<Story?> StoryAsync(Clients clients, string storyId, CancellationToken cancellation) => FoundAsync(
        storyId, async () => (await clients.Search.GetStoryAsync(
            new GetStoryRequest { StoryId = storyId }, deadline: Clients.Deadline, cancellationToken: cancellation)).Story);

    /// <summary>The mention that tells who the holder is: one in the position's sentence, or else any of the article; null for a holder without a name.</summary>
    private static async Task<Mention?> MentionAsync(Clients clients, Position position, CancellationToken cancellation)
    {
        var holder = position.Holder?.Entity?.EntityId ?? "";
        var answer = await FoundAsync(holder, async () => await clients.Entity.ListMentionsAsync(
            new ListMentionsRequest { EntityId = holder, ArticleId = position.Evidence.Article.ArticleId }, deadline: Clients.Deadline, cancellationToken: cancellation));
        return (answer?.Mentions.FirstOrDefault(one => one.Mention.Span.Start >= position.Evidence.Span.Start && one.Mention.Span.End <= position.Evidence.Span.End)
            ?? answer?.Mentions.FirstOrDefault())?.Mention;
    }

    /// <summary>What a service has under an id; null where it has nothing, or there is no id.</summary>
    private static async Task<T?> FoundAsync<T>(string id, Func<Task<T>> load)
        where T : class
    {
        try
        {
            return id.Length == 0 ? null : await load();
        }
        catch (RpcException fault) when (fault.StatusCode == StatusCode.NotFound)
        {
            return null;
        }
    }

    private static View Picture(Position position, Surroundings around)
    {
        var board = around.Board;
        var claim = board?.Claims.FirstOrDefault(claim => claim.ClaimId == position.ClaimId);
        var facts = new Facts();
        facts.Add("sentence", Marked(position));
        facts.Add("words that decide", Cells.Plain(position.Cue));
        facts.Add("form", EnumWords.Of(position.Form).Replace('-', ' '));
        facts.Add("about", Cells.Names(position.AboutEntities));
        facts.Add("told to", Cells.Plain(position.ReportedVia));
        facts.Add("how sure", $"{ConfidenceWords.Of(position.Confidence)} [grey]({position.Confidence:0.00})[/]");
        facts.Add("decided by", Signature(position.DecidedBy));
        facts.Add("holder named", around.Mention is { } mention ? Cells.Plain($"“{mention.Text}”") : "nowhere");
        facts.Add("holder decided by", Signature(around.Mention?.DecidedBy ?? ""));
        facts.Add("article", Cells.Plain($"{position.Evidence?.Article?.Title} · {position.Evidence?.Article?.Outlet}"));
        facts.Add("", $"{position.Evidence?.Article?.ArticleId} {position.Evidence?.Span?.Start}–{position.Evidence?.Span?.End}");
        facts.Add("story, claim", $"{position.StoryId} {position.ClaimId}");
        facts.Add("story decided by", Signature(around.Entry?.DecidedBy ?? ""));
        facts.Add("row", Cells.Plain(claim?.Text ?? "on no board"));
        facts.Add("row decided by", Signature(claim?.DecidedBy ?? ""));
        facts.Add("holders joined by", Signature(claim?.Stands.FirstOrDefault(stand => stand.Positions.Any(one => one.PositionId == position.PositionId))?.DecidedBy ?? ""));
        if (claim?.Contest is { } contest)
        {
            facts.Add("contested by", $"{Cells.Plain(contest.DecidedBy)}, {ConfidenceWords.Of(contest.Confidence)}");
        }

        return new View(
            new Markup($"[bold]{Cells.Holder(position.Holder)}[/] {Cells.Coloured(position.Stance)} {Cells.Plain(position.About)}"), facts);
    }

    /// <summary>The parts of a signature, a line each.</summary>
    private static string Signature(string decidedBy) => Cells.Plain(string.Join('\n', decidedBy.Split(';', StringSplitOptions.TrimEntries)));

    private static string Marked(Position position)
    {
        var text = position.Evidence?.Text ?? "";
        var at = position.Cue.Length == 0 ? -1 : text.IndexOf(position.Cue, StringComparison.Ordinal);
        return at < 0 ? Cells.Plain(text)
            : $"{Cells.Plain(text[..at])}[yellow]{Cells.Plain(position.Cue)}[/]{Cells.Plain(text[(at + position.Cue.Length)..])}";
    }

    /// <summary>What other services know of a position.</summary>
    /// <param name="Board">Its board.</param>
    /// <param name="Mention">What tells who the holder is.</param>
    /// <param name="Entry">Its article in the story.</param>
    private sealed record Surroundings(PositionBoard? Board, Mention? Mention, TimelineEntry? Entry);
}
