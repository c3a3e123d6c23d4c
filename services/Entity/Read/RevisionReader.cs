using Dapper;
using OnRecord.Api.Common.V1;
using OnRecord.Defaults;

namespace OnRecord.Entities;

/// <summary>Tells what is held of articles.</summary>
public sealed class RevisionReader(EntityDatabase database)
{
    /// <summary>What is held of some articles; unknown ones are left out.</summary>
    public async Task<IEnumerable<HeldRevision>> ListAsync(Guid[] articleIds, CancellationToken cancellation)
    {
        await using var connection = await database.OpenForKeysAsync(cancellation);
        var rows = await connection.QueryAsync<Row>(new CommandDefinition(
            $"""
            SELECT article_id, revision, retracted, model,
                (SELECT count(*) FROM mentions WHERE mentions.article_id = articles.article_id) AS items
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
            ModelVersion = row.Model,
        });
    }

    private sealed class Row
    {
        public Guid ArticleId { get; init; }

        public int Revision { get; init; }

        public bool Retracted { get; init; }

        public string Model { get; init; } = "";

        public long Items { get; init; }
    }
}
