using OnRecord.Defaults;

namespace OnRecord.Search;

/// <summary>What search holds of articles: their places in stories. The oldest of what it has of an article counts: that is the one which is missing something.</summary>
internal sealed class SearchRevisions(SearchDatabase database) : HeldRevisions(database)
{
    private readonly string _least = database.IsPostgres ? "least" : "min";

    protected override string Key => "member.article_id";

    protected override string Select =>
        $"""
        SELECT member.article_id, member.story_id, member.story_id IS NULL AS retracted,
            {_least}(member.revision, coalesce(article.revision, tombstone.revision, 0), coalesce(positions.revision, 0)) AS revision,
            (SELECT count(*) FROM article_stance WHERE article_stance.article_id = member.article_id) AS items
        FROM story_member member
        LEFT JOIN article ON article.article_id = member.article_id
        LEFT JOIN article_tombstone tombstone ON tombstone.article_id = member.article_id
        LEFT JOIN article_positions positions ON positions.article_id = member.article_id
        WHERE
        """;
}
