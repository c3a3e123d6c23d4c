using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text.Json;
using System.Text.RegularExpressions;
using OnRecord.Ingest;

namespace OnRecord.Eval;

/// <summary>
/// Main-text extraction on the article extraction benchmark (scrapinghub, 2020): runs of four words, every page weighing the same.
/// </summary>
internal static partial class ExtractionCommand
{
    public static Command Create()
    {
        var folder = new Argument<string>("folder") { Description = "Folder with ground-truth.json and html/ID.html.gz." };
        var errors = new Option<int>("--errors") { Description = "Print what is missing and what is too much on the N worst pages." };
        var speed = new Option<bool>("--speed") { Description = "Also measure pages per second against SmartReader alone." };
        var command = new Command("extraction", "Main-text extraction.") { folder, errors, speed };
        command.SetAction(result => Run(result.GetRequiredValue(folder), result.GetValue(errors), result.GetValue(speed)));
        return command;
    }

    private static void Run(string folder, int errors, bool speed)
    {
        var truth = JsonSerializer.Deserialize<Dictionary<string, Truth>>(File.ReadAllText(Path.Combine(folder, "ground-truth.json")), JsonSerializerOptions.Web)!;
        var scores = new List<PageScore>();
        var pages = new List<(byte[] Html, string Url)>();
        foreach (var (id, gold) in truth.OrderBy(entry => entry.Key, StringComparer.Ordinal))
        {
            var html = Unzip(Path.Combine(folder, "html", id + ".html.gz"));
            pages.Add((html, gold.Url));
            scores.Add(PageScore.Of(gold.Url, gold.ArticleBody ?? "", Extract(html)));
        }

        Figures.Print(PageScore.Figures(scores));
        ReportDates(pages, errors > 0);
        if (speed)
        {
            Compare(pages);
        }

        foreach (var score in scores.OrderBy(score => score.F1).Take(errors))
        {
            Console.WriteLine($"--- {score.F1:F3} P {score.Precision:F3} R {score.Recall:F3} {score.Url}");
            score.Explain(Console.Out);
        }
    }

    /// <summary>
    /// The benchmark holds no dates, but many addresses do: the share of those pages whose published day is the address', give or
    /// take the day that a time zone makes.
    /// </summary>
    private static void ReportDates(List<(byte[] Html, string Url)> pages, bool explain)
    {
        int stated = 0, dated = 0, right = 0, known = 0;
        foreach (var (html, url) in pages)
        {
            var published = HtmlPage.Read(html).PublishedAt;
            known += published is null ? 0 : 1;
            if (explain && published is null)
            {
                Console.WriteLine($"undated {url}");
            }

            if (DayInUrl().Match(url) is not { Success: true } match
                || !DateTime.TryParse($"{match.Groups["year"].Value}-{match.Groups["month"].Value}-{match.Groups["day"].Value}", CultureInfo.InvariantCulture, out var day))
            {
                continue;
            }

            stated++;
            dated += published is null ? 0 : 1;
            var agrees = published is { } time && Math.Abs((time.UtcDateTime.Date - day).TotalDays) <= 1;
            right += agrees ? 1 : 0;
            if (explain && !agrees)
            {
                Console.WriteLine($"date {published:u} {url}");
            }
        }

        Figures.Print("extraction.date.known", (double)known / pages.Count);
        Figures.Print("extraction.date.agrees_with_url", stated == 0 ? 0 : (double)right / stated);
        Figures.Print("extraction.date.agrees_where_found", dated == 0 ? 0 : (double)right / dated);
    }

    private static string Extract(byte[] html) => string.Join("\n\n", HtmlPage.Read(html).Paragraphs);

    /// <summary>Both read the same pages in turns; the second round counts.</summary>
    private static void Compare(List<(byte[] Html, string Url)> pages)
    {
        double ours = 0, reader = 0;
        for (var round = 0; round < 3; round++)
        {
            ours = PagesPerSecond(pages, page => Extract(page.Html));
            reader = PagesPerSecond(pages, page =>
            {
                using var stream = new MemoryStream(page.Html, writable: false);
                using var smart = new SmartReader.Reader(page.Url, stream);
                _ = smart.GetArticle().TextContent;
            });
        }

        Figures.Print("extraction.pages_per_second", ours);
        Figures.Print("extraction.smartreader_pages_per_second", reader);
        Figures.Print("extraction.speed_ratio", ours / reader);
    }

    private static double PagesPerSecond(List<(byte[] Html, string Url)> pages, Action<(byte[] Html, string Url)> read)
    {
        var watch = Stopwatch.StartNew();
        pages.ForEach(read);
        return pages.Count / watch.Elapsed.TotalSeconds;
    }

    private static byte[] Unzip(string path)
    {
        using var gzip = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        gzip.CopyTo(plain);
        return plain.ToArray();
    }

    [GeneratedRegex(@"[/-](?<year>20\d\d)[/-]?(?<month>\d\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[/-]?(?<day>\d\d)(?!\d)", RegexOptions.CultureInvariant)]
    private static partial Regex DayInUrl();

    private sealed record Truth(string? ArticleBody, string Url);
}
