using System.CommandLine;
using OnRecord.Api.Stance.V1;
using OnRecord.Cli.Connect;
using OnRecord.Cli.Values;
using OnRecord.Terminal;

namespace OnRecord.Cli.Read;

/// <summary>onrecord board: who affirms, who denies, who will not say.</summary>
internal static class BoardCommand
{
    private const string Summary = "Show the position board of a story: per claim, who affirms, who denies, who will not say.";

    private const string Details = """
        Examples:
          onrecord board 1 --evidence
          onrecord board 0b1c8d5e-6f2a-4a57-9d0e-2f6c1f7f9a11 --json
        """;

    public static Command Create(ConnectionOptions connection)
    {
        var story = StoryArgument.Create();
        var claims = TypedOptions.OptionalCount("--claims", "Claims to show, what the story is about first; without it the main ones.", 10_000);
        var evidence = new Option<bool>("--evidence") { Description = "Adds the sentences that prove it." };
        var command = new DetailedCommand("board", Summary, Details) { story, claims, evidence };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var clients = connection.Connect(parsed);
            var id = await StoryArgument.ResolveAsync(clients, parsed.GetValue(story)!, cancellation);
            var answer = await clients.Stance.GetPositionBoardAsync(
                new GetPositionBoardRequest { WithDecisions = true, StoryId = id }, deadline: Clients.Deadline, cancellationToken: cancellation);
            var shown = parsed.GetValue(claims) ?? BoardTable.MainClaims(answer.Board);
            connection.Output(parsed).Write([answer.Board], boards =>
            {
                var board = boards.Single();
                return Output.Piped ? BoardTable.Plain(board, shown)
                    : parsed.GetValue(evidence)
                    ? new View(BoardTable.Of(board, shown), BoardTable.Evidence(board, shown))
                    : BoardTable.Of(board, shown);
            });
            return ExitCode.Success;
        });
        return command;
    }
}
