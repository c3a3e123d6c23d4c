using System.Globalization;
using System.Text.Json;
using OnRecord.Data;

namespace OnRecord.Eval;

/// <summary>An article of a story data set.</summary>
/// <param name="Id">Id in the data set.</param>
/// <param name="Story">Gold story, or null.</param>
/// <param name="Title">Headline, or empty.</param>
/// <param name="Text">Body.</param>
/// <param name="PublishedAt">Unix milliseconds, or null.</param>
internal sealed record StoryArticle(string Id, string? Story, string Title, string Text, long? PublishedAt)
{
    /// <summary>Headline and body as ingest would write them.</summary>
    public string FullText => Title.Length == 0 ? Text : Title + "\n\n" + Text;

    /// <summary>Where the body begins in <see cref="FullText"/>.</summary>
    public int BodyStart => Title.Length == 0 ? 0 : Title.Length + 2;

    /// <summary>Reads JSON lines, gzip or plain; knows the fields of stories-fnc1, stories-5w1h and news-articles.</summary>
    public static IEnumerable<StoryArticle> Read(FileInfo file)
    {
        foreach (var line in TextFiles.ReadLines(file.FullName))
        {
            using var json = JsonDocument.Parse(line);
            var published = Field(json.RootElement, "published");
            yield return new StoryArticle(
                Field(json.RootElement, "id") ?? Field(json.RootElement, "body_id") ?? "",
                Field(json.RootElement, "story"),
                Field(json.RootElement, "title") ?? Field(json.RootElement, "headline") ?? "",
                Field(json.RootElement, "text") ?? "",
                DateTimeOffset.TryParse(published, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
                    ? time.ToUnixTimeMilliseconds()
                    : null);
        }
    }

    private static string? Field(JsonElement article, string name) => article.TryGetProperty(name, out var value)
        ? value.ValueKind == JsonValueKind.String ? value.GetString() : value.ValueKind == JsonValueKind.Null ? null : value.ToString()
        : null;
}
