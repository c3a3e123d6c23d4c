using System.CommandLine;
using OnRecord.Cli.Connect;
using OnRecord.Cli.Values;
using Spectre.Console;

namespace OnRecord.Cli.Submit;

/// <summary>onrecord submit: articles in.</summary>
internal static class SubmitCommand
{
    private const int DefaultWindow = 64;
    private const int IdsShown = 20;

    private const string Summary = "Submit articles: files, folders, or - for standard input.";

    private const string Details = """
        .jsonl[.gz]  one object a line: {"id","outlet","published","title","text" or "html","url","authors","language"}
        .html .txt   one article a file; a folder stands for all such files below it

        Prints the id of each article and what became of it, and one line per failed article, and goes on. A broken connection is taken up again without loss or repetition;
        a whole run is taken up again by giving it the same --run and the same input.

        Examples:
          onrecord submit news.jsonl.gz --wait
          onrecord submit page.html --url https://example.org/a --outlet "Example Post"
          zcat dump.jsonl.gz | onrecord submit - --json > results.jsonl
        """;

    public static Command Create(ConnectionOptions connection)
    {
        var paths = new Argument<string[]>("PATH") { Description = "Files, folders, or -.", Arity = ArgumentArity.OneOrMore };
        var format = TypedOptions.Word<InputFormat>("--format", "How to read - and files with another ending; guessed when left out.");
        var window = TypedOptions.Count("--window", "Articles on their way at a time.", DefaultWindow, 10_000);
        var run = new Option<string>("--run") { Description = "Name of the run: makes the request ids, so that a second run with it repeats nothing." };
        var wait = new Option<bool>("--wait") { Description = "Return only when all accepted articles are indexed." };
        var url = new Option<string>("--url") { Description = "For articles without one." };
        var outlet = new Option<string>("--outlet") { Description = "For articles without one." };
        var title = new Option<string>("--title") { Description = "For articles without one." };
        var published = TypedOptions.Moment("--published", "For articles without one.");
        var language = TypedOptions.Language("--language", "For articles without one; identified when left out");

        var command = new DetailedCommand("submit", Summary, Details) { paths, format, window, run, wait, url, outlet, title, published, language };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var clients = connection.Connect(parsed);
            var defaults = new ArticleDefaults(
                parsed.GetValue(url), parsed.GetValue(outlet), parsed.GetValue(title), parsed.GetValue(published), parsed.GetValue(language));
            var reader = new ArticleReader(defaults, parsed.GetValue(format));
            using var submitter = new BulkSubmitter(
                clients.Ingest, parsed.GetValue(window), parsed.GetValue(run) ?? Guid.NewGuid().ToString("N"));
            var output = connection.Output(parsed);
            return await RunAsync(clients, reader, submitter, parsed.GetValue(paths)!, parsed.GetValue(wait), output.Json, cancellation);
        });
        return command;
    }

    private static async Task<int> RunAsync(
        Clients clients, ArticleReader reader, BulkSubmitter submitter, string[] paths, bool wait, bool json, CancellationToken cancellation)
    {
        var tally = new SubmitTally(json, Console.Out, Console.Error);
        var total = ArticleReader.Count(paths);
        await Bar().StartAsync(async progress =>
        {
            var sent = progress.AddTask("submitted", maxValue: total ?? 1);
            sent.IsIndeterminate = total is null;
            await submitter.RunAsync(Readable(reader.ReadAsync(paths, cancellation), tally), (item, result) =>
            {
                tally.Add(item, result);
                sent.Value = tally.Total;
            }, cancellation);
            sent.Value = sent.MaxValue;
            if (wait)
            {
                var indexed = progress.AddTask("indexed", maxValue: Math.Max(1, tally.Accepted.Distinct().Count()));
                foreach (var article in await new IndexWait(clients.Ingest).RunAsync(tally.Accepted, done => indexed.Value = done, cancellation))
                {
                    tally.Fail(article.ArticleId, article.StateReason);
                }
            }
        });
        tally.WriteIds(Output.Piped ? int.MaxValue : IdsShown);
        await Console.Error.WriteLineAsync(tally.Summary());
        return tally.Failed == 0 ? ExitCode.Success : ExitCode.Failed;
    }

    private static async IAsyncEnumerable<OutgoingArticle> Readable(IAsyncEnumerable<OutgoingArticle> articles, SubmitTally tally)
    {
        await foreach (var item in articles)
        {
            if (item.Fault is { } fault)
            {
                tally.Fail(item.Source, fault);
            }
            else
            {
                yield return item;
            }
        }
    }

    private static Progress Bar() => Output.Remarks.Progress().AutoClear(true).Columns(
        new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn(), new SpinnerColumn());
}
