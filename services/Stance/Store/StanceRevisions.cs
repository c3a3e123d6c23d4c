using OnRecord.Defaults;

namespace OnRecord.Stances;

/// <summary>What stance holds of articles: their positions. Articles that only a story has named have revision 0.</summary>
public sealed class StanceRevisions(StanceDatabase database) : HeldRevisions(database)
{
    /// <inheritdoc />
    protected override string Select =>
        """
        SELECT article_id, revision, retracted, story_id, model_version,
            (SELECT count(*) FROM positions WHERE positions.article_id = articles.article_id) AS items
        FROM articles WHERE
        """;
}
