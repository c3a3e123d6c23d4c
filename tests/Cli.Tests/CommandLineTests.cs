using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using OnRecord.TestKit;

namespace OnRecord.Cli.Tests;

/// <summary>What the command line answers to somebody who gets it wrong.</summary>
[Collection("console")]
public sealed partial class CommandLineTests
{
    public static TheoryData<string, int, string> WrongLines => new()
    {
        { "borad|1", ExitCode.Usage, "There is no command \"borad\". Did you mean board?" },
        { "board|--evidnce|1", ExitCode.Usage, "There is no option --evidnce. Did you mean --evidence?" },
        { "search|--sotries|harbour", ExitCode.Usage, "There is no option --sotries. Did you mean --stories?" },
        { "board|1|2", ExitCode.Usage, "There is no room for \"2\" here." },
        { "hot|--top|many", ExitCode.Usage, "--top: \"many\" is not a whole number from 1 to 100." },
        { "hot|--top|0", ExitCode.Usage, "--top: \"0\" is not a whole number from 1 to 100." },
        { "positions|--stance|denys", ExitCode.Usage, "--stance: there is no \"denys\"; did you mean denies." },
        { "positions|--since|03/04/2026", ExitCode.Usage, "may be read in two ways; write year-month-day" },
        { "feed|add|http://127.0.0.1/rss|--every|soon", ExitCode.Usage, "--every: \"soon\" is not a span of time" },
        { "article", ExitCode.Usage, "Say what to do: list, show, state, history, retract." },
        { "kb|merge|Q1", ExitCode.Usage, "INTO is missing: Stays: id, or its whole name." },
        { "replay|--bus|amqp://127.0.0.1", ExitCode.Usage, "--queue is missing: Queue, without _error." },
        { "hot|--top", ExitCode.Usage, "--top needs a value." },
        { "hot|--endpoint|nowhere", ExitCode.Usage, "must be http(s)://host:port" },
        { "hot|--endpoint|127.0.0.1:7100", ExitCode.Usage, "Did you mean http://127.0.0.1:7100?" },
        { "board|nonsense", ExitCode.Usage, "STORY: \"nonsense\" is no id." },
        { "article|show|12", ExitCode.Usage, "ARTICLE: \"12\" is no id. `onrecord article list` prints the ids." },
        { "positions|--article|12", ExitCode.Usage, "--article: \"12\" is no id. `onrecord article list` prints the ids." },
        { "entity|…", ExitCode.NotFound, "No entity is called \"…\"." },
        { "search|--language|english|x", ExitCode.Usage, "--language: \"english\" is no language code, such as en." },
        { "completion|tcsh", ExitCode.Usage, "SHELL: there is no \"tcsh\"; write bash, zsh, fish, pwsh." },
        { "submit|@missing", ExitCode.NotFound, "There is no file or folder \"@missing\"." },
    };

    [Theory]
    [MemberData(nameof(WrongLines))]
    public async Task A_wrong_line_is_answered_in_its_own_words(string line, int code, string expected)
    {
        var (exit, _, error) = await RunAsync(line.Split('|'));

        Assert.Equal(code, exit);
        Assert.Contains("onrecord: ", error, StringComparison.Ordinal);
        Assert.Contains(expected, error, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_address_is_named_where_nothing_answers()
    {
        var address = $"http://127.0.0.1:{FreePort.Next()}";

        var (exit, _, error) = await RunAsync("hot", "--endpoint", address);

        Assert.Equal(ExitCode.Unavailable, exit);
        Assert.Contains($"Nothing answers at {address}.", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http", "does not speak gRPC")]
    [InlineData("https", "No TLS with")]
    public async Task What_answers_with_something_else_is_told(string scheme, string expected)
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var answering = AnswerAsync(other);

        var (exit, _, error) = await RunAsync("hot", "--endpoint", $"{scheme}://{other.LocalEndpoint}");

        Assert.Equal(ExitCode.Unavailable, exit);
        Assert.Contains(expected, error, StringComparison.Ordinal);
        other.Stop();
        await answering;
    }

    [Fact]
    public async Task Status_tells_of_each_service_that_does_not_answer()
    {
        var (exit, output, _) = await RunAsync("status", "--json", "--endpoint", $"http://127.0.0.1:{FreePort.Next()}");

        Assert.Equal(ExitCode.Unavailable, exit);
        Assert.Equal(4, output.Split("does not answer").Length - 1);
    }

    [Fact]
    public async Task A_shell_is_offered_commands_options_and_values()
    {
        Assert.Contains("positions", (await RunAsync("[suggest:12]", "onrecord pos")).Output, StringComparison.Ordinal);
        Assert.Contains("--stance", (await RunAsync("[suggest:24]", "onrecord positions --sta")).Output, StringComparison.Ordinal);
        Assert.Contains("no-comment", (await RunAsync("[suggest:28]", "onrecord positions --stance ")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Examples_in_the_help_are_understood()
    {
        var root = (await RunAsync("--help")).Output;
        var helps = new List<string> { root };
        foreach (Match command in Listed().Matches(root[root.IndexOf("Commands:", StringComparison.Ordinal)..]))
        {
            helps.Add((await RunAsync(command.Groups[1].Value, "--help")).Output);
        }

        var examples = helps.SelectMany(help => Example().Matches(help)).Select(line => DocumentedCommandsTests.Typed(line.Groups[1].Value)).ToList();

        Assert.True(examples.Count > 30, $"only {examples.Count} examples");
        Assert.Empty(examples.SelectMany(words => CommandTree.Check(words[1..]).Select(fault => $"{string.Join(' ', words)}: {fault}")));
    }

    [Theory]
    [InlineData("bash")]
    [InlineData("zsh")]
    [InlineData("fish")]
    [InlineData("pwsh")]
    public async Task There_is_a_completion_script_for_the_shell(string shell)
    {
        var (exit, output, _) = await RunAsync("completion", shell);

        Assert.Equal(ExitCode.Success, exit);
        Assert.Contains("[suggest:", output, StringComparison.Ordinal);
    }

    // A server of HTTP/1.1, which has never heard of HTTP/2 or TLS.
    private static async Task AnswerAsync(TcpListener listener)
    {
        try
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync();
                var stream = client.GetStream();
                var read = new byte[1024];
                // As servers do: who closes with a request unread resets the connection, and the answer is lost.
                _ = await stream.ReadAsync(read);
                await stream.WriteAsync("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n"u8.ToArray());
                client.Client.Shutdown(SocketShutdown.Send);
                while (await stream.ReadAsync(read) > 0)
                {
                }
            }
        }
        catch (Exception fault) when (fault is SocketException or IOException or ObjectDisposedException or InvalidOperationException)
        {
        }
    }

    // The console is one for the process: the tests of a class run one after the other.
    private static async Task<(int Exit, string Output, string Error)> RunAsync(params string[] args)
    {
        var (output, error) = (Console.Out, Console.Error);
        using var written = new StringWriter();
        using var complained = new StringWriter();
        try
        {
            Console.SetOut(written);
            Console.SetError(complained);
            return (await CommandTree.RunAsync(args), written.ToString(), complained.ToString());
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(error);
        }
    }

    [GeneratedRegex(@"^  ([a-z][a-z-]*)", RegexOptions.Multiline)]
    private static partial Regex Listed();

    // A line of examples; what stands behind a gap is said about it.
    [GeneratedRegex(@"^ {2,}(?:\S+ \S+ \| )?(onrecord .+?)(?: {3,}.*)?$", RegexOptions.Multiline)]
    private static partial Regex Example();
}
