using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using OnRecord.Data;
using OnRecord.Language;
using OnRecord.Stances;

namespace OnRecord.Eval;

/// <summary>How fast the whole engine is, tokenizer to coreference, what stance adds to it, and what they allocate.</summary>
internal static class SpeedCommand
{
    private const int WarmUpArticles = 200;

    // Every fifth article is kept for stance: enough to be like the whole, and little enough to hold in memory.
    private const int StanceStep = 5;
    private const int StancePasses = 6;

    private static readonly Argument<FileInfo> FileArgument = new("file") { Description = "Articles as JSON lines with title and text (.gz or plain)." };

    /// <summary>Describes the command line.</summary>
    public static Command Create()
    {
        var command = new Command("speed", "Tokens and articles per second on one thread and on all, and bytes allocated per article.") { FileArgument };
        command.SetAction(result => Run(result.GetRequiredValue(FileArgument).FullName));
        return command;
    }

    private static void Run(string path)
    {
        var watch = Stopwatch.StartNew();
        var engine = LanguageEngine.Default;
        Figures.Print("speed.load_seconds", watch.Elapsed.TotalSeconds);
        engine.Analyze("Everything has been touched once.");
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        using var process = Process.GetCurrentProcess();
        Figures.Print("speed.models_heap_megabytes", GC.GetTotalMemory(forceFullCollection: true) / 1e6);
        Figures.Print("speed.models_resident_megabytes", process.WorkingSet64 / 1e6);
        var articles = TextFiles.ReadLines(path).Select(Read).ToArray();
        foreach (var (text, bodyStart) in articles.Take(WarmUpArticles))
        {
            engine.Analyze(text, bodyStart);
        }

        PrintStance([.. articles.Where((_, i) => i % StanceStep == 0).Select(article => engine.Analyze(article.Text, article.BodyStart))]);
        var tokens = 0L;
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        process.Refresh();
        var busy = process.TotalProcessorTime;
        watch.Restart();
        foreach (var (text, bodyStart) in articles)
        {
            tokens += engine.Analyze(text, bodyStart).Tokens.Length;
        }

        Report("one_thread", watch.Elapsed, tokens, articles.Length);
        process.Refresh();

        // The same by processor time: what the machine would do if nobody else used it.
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"speed.one_thread.tokens_per_processor_second {tokens / (process.TotalProcessorTime - busy).TotalSeconds:0}"));
        Figures.Print("speed.allocated_bytes_per_article", (double)(GC.GetAllocatedBytesForCurrentThread() - allocated) / articles.Length);

        watch.Restart();
        Parallel.ForEach(articles, article => engine.Analyze(article.Text, article.BodyStart));
        Report("all_cores", watch.Elapsed, tokens, articles.Length);
        Console.WriteLine($"speed.cores {Environment.ProcessorCount}");
    }

    /// <summary>
    /// What attributions, positions and portrayals add to the engine: the best of some passes on one thread, by processor time, which does
    /// not count what else the machine is busy with.
    /// </summary>
    private static void PrintStance(Document[] documents)
    {
        var portrayer = new Portrayer();
        Cheapest("stance", documents, document =>
        {
            StanceAnalyzer.Default.Analyze(document);
            portrayer.Find(document, CancellationToken.None);
        });
        Cheapest("portrayal", documents, document => portrayer.Find(document, CancellationToken.None));
    }

    private static void Cheapest(string name, Document[] documents, Action<Document> work)
    {
        var best = double.MaxValue;
        var allocated = 0L;
        for (var pass = 0; pass < StancePasses; pass++)
        {
            var (busy, before) = (Environment.CpuUsage.UserTime, GC.GetAllocatedBytesForCurrentThread());
            Array.ForEach(documents, work);
            best = Math.Min(best, (Environment.CpuUsage.UserTime - busy).TotalMilliseconds / documents.Length);
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Figures.Print($"speed.{name}_ms_per_article", best);
        Figures.Print($"speed.{name}_allocated_bytes_per_article", (double)allocated / documents.Length);
    }

    private static (string Text, int BodyStart) Read(string line)
    {
        using var json = JsonDocument.Parse(line);
        var body = json.RootElement.GetProperty("text").GetString()!;
        return json.RootElement.TryGetProperty("title", out var title) && title.GetString() is { Length: > 0 } headline
            ? ($"{headline}\n\n{body}", headline.Length + 2)
            : (body, 0);
    }

    private static void Report(string name, TimeSpan elapsed, long tokens, int articles)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"speed.{name}.tokens_per_second {tokens / elapsed.TotalSeconds:0}"));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"speed.{name}.articles_per_second {articles / elapsed.TotalSeconds:0.0}"));
    }
}
