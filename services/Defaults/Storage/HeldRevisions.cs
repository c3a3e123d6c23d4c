using Dapper;
using OnRecord.Api.Common.V1;

namespace OnRecord.Defaults;

/// <summary>Tells what a service holds of articles; each says by its SQL where that stands.</summary>
public abstract class HeldRevisions(Database database)
{
    /// <summary>
    /// A statement that gives article_id, revision, retracted, items and, where the service knows them, story_id and model_version, and ends where the
    /// condition on the articles follows.
    /// </summary>
    protected abstract string Select { get; }

    /// <summary>The column that the condition is on.</summary>
    protected virtual string Key => "article_id";

    /// <summary>What is held of some articles; those that the service does not know are left out.</summary>
    public async Task<IEnumerable<HeldRevision>> ListAsync(Guid[] articleIds, CancellationToken cancellation)
    {
        await using var connection = await database.OpenForKeysAsync(cancellation);
        var rows = await connection.QueryAsync<Row>(new CommandDefinition(
            $"{Select} {database.In(Key, "articleIds")}", new { articleIds = database.List(articleIds) }, cancellationToken: cancellation));
        return rows.Select(row => new HeldRevision
        {
            ArticleId = row.ArticleId.ToString(),
            Revision = (int)row.Revision,
            Retracted = row.Retracted,
            Items = (int)row.Items,
            StoryId = row.StoryId?.ToString() ?? "",
            ModelVersion = row.ModelVersion,
        });
    }

    private sealed class Row
    {
        public Guid ArticleId { get; init; }

        public long Revision { get; init; }

        public bool Retracted { get; init; }

        public long Items { get; init; }

        public Guid? StoryId { get; init; }

        public string ModelVersion { get; init; } = "";
    }
}
