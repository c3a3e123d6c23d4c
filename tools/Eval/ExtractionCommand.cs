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
    private const int ShingleLength = 4;

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

        var precision = scores.Where(score => score.TruePositives + score.FalsePositives > 0).Average(score => score.Precision);
        var recall = scores.Where(score => score.TruePositives + score.FalseNegatives > 0).Average(score => score.Recall);
        Figures.Print("extraction.f1", Figures.F1(precision, recall));
        Figures.Print("extraction.precision", precision);
        Figures.Print("extraction.recall", recall);
        Figures.Print("extraction.accuracy", scores.Average(score => score.Exact ? 1.0 : 0.0));
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

    [GeneratedRegex(@"\w+", RegexOptions.CultureInvariant)]
    private static partial Regex Word();

    [GeneratedRegex(@"[/-](?<year>20\d\d)[/-]?(?<month>\d\d|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[/-]?(?<day>\d\d)(?!\d)", RegexOptions.CultureInvariant)]
    private static partial Regex DayInUrl();

    private sealed record Truth(string? ArticleBody, string Url);

    private sealed record PageScore(
        string Url, double TruePositives, double FalsePositives, double FalseNegatives, bool Exact, string[] Gold, string[] Found)
    {
        public double Precision => FalsePositives + FalseNegatives == 0 ? 1 : TruePositives == 0 ? 0 : TruePositives / (TruePositives + FalsePositives);

        public double Recall => FalsePositives + FalseNegatives == 0 ? 1 : TruePositives == 0 ? 0 : TruePositives / (TruePositives + FalseNegatives);

        public double F1 => Figures.F1(Precision, Recall);

        public static PageScore Of(string url, string gold, string found)
        {
            var goldWords = Words(gold);
            var foundWords = Words(found);
            var goldShingles = Shingles(goldWords);
            var foundShingles = Shingles(foundWords);
            double right = 0, tooMuch = 0, missing = 0;
            foreach (var shingle in goldShingles.Keys.Union(foundShingles.Keys))
            {
                var wanted = goldShingles.GetValueOrDefault(shingle);
                var got = foundShingles.GetValueOrDefault(shingle);
                right += Math.Min(wanted, got);
                tooMuch += Math.Max(0, got - wanted);
                missing += Math.Max(0, wanted - got);
            }

            var sum = Math.Max(1, right + tooMuch + missing);
            return new PageScore(url, right / sum, tooMuch / sum, missing / sum, goldWords.SequenceEqual(foundWords), goldWords, foundWords);
        }

        public void Explain(TextWriter output)
        {
            Runs("missing ", Gold, Shingles(Found), output);
            Runs("too much", Found, Shingles(Gold), output);
        }

        private static void Runs(string label, string[] words, Dictionary<string, int> other, TextWriter output)
        {
            var run = new List<string>();
            for (var at = 0; at <= words.Length - ShingleLength; at++)
            {
                var known = other.ContainsKey(string.Join(' ', words.AsSpan(at, ShingleLength)!));
                if (!known)
                {
                    run.Add(words[at]);
                }

                if (run.Count > 0 && (known || at == words.Length - ShingleLength))
                {
                    var text = string.Join(' ', run);
                    output.WriteLine($"  {label} {run.Count,4}: {(text.Length > 220 ? text[..150] + " … " + text[^60..] : text)}");
                    run.Clear();
                }
            }
        }

        private static string[] Words(string text) => [.. Word().Matches(text).Select(match => match.Value)];

        private static Dictionary<string, int> Shingles(string[] words)
        {
            var shingles = new Dictionary<string, int>();
            var length = Math.Min(ShingleLength, words.Length);
            for (var at = 0; length > 0 && at <= words.Length - length; at++)
            {
                var shingle = string.Join(' ', words.AsSpan(at, length)!);
                shingles[shingle] = shingles.GetValueOrDefault(shingle) + 1;
            }

            return shingles;
        }
    }
}
