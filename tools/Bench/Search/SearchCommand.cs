using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Grpc.Net.Client;
using OnRecord.Api.Search.V1;
using OnRecord.Events;
using Spectre.Console;

namespace OnRecord.Bench;

/// <summary>
/// `search`: SearchArticles over many articles with several callers. The articles are mixed from the sentences of a real collection, so
/// that words are as frequent as in news; the queries are runs of two to four words from them.
/// </summary>
internal static class SearchCommand
{
    private const int SentencesPerArticle = 14;
    private const int Loaders = 64;

    public static Command Create()
    {
        var corpus = new Argument<FileInfo>("corpus") { Description = "JSON lines (.gz too) with text." };
        var articles = new Option<int>("--articles") { Description = "Articles to index.", DefaultValueFactory = _ => 100_000 };
        var callers = new Option<int>("--callers") { Description = "Concurrent callers.", DefaultValueFactory = _ => 8 };
        var seconds = new Option<int>("--seconds") { Description = "Length of the measured load.", DefaultValueFactory = _ => 30 };
        var postgres = new Option<string?>("--postgres") { Description = "Connection string of a database, empty or of an earlier run over as many articles; SQLite without." };
        var folder = new Option<string?>("--folder") { Description = "Keep SQLite's files here; a later run over as many articles takes them as they are." };
        var plot = new Option<FileInfo>("--plot") { Description = "Where the plot goes.", DefaultValueFactory = _ => new FileInfo("search.png") };
        var command = new Command("search", "Latency of full-text search.") { corpus, articles, callers, seconds, postgres, folder, plot };
        command.SetAction((parse, _) => RunAsync(
            parse.GetValue(corpus)!, parse.GetValue(articles), parse.GetValue(callers), parse.GetValue(seconds), parse.GetValue(postgres),
            parse.GetValue(folder), parse.GetValue(plot)!));
        return command;
    }

    private static async Task<int> RunAsync(FileInfo corpus, int articles, int callers, int seconds, string? postgres, string? folder, FileInfo plot)
    {
        await using var server = await SearchServer.StartAsync(postgres, folder);
        var sentences = Corpus.Sentences(corpus).ToArray();
        var indexing = await server.CountAsync() >= articles ? 0 : await FillAsync(server, sentences, articles);
        using var channel = GrpcChannel.ForAddress(server.Address);
        var client = new SearchService.SearchServiceClient(channel);

        Task Ask(int caller, int turn) =>
            client.SearchArticlesAsync(new SearchArticlesRequest { Query = Query(sentences, (caller * 7_919) + turn), PageSize = 10 }).ResponseAsync;
        await Load.RunAsync(callers, TimeSpan.FromSeconds(Math.Min(seconds, 5)), Ask);
        var result = await Load.RunAsync(callers, TimeSpan.FromSeconds(seconds), (caller, turn) => Ask(caller + callers, turn));

        var store = postgres is null ? "sqlite" : "postgres";
        var table = new Table().AddColumns("store", "articles", "indexed/s", "searches/s", "p50 ms", "p95 ms", "p99 ms", "cpu ms");
        table.AddRow(
            store, $"{articles}", $"{indexing:F0}", $"{result.PerSecond:F0}", $"{result.P50:F1}", $"{result.P95:F1}", $"{result.P99:F1}",
            $"{result.CpuPerCall:F1}");
        AnsiConsole.Write(table);
        Console.WriteLine($"search {store} articles {articles} callers {callers} p99_ms {result.P99:F1}");
        Plots.Bars(
            plot, string.Create(CultureInfo.InvariantCulture, $"SearchArticles on {store}: {articles:N0} articles, {callers} callers"), "ms",
            [("p50", result.P50), ("p95", result.P95), ("p99", result.P99)]);
        return 0;
    }

    /// <returns>Articles per second.</returns>
    private static async Task<double> FillAsync(SearchServer server, string[] sentences, int articles)
    {
        var clock = Stopwatch.StartNew();
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, Loaders).Select(_ => Task.Run(async () =>
        {
            while (Interlocked.Increment(ref next) is var number && number < articles)
            {
                await server.AddAsync(Mixed(sentences, number), []);
                if (number % 10_000 == 0)
                {
                    Console.Error.WriteLine($"{number} indexed after {clock.Elapsed.TotalSeconds:F0} s");
                }
            }
        })));
        return articles / clock.Elapsed.TotalSeconds;
    }

    private static ArticleContent Mixed(string[] sentences, int number)
    {
        var random = new Random(number);
        var title = sentences[random.Next(sentences.Length)];
        var body = string.Join(' ', Enumerable.Range(0, SentencesPerArticle).Select(_ => sentences[random.Next(sentences.Length)]));
        var published = DateTimeOffset.UtcNow.AddMinutes(-random.Next(500_000));
        return new ArticleContent(
            Guid.CreateVersion7(), 1, "", $"Outlet {random.Next(200)}", title, title + "\n\n" + body, title.Length + 2, "en", published,
            DateTimeOffset.UtcNow, null);
    }

    /// <summary>A run of two to four words of one of the sentences; the same for the same number.</summary>
    public static string Query(string[] sentences, int number)
    {
        var random = new Random(number);
        var words = sentences[random.Next(sentences.Length)].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var length = Math.Min(words.Length, random.Next(2, 5));
        var start = random.Next(words.Length - length + 1);
        return string.Join(' ', words[start..(start + length)]).Replace("\"", "", StringComparison.Ordinal).TrimStart('-');
    }
}
