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
    public static string Message(string type, string id) => JsonSerializer.Serialize(new
    {
        messageId = id,
        messageType = new[] { $"urn:message:OnRecord.Events:{type}" },
        message = new { schemaVersion = 99 },
    });
}
