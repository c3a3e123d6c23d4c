using OnRecord.Events;

namespace OnRecord.Search.Tests;

/// <summary>Articles made by hand, with the entities that a test names.</summary>
internal static class HandMade
{
    public static readonly DateTimeOffset Noon = new(2026, 11, 20, 12, 0, 0, TimeSpan.Zero);

    public static ArticleRecognized Article(
        string title,
        string body,
        Guid? id = null,
        int revision = 1,
        string outlet = "The Harbour Post",
        DateTimeOffset? published = null,
        Guid? original = null,
        string language = "en",
        params string[] entities)
    {
        var text = title.Length == 0 ? body : title + "\n\n" + body;
        var content = new ArticleContent(
            id ?? Guid.NewGuid(),
            revision,
            "https://example.org/" + Guid.NewGuid().ToString("N"),
            outlet,
            title,
            text,
            title.Length == 0 ? 0 : title.Length + 2,
            language,
            published ?? Noon,
            Noon.AddHours(1),
            original);
        return new ArticleRecognized(
            Schema.Version,
            content,
            [.. entities.Select((name, rank) => new RecognizedEntity(Id(name), name, EntityType.Person, "", 1f / (rank + 1)))],
            AwaitsPositions: true);
    }

    public static DetectedPosition Position(string holder, StanceLabel stance) => new(Guid.NewGuid(), Id(holder), holder, stance, 0, 10, 0.9f);

    public static string Id(string name) => "local-" + name.ToLowerInvariant().Replace(' ', '-');
}
