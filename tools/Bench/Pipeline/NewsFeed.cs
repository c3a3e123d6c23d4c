using System.Text.Json;
using OnRecord.Api.Ingest.V1;
using OnRecord.Data;
using OnRecord.Events;

namespace OnRecord.Bench;

/// <summary>Real articles in mixed order, and when they are used up articles mixed from their sentences.</summary>
internal sealed class NewsFeed
{
    private const int Seed = 20_261_122;

    private readonly string _run = Guid.NewGuid().ToString("N");
    private readonly ArticleMixer _mixer;
    private readonly List<(string Title, string Text, string Outlet)> _articles = [];
    private int _next;

    public NewsFeed(FileInfo file)
    {
        foreach (var line in TextFiles.ReadLines(file.FullName))
        {
            using var json = JsonDocument.Parse(line);
            string Field(string name) => json.RootElement.TryGetProperty(name, out var value) ? value.GetString() ?? "" : "";
            _articles.Add((Field("title"), Field("text"), Field("outlet")));
        }

        _mixer = ArticleMixer.Of(_articles.Select(article => article.Text));
        var random = new Random(Seed);
        random.Shuffle(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_articles));
    }

    /// <summary>The next articles.</summary>
    public List<SubmitArticlesRequest> Take(int count) => [.. Enumerable.Range(0, count).Select(_ => Next())];

    /// <summary>Mixed articles only: all alike, however many.</summary>
    public List<SubmitArticlesRequest> TakeMixed(int count)
    {
        var articles = Enumerable.Range(_next, count).Select(number => _mixer.Make(_run, number)).ToList();
        _next += count;
        return articles;
    }

    /// <summary>Articles in a language that is not analysed: everything but the analysis is done for them.</summary>
    public List<SubmitArticlesRequest> TakeUnanalysed(int count)
    {
        var articles = TakeMixed(count);
        articles.ForEach(article => article.Article.Language = "de");
        return articles;
    }

    /// <summary>The same articles as the events hold them.</summary>
    public static List<ArticleContent> Contents(IEnumerable<SubmitArticlesRequest> articles) =>
    [
        .. articles.Select(request => new ArticleContent(
            Guid.NewGuid(), 1, request.Article.Url, request.Article.Outlet, request.Article.Title, $"{request.Article.Title}\n\n{request.Article.Text}",
            request.Article.Title.Length + 2, request.Article.Language, DateTimeOffset.UtcNow, DateTimeOffset.UtcNow, null)),
    ];

    private SubmitArticlesRequest Next()
    {
        var number = _next++;
        if (number >= _articles.Count)
        {
            return _mixer.Make(_run, number);
        }

        var (title, text, outlet) = _articles[number];
        return new SubmitArticlesRequest
        {
            RequestId = $"{_run}-{number}",
            Article = new ArticleInput { Title = title, Text = text, Outlet = outlet, Url = $"https://bench.example/{_run}/{number}" },
        };
    }
}
