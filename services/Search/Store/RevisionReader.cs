using Dapper;
using OnRecord.Api.Common.V1;
using OnRecord.Defaults;

namespace OnRecord.Search;

/// <summary>Tells what is held of articles.</summary>
internal sealed class RevisionReader(SearchDatabase database)
{
    /// <summary>What is held of some articles; those that are in no story yet are left out.</summary>
    public async Task<IEnumerable<HeldRevision>> ListAsync(Guid[] articleIds, CancellationToken cancellation)
    {
        await using var connection = await database.OpenForKeysAsync(cancellation);
        // The oldest of the parts counts: it is the one that is missing something.
        var rows = await connection.QueryAsync<Row>(new CommandDefinition(
            $"""
            SELECT member.article_id, member.revision, member.story_id, coalesce(article.revision, tombstone.revision, 0) AS indexed_revision,
                coalesce(positions.revision, 0) AS position_revision,
                (SELECT count(*) FROM article_stance WHERE article_stance.article_id = member.article_id) AS items
            FROM story_member member
            LEFT JOIN article ON article.article_id = member.article_id
            LEFT JOIN article_tombstone tombstone ON tombstone.article_id = member.article_id
            LEFT JOIN article_positions positions ON positions.article_id = member.article_id
            WHERE {database.In("member.article_id", "articleIds")}
            """,
            new DynamicParameters().With(database, "articleIds", articleIds),
            cancellationToken: cancellation));
        return rows.Select(row => new HeldRevision
        {
            ArticleId = row.ArticleId.ToString(),
            Revision = (int)Math.Min(row.Revision, Math.Min(row.IndexedRevision, row.PositionRevision)),
            Retracted = row.StoryId is null,
            Items = (int)row.Items,
            StoryId = row.StoryId?.ToString() ?? "",
        });
    }

    private sealed class Row
    {
        public Guid ArticleId { get; init; }

        public long Revision { get; init; }

        public long IndexedRevision { get; init; }

        public long PositionRevision { get; init; }

        public Guid? StoryId { get; init; }

        public long Items { get; init; }
    }
}
