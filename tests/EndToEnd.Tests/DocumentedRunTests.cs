using System.Diagnostics;
using System.Text.RegularExpressions;
using OnRecord.Api.Ingest.V1;
using OnRecord.TestKit;

namespace OnRecord.EndToEnd.Tests;

/// <summary>Commands of the documentation, typed as they stand there, against the demo.</summary>
[Collection(SharedDemo.Name)]
public sealed partial class DocumentedRunTests(RunningDemo demo)
{
    // What a test has not: a broker with dead letters, a data set.
    private static readonly string[] Elsewhere = ["amqp://", "../shared/"];

    // A shell in which the commands are those of this checkout. What curl gets must not be an error.
    private static readonly string Shell = $$"""
        onrecord() { dotnet '{{ServiceAssembly.Cli}}' "$@"; }
        buf() { "$ONRECORD_TEST_BUF" "$@"; }
        curl() { command curl --silent --show-error --fail --no-buffer "$@"; }
        export -f onrecord buf curl

        """;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    public static TheoryData<string> Pages() => [.. Documents.Paths.Where(page => Commands(page).Any())];

    [SkippableTheory]
    [MemberData(nameof(Pages))]
    public async Task Commands_do_what_the_page_says(string page)
    {
        Skip.IfNot(File.Exists(Environment.GetEnvironmentVariable("ONRECORD_TEST_BUF")), "ONRECORD_TEST_BUF names no program: ./test.sh sets it.");
        using var folder = new ScratchFolder();
        await File.WriteAllTextAsync(
            folder.Combine("articles.jsonl"), """{"title": "Harbour bridge closed", "text": "Mayor Ana Ruiz denied on Monday that the harbour bridge is closed.", "outlet": "Post"}""");
        await File.WriteAllTextAsync(folder.Combine("overrides.jsonl"), """{"id": "Q99000001", "name": "Ana Ruiz", "type": "PERSON", "popularity": 80}""");
        var article = await SubmitAsync(page);
        var faults = new List<string>();
        foreach (var command in Commands(page))
        {
            // Nobody is there to be asked.
            var line = ArticleId().Replace(command, article).Replace("article retract", "article retract --yes", StringComparison.Ordinal)
                .Replace("127.0.0.1:7100", demo.GrpcAddress.Authority, StringComparison.Ordinal)
                .Replace("127.0.0.1:7180", demo.HttpAddress.Authority, StringComparison.Ordinal);
            // What goes on for ever has done its work when it has written something.
            var endless = command.Contains("watch", StringComparison.Ordinal);
            var (code, output, error) = await RunAsync(folder.Path, endless ? $"export LINE='{line.Replace("'", "'\\''", StringComparison.Ordinal)}'; timeout 6 bash -c \"$LINE\"" : line);
            if (endless ? code != 124 || output.Length == 0 : code != 0)
            {
                faults.Add($"{line}\n  ended with {code}: {output}{error}");
            }
        }

        Assert.True(faults.Count == 0, string.Join("\n", faults));
    }

    private static IEnumerable<string> Commands(string page) =>
        Documents.Blocks(page).Where(line => Command().IsMatch(line) && !Array.Exists(Elsewhere, line.Contains));

    private async Task<string> SubmitAsync(string page)
    {
        var ingest = new IngestService.IngestServiceClient(demo.Channel);
        var request = new SubmitArticleRequest { Article = News.About($"Documentholm{page.Length}") };
        var id = (await ingest.SubmitArticleAsync(request)).ArticleId;
        await Eventually.TrueAsync(async () => (await ingest.GetArticleAsync(new GetArticleRequest { ArticleId = id })).Article.Boarded, "the article is boarded");
        return id;
    }

    private Task<(int Code, string Output, string Error)> RunAsync(string folder, string line)
    {
        var start = new ProcessStartInfo("bash", ["-c", Shell + line]) { WorkingDirectory = folder };
        start.Environment["ONRECORD_ENDPOINT"] = demo.GrpcAddress.ToString().TrimEnd('/');
        // Numbers of stories that were listed elsewhere are none of this server's.
        start.Environment["XDG_DATA_HOME"] = folder;
        // A key is nothing to who asks for none.
        start.Environment["ONRECORD_API_KEY"] = "a-key";
        return ProgramRun.ToEndAsync(start, Patience);
    }

    [GeneratedRegex("""^(?:onrecord |curl |buf curl |eval "\$\(onrecord )""")]
    private static partial Regex Command();

    [GeneratedRegex(@"\bID\b")]
    private static partial Regex ArticleId();
}
