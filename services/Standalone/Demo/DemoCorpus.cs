using System.Text.Json;
using Google.Protobuf.WellKnownTypes;
using OnRecord.Api.Ingest.V1;

namespace OnRecord.Standalone.Demo;

/// <summary>
/// Invented news: ten stories told by many outlets, with denials, confirmations, refusals to comment, unnamed sources, wire copies,
/// a correction and changes of position. People and companies do not exist.
/// </summary>
internal static class DemoCorpus
{
    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    /// <summary>The articles in order of publication, moved in time so that the last one appears at <paramref name="now"/>.</summary>
    public static IReadOnlyList<ArticleInput> Load(DateTimeOffset now)
    {
        using var resource = typeof(DemoCorpus).Assembly.GetManifestResourceStream("demo-articles")!;
        using var lines = new StreamReader(resource);
        var articles = new List<DemoArticle>();
        while (lines.ReadLine() is { Length: > 0 } line)
        {
            articles.Add(JsonSerializer.Deserialize<DemoArticle>(line, Web)!);
        }

        var shift = now - articles.Max(article => article.Published);
        return [.. articles.Select(article => new ArticleInput
        {
            Url = article.Url,
            Outlet = article.Outlet,
            Title = article.Title,
            Text = article.Text,
            PublishTime = Timestamp.FromDateTimeOffset(article.Published + shift),
        })];
    }

    private sealed record DemoArticle(string Url, string Outlet, string Title, string Text, DateTimeOffset Published);
}
