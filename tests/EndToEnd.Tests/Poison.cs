using System.Text.Json;
using OnRecord.Events;

namespace OnRecord.EndToEnd.Tests;

/// <summary>Messages of a schema that nobody knows.</summary>
internal static class Poison
{
    /// <summary>Names of the events that travel: those with a version of their own.</summary>
    public static IReadOnlyList<string> Types { get; } =
    [
        .. typeof(ArticleIngested).Assembly.GetTypes()
            .Where(type => type.Namespace == "OnRecord.Events" && type.GetProperty(nameof(ArticleIngested.SchemaVersion)) is not null)
            .Select(type => type.Name).Order(StringComparer.Ordinal),
    ];

    /// <summary>Exchange of an event.</summary>
    public static string Exchange(string type) => $"OnRecord.Events:{type}";

    /// <summary>An envelope with nothing in it that can be read.</summary>
    public static string Message(string type, string id) => Envelope(type, id, new { schemaVersion = 99 });

    /// <summary>An envelope that tells which article it is about, and no more that can be read: the fields of all events together.</summary>
    public static string Message(string type, string id, string articleId)
    {
        var revision = new { articleId, revision = 1 };
        return Envelope(type, id, new
        {
            schemaVersion = 99,
            articleId,
            revision = 1,
            article = revision,
            articles = new[] { revision },
            revisions = new[] { revision },
            causes = new[] { revision },
            changes = Array.Empty<object>(),
        });
    }

    private static string Envelope(string type, string id, object message) => JsonSerializer.Serialize(new
    {
        messageId = id,
        messageType = new[] { $"urn:message:OnRecord.Events:{type}" },
        message,
    });
}
