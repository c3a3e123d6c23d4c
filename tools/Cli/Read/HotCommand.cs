using System.CommandLine;
using OnRecord.Api.Search.V1;
using OnRecord.Cli.Connect;
using OnRecord.Cli.Values;

namespace OnRecord.Cli.Read;

/// <summary>onrecord hot: what is going on.</summary>
internal static class HotCommand
{
    private const string Summary = "List the hottest stories.";

    private const string Details = """
        Other commands take the numbers as ids, until stories are listed again.

        Examples:
          onrecord hot --top 5
          onrecord hot --json | jq -r .storyId
        """;

    public static Command Create(ConnectionOptions connection)
    {
        var top = TypedOptions.Count("--top", "How many, at most 100.", 20, 100, "-n");
        var command = new DetailedCommand("hot", Summary, Details) { top };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var clients = connection.Connect(parsed);
            var hot = await clients.Search.ListHotStoriesAsync(
                new ListHotStoriesRequest { PageSize = parsed.GetValue(top) }, deadline: Clients.Deadline, cancellationToken: cancellation);
            connection.Output(parsed).WriteNumbered(clients, hot.Stories);
            return ExitCode.Success;
        });
        return command;
    }
}
