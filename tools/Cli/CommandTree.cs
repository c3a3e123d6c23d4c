using System.CommandLine;
using System.CommandLine.Parsing;
using OnRecord.Cli.Articles;
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

        A STORY is an id, or its number in the last `onrecord hot`. An ENTITY is an id (Q7747, local-…) or a name.
        A TIME is 2026-03-01, 2026-03-01T12:00Z, 2d, "3 hours ago" or yesterday. In a pipe, tables become columns with tabs.
        Exit codes: 0 done, 1 refused or some failed, 2 wrong usage, 3 not found, 4 service not reachable, 130 interrupted.
        """;

    // A word that begins with @ is a word, not a file to read arguments from.
    private static readonly ParserConfiguration Words = new() { ResponseFileTokenReplacer = null };

    public static async Task<int> RunAsync(string[] args)
    {
        var connection = new ConnectionOptions();
        var root = Build(connection);
        var parsed = root.Parse(args.Length == 0 ? ["--help"] : args, Words);
        var faults = FaultsOf(parsed, args);
        if (faults.Count > 0)
        {
            foreach (var fault in faults)
            {
                await Console.Error.WriteLineAsync($"onrecord: {fault}");
            }

            await Console.Error.WriteLineAsync($"Try: {Path(parsed.CommandResult)} --help");
            return ExitCode.Usage;
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (Exception exception) when (Failure.Explain(exception, connection.Tried) is { } failure)
        {
            await Console.Error.WriteLineAsync(failure.Message);
            return failure.ExitCode;
        }
    }

    /// <summary>What is wrong with a command line, without running it; nothing when it can run.</summary>
    public static IReadOnlyList<string> Check(string[] args) => FaultsOf(Build(new ConnectionOptions()).Parse(args, Words), args);

    private static IReadOnlyList<string> FaultsOf(ParseResult parsed, string[] args) => args.Any(Answers) ? [] : Misuse.Of(parsed, args);

    // Help, version and a shell's question for completions answer whatever else stands there.
    private static bool Answers(string word) =>
        word is "--help" or "-h" or "-?" or "--version" || word.StartsWith("[suggest", StringComparison.Ordinal);

    private static string Path(CommandResult result) => result.Parent is CommandResult parent
        ? $"{Path(parent)} {result.Command.Name}"
        : "onrecord";

    private static RootCommand Build(ConnectionOptions connection)
    {
        var root = new RootCommand(Description)
        {
            SubmitCommand.Create(connection),
            ArticleCommand.Create(connection),
            HotCommand.Create(connection),
            StoryCommand.Create(connection),
            BoardCommand.Create(connection),
            PositionsCommand.Create(connection),
            ChangesCommand.Create(connection),
            WhyCommand.Create(connection),
            SearchCommand.Create(connection),
            EntityCommand.Create(connection),
            ClaimCommand.Create(connection),
            WatchCommand.Create(connection),
            FeedCommand.Create(connection),
            StatusCommand.Create(connection),
            ReplayCommand.Create(),
            RebuildCommand.Create(connection),
            VerifyCommand.Create(connection),
            KbCommand.Create(connection),
            HashPasswordCommand.Create(),
            CompletionCommand.Create(),
        };
        connection.AddTo(root);
        DetailedHelp.Install(root);
        return root;
    }
}
