using System.Globalization;
using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using OnRecord.Api.Ingest.V1;
using OnRecord.Cli.Values;
using OnRecord.Defaults;

namespace OnRecord.Cli.Submit;

/// <summary>
/// One line of a JSONL file: an object with "text" or "html", and optionally "id" (for messages only), "outlet", "published"
/// (a date, or a time with zone), "title", "url", "authors" (array), "language". Other members are refused: a misspelt
/// "outlet" would leave the article without one, and nobody would notice.
/// </summary>
internal static class JsonArticle
{
    private static readonly string[] Fields = ["id", "text", "html", "outlet", "published", "title", "url", "authors", "language"];

    /// <summary>Reads a line; one that is not such an object gives an article with a fault.</summary>
    public static OutgoingArticle Read(string source, string line, ArticleDefaults defaults)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            var root = json.RootElement;
            if (root.ValueKind != JsonValueKind.Object)
            {
                return new OutgoingArticle(source, null, "is not a JSON object");
            }

            RefuseUnknown(root);
            var label = Text(root, "id") is { Length: > 0 } id ? $"{source} ({id})" : source;
            return new OutgoingArticle(label, Build(root, defaults));
        }
        catch (JsonException fault)
        {
            return new OutgoingArticle(source, null, $"is not JSON (at byte {fault.BytePositionInLine})");
        }
        catch (FormatException fault)
        {
            return new OutgoingArticle(source, null, fault.Message);
        }
    }

    private static void RefuseUnknown(JsonElement root)
    {
        if (root.EnumerateObject().Select(member => member.Name).FirstOrDefault(name => !Fields.Contains(name)) is { } unknown)
        {
            throw new FormatException(NearestName.Of(unknown, Fields) is { } nearest
                ? $"there is no field \"{unknown}\"; did you mean {nearest}"
                : $"there is no field \"{unknown}\"; there are {string.Join(", ", Fields)}");
        }
    }

    private static ArticleInput Build(JsonElement root, ArticleDefaults defaults)
    {
        var article = new ArticleInput
        {
            Url = Text(root, "url") ?? "",
            Outlet = Text(root, "outlet") ?? "",
            Title = Text(root, "title") ?? "",
            Language = Text(root, "language") ?? "",
        };
        if (Text(root, "html") is { } html)
        {
            article.Html = ByteString.CopyFromUtf8(html);
        }
        else
        {
            // A missing text is the service's to refuse: it names the field.
            article.Text = Text(root, "text") ?? "";
        }

        if (Text(root, "published") is { Length: > 0 } published)
        {
            if (Moments.IsAmbiguous(published))
            {
                throw new FormatException($"\"published\": \"{published}\" may be read in two ways; write year-month-day, for instance 2026-03-01");
            }

            article.PublishTime = DateTimeOffset.TryParse(published, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
                ? Timestamp.FromDateTimeOffset(time)
                : throw new FormatException($"\"published\": \"{published}\" is not a time; write for instance 2026-03-01T12:00Z");
        }

        if (root.TryGetProperty("authors", out var authors) && authors.ValueKind != JsonValueKind.Null)
        {
            article.Authors.AddRange(authors.ValueKind == JsonValueKind.Array && authors.EnumerateArray().All(author => author.ValueKind == JsonValueKind.String)
                ? authors.EnumerateArray().Select(author => author.GetString()!)
                : throw new FormatException("\"authors\" must be an array of strings"));
        }

        defaults.Fill(article);
        return article;
    }

    private static string? Text(JsonElement root, string name) => root.TryGetProperty(name, out var value)
        ? value.ValueKind switch
        {
            JsonValueKind.Null => null,
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number when name == "id" => value.GetRawText(),
            _ => throw new FormatException($"\"{name}\" must be a string"),
        }
        : null;
}
