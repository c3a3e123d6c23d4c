using OnRecord.Defaults;

namespace OnRecord.Entities;

/// <summary>What entity holds of articles: their mentions.</summary>
public sealed class EntityRevisions(EntityDatabase database) : HeldRevisions(database)
{
    /// <inheritdoc />
    protected override string Select =>
        """
        SELECT article_id, revision, retracted, model AS model_version,
            (SELECT count(*) FROM mentions WHERE mentions.article_id = articles.article_id) AS items
        FROM articles WHERE
        """;
}
