using Dapper;
using OnRecord.Api.Common.V1;
using OnRecord.Defaults;

namespace OnRecord.Stances;

/// <summary>Tells what is held of articles.</summary>
public sealed class RevisionReader(StanceDatabase database)
{
    /// <summary>What is held of some articles; those that only a story has named are left out.</summary>
    public async Task<IEnumerable<HeldRevision>> ListAsync(Guid[] articleIds, CancellationToken cancellation)
    {
        await using var connection = await database.OpenForKeysAsync(cancellation);
        var rows = await connection.QueryAsync<Row>(new CommandDefinition(
            $"""
            SELECT article_id, revision, retracted, story_id, model_version,
                (SELECT count(*) FROM positions WHERE positions.article_id = articles.article_id) AS items
            FROM articles WHERE {database.In("article_id", "articleIds")}
            """,
            new { articleIds = database.List(articleIds) },
            cancellationToken: cancellation));
        return rows.Select(row => new HeldRevision
        {
            ArticleId = row.ArticleId.ToString(),
            Revision = row.Revision,
            Retracted = row.Retracted,
            Items = (int)row.Items,
            StoryId = row.StoryId?.ToString() ?? "",
            ModelVersion = row.ModelVersion,
        });
    }

    private sealed class Row
    {
        public Guid ArticleId { get; init; }

        public int Revision { get; init; }

        public bool Retracted { get; init; }

        public Guid? StoryId { get; init; }

        public string ModelVersion { get; init; } = "";

        public long Items { get; init; }
    }
}
