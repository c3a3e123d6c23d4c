using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OnRecord.Api.Ingest.V1;
using OnRecord.Data;
using OnRecord.Defaults;
using OnRecord.Ingest;

namespace OnRecord.Eval;

/// <summary>
/// Near-duplicates: makes copies of articles the way papers do (cut, reordered, under another headline, with another agency line),
/// submits everything to ingest's own store, and counts which copies are linked to an article of their group.
/// </summary>
internal static class DuplicatesCommand
{
    private const int Batch = 128;
    private const int CommonRun = 30;

    private static readonly Argument<FileInfo> FileArgument = new("file") { Description = "Articles, one JSON object {\"title\", \"text\"} a line (.gz or plain)." };

    private static readonly Option<int> Show = new("--show") { Description = "Prints this many wrong links and this many missed copies." };

    /// <summary>The command "duplicates".</summary>
    public static Command Create()
    {
        var command = new Command("duplicates", "Recall and precision of near-duplicate detection.") { FileArgument, Show };
        command.SetAction((result, cancellation) => RunAsync(result.GetRequiredValue(FileArgument).FullName, result.GetValue(Show), cancellation));
        return command;
    }

    private static async Task RunAsync(string path, int show, CancellationToken cancellation)
    {
        var all = Read(path).Select(Clean).Where(article => TextSketch.Of(article.Body).Size >= 50).ToList();
        var originals = WithoutNaturalCopies(all);
        Figures.Print("duplicates.articles", originals.Count);
        Figures.Print("duplicates.natural_copies_left_out", all.Count - originals.Count);

        var copies = originals.SelectMany((article, group) => WireCopies.Of(article, group)).ToList();
        var heads = originals.Select((article, group) => new Copy("original", group, article.Title, article.Body)).ToList();
        var (original, speed) = await MeasureAsync([.. heads, .. Shuffled(copies)], show, cancellation);
        Figures.Print("duplicates.recall", original.Recall(copies.Count));
        foreach (var kind in copies.GroupBy(copy => copy.Kind))
        {
            Figures.Print($"duplicates.recall.{kind.Key}", original.Recall(kind.Count(), kind.Key));
        }

        Figures.Print("duplicates.precision", original.Precision);
        Figures.Print("duplicates.articles_per_second", speed);

        // The harder case: whatever comes first is the head of its group, be it the shortest cut.
        var (any, _) = await MeasureAsync(Shuffled([.. heads, .. copies]), show: 0, cancellation);
        Figures.Print("duplicates.any_order.recall", any.Recall(copies.Count));
        Figures.Print("duplicates.any_order.precision", any.Precision);
    }

    /// <summary>Copies are made of what ingest would store, not of the page residue in the file.</summary>
    private static SourceArticle Clean(SourceArticle article)
    {
        var clean = new ArticleCleaner().Clean(new ArticleInput { Title = article.Title, Text = article.Body, Language = "en" });
        return new SourceArticle(clean.Title, clean.Text[clean.BodyStart..]);
    }

    private static async Task<(DuplicateScore Score, double ArticlesPerSecond)> MeasureAsync(List<Copy> articles, int show, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("onrecord-duplicates-");
        try
        {
            using var host = BuildHost(folder.FullName);
            await host.StartAsync(cancellation);
            var preparer = host.Services.GetRequiredService<ArticlePreparer>();
            var store = host.Services.GetRequiredService<ArticleStore>();
            var submissions = articles.Select((copy, number) => preparer.Prepare(copy.ToInput(number), requestId: "", cancellation)).ToList();

            var score = new DuplicateScore();
            var known = new Dictionary<Guid, Copy>();
            var watch = Stopwatch.StartNew();
            for (var at = 0; at < submissions.Count; at += Batch)
            {
                var batch = submissions.GetRange(at, Math.Min(Batch, submissions.Count - at));
                var results = await store.SubmitAsync(batch, cancellation);
                for (var one = 0; one < batch.Count; one++)
                {
                    var article = known[results[one]!.ArticleId] = articles[at + one];
                    var head = results[one]!.OriginalArticleId is { } id ? known[id] : null;
                    if (!score.Add(article, head) && show-- > 0)
                    {
                        Console.Error.WriteLine($"{(head is null ? "missed" : "wrong")} {article.Kind}: {Beginning(article)}\n    {(head is null ? "" : Beginning(head))}");
                    }
                }
            }

            var speed = articles.Count / watch.Elapsed.TotalSeconds;
            await host.StopAsync(cancellation);
            return (score, speed);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Beginning(Copy copy) => $"[{copy.Title}] {copy.Body.ReplaceLineEndings(" ")[..Math.Min(300, copy.Body.Length)]}";

    private static IHost BuildHost(string folder)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection([new("Storage:Folder", folder), new("Storage:Synchronous", "NORMAL")]);
        builder.AddValidatedOptions<IntakeOptions>(IntakeOptions.Section);
        builder.AddDatabase<IngestDatabase>();
        builder.Services
            .AddSingleton(TimeProvider.System)
            .AddSingleton<OutboxSignal>()
            .AddSingleton<ArticleCleaner>()
            .AddSingleton<ArticlePreparer>()
            .AddSingleton<ArticleStore>();
        return builder.Build();
    }

    /// <summary>
    /// Leaves out articles that share a run of <see cref="CommonRun"/> words with an earlier one: the collection itself holds wire
    /// copies and follow-ups built on them, and no one has labelled those. An independent measure from the one under test.
    /// </summary>
    private static List<SourceArticle> WithoutNaturalCopies(List<SourceArticle> articles)
    {
        var seen = new HashSet<ulong>();
        var kept = new List<SourceArticle>();
        foreach (var article in articles)
        {
            var runs = Runs(article.Body).ToList();
            if (!runs.Exists(seen.Contains))
            {
                kept.Add(article);
            }

            seen.UnionWith(runs);
        }

        return kept;
    }

    private static IEnumerable<ulong> Runs(string text)
    {
        var words = text.ToLowerInvariant().Split([' ', '\n', '.', ',', '"', '“', '”', '\'', '’', '‘', '-', '–', '—'], StringSplitOptions.RemoveEmptyEntries);
        for (var start = 0; start + CommonRun <= words.Length; start++)
        {
            var hash = 17ul;
            for (var at = start; at < start + CommonRun; at++)
            {
                hash = (hash * 1_000_003) ^ (uint)string.GetHashCode(words[at], StringComparison.Ordinal);
            }

            yield return hash;
        }
    }

    private static List<Copy> Shuffled(List<Copy> copies)
    {
        var shuffled = copies.ToArray();
        new Random(20261122).Shuffle(shuffled);
        return [.. shuffled];
    }

    private static IEnumerable<SourceArticle> Read(string path)
    {
        foreach (var line in TextFiles.ReadLines(path))
        {
            using var json = JsonDocument.Parse(line);
            yield return new SourceArticle(json.RootElement.GetProperty("title").GetString() ?? "", json.RootElement.GetProperty("text").GetString() ?? "");
        }
    }
}

/// <summary>An article of the collection.</summary>
internal sealed record SourceArticle(string Title, string Body);

/// <summary>An article to submit: an original or a copy made of one.</summary>
internal sealed record Copy(string Kind, int Group, string Title, string Body)
{
    public ArticleInput ToInput(int number) => new()
    {
        Text = Body,
        Title = Title,
        Url = $"https://outlet-{number % 97}.example/{number}",
        Outlet = $"Outlet {number % 97}",
        Language = "en",
    };
}
