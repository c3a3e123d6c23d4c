using System.CommandLine;
using System.CommandLine.Invocation;
using OnRecord.Cli.Completion;
using OnRecord.Cli.Connect;
using OnRecord.Cli.Feeds;
using OnRecord.Cli.Operate;
using OnRecord.Cli.Read;
using OnRecord.Cli.Replay;
using OnRecord.Cli.Submit;

namespace OnRecord.Cli;

/// <summary>The commands, and what happens when one of them ends badly.</summary>
internal static class CommandTree
{
    private const string Description = """
        OnRecord: for every story, who is on record saying what, with the sentence that proves it.

        Examples:
          onrecord submit articles.jsonl page.html folder/
          onrecord hot
          onrecord board 1                      the board of the hottest story
          onrecord search '"pure fiction" -opinion' --outlet "Example Post"
          onrecord claim "The minister resigned"
          onrecord watch --entity Q7747 --json | jq .story.headline

        A STORY is an id, or its number in `onrecord hot`. An ENTITY is an id (Q7747, local-…) or a name.
        Exit codes: 0 done, 1 refused or some failed, 2 wrong usage, 3 not found, 4 service not reachable, 130 interrupted.
        """;

    public static async Task<int> RunAsync(string[] args)
    {
        var root = Build();
        var parsed = root.Parse(args);
        if (parsed.Action is ParseErrorAction)
        {
            foreach (var error in parsed.Errors)
            {
                await Console.Error.WriteLineAsync($"onrecord: {error.Message}");
            }

            await Console.Error.WriteLineAsync("Try --help.");
            return ExitCode.Usage;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (Exception exception) when (Failure.Explain(exception) is { } failure)
        {
            await Console.Error.WriteLineAsync(failure.Message);
            return failure.ExitCode;
        }
    }

    private static RootCommand Build()
    {
        var connection = new ConnectionOptions();
        var root = new RootCommand(Description)
        {
            SubmitCommand.Create(connection),
            HotCommand.Create(connection),
            StoryCommand.Create(connection),
            BoardCommand.Create(connection),
            SearchCommand.Create(connection),
            EntityCommand.Create(connection),
            ClaimCommand.Create(connection),
            WatchCommand.Create(connection),
            FeedCommand.Create(connection),
            ReplayCommand.Create(),
            RebuildCommand.Create(connection),
            VerifyCommand.Create(connection),
            CompletionCommand.Create(),
        };
        connection.AddTo(root);
        DetailedHelp.Install(root);
        return root;
    }
}
