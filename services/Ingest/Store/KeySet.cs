using System.Text.Json;
using OnRecord.Events;

namespace OnRecord.Ingest;

/// <summary>
/// A set of keys of several columns as one JSON parameter that both engines can join with, so that a batch is one statement on either. In SQL it
/// is a table named k. Lists of single values are those of <see cref="OnRecord.Defaults.SqlLists"/>.
/// </summary>
internal static class KeySet
{
    /// <summary>SQL of the table k (article_id, revision) out of the parameter @keys made by <see cref="Json(IEnumerable{RevisionKey})"/>.</summary>
    public static string Revisions(bool postgres) => postgres
        ? "jsonb_to_recordset(@keys::jsonb) AS k(article_id uuid, revision integer)"
        : "(SELECT value ->> 'article_id' AS article_id, value ->> 'revision' AS revision FROM json_each(@keys)) AS k";

    /// <summary>SQL of the table k (article_id, revision, story_id, indexed_at) out of @keys made by <see cref="Json(IEnumerable{ArticleIndexed})"/>.</summary>
    public static string Indexed(bool postgres) => postgres
        ? "jsonb_to_recordset(@keys::jsonb) AS k(article_id uuid, revision integer, story_id uuid, indexed_at bigint)"
        : "(SELECT value ->> 'article_id' AS article_id, value ->> 'revision' AS revision, value ->> 'story_id' AS story_id, "
            + "value ->> 'indexed_at' AS indexed_at FROM json_each(@keys)) AS k";

    /// <summary>SQL of the table k (article_id, revision, parts) out of @keys made by <see cref="Json(IEnumerable{LedgerNews})"/>.</summary>
    public static string Parts(bool postgres) => postgres
        ? "jsonb_to_recordset(@keys::jsonb) AS k(article_id uuid, revision integer, parts integer)"
        : "(SELECT value ->> 'article_id' AS article_id, value ->> 'revision' AS revision, value ->> 'parts' AS parts FROM json_each(@keys)) AS k";

    /// <summary>SQL of the table k (article_id, story_id, said_at) out of @keys made by <see cref="Json(IEnumerable{StoryWord})"/>.</summary>
    public static string Words(bool postgres) => postgres
        ? "jsonb_to_recordset(@keys::jsonb) AS k(article_id uuid, story_id uuid, said_at bigint)"
        : "(SELECT value ->> 'article_id' AS article_id, value ->> 'story_id' AS story_id, value ->> 'said_at' AS said_at FROM json_each(@keys)) AS k";

    public static string Json(IEnumerable<RevisionKey> keys) =>
        JsonSerializer.Serialize(keys.Select(key => new { article_id = key.ArticleId, revision = key.Revision }));

    public static string Json(IEnumerable<LedgerNews> news) => JsonSerializer.Serialize(news.Select(one => new
    {
        article_id = one.Key.ArticleId,
        revision = one.Key.Revision,
        parts = (int)one.Parts,
    }));

    public static string Json(IEnumerable<StoryWord> words) => JsonSerializer.Serialize(words.Select(one => new
    {
        article_id = one.ArticleId,
        story_id = one.StoryId,
        said_at = one.SaidAt,
    }));

    public static string Json(IEnumerable<ArticleIndexed> indexed) => JsonSerializer.Serialize(indexed.Select(one => new
    {
        article_id = one.ArticleId,
        revision = one.Revision,
        story_id = one.StoryId,
        indexed_at = one.IndexedAt.ToUnixTimeMilliseconds(),
    }));
}
