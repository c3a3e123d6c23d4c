using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using Dapper;
using Microsoft.Extensions.Options;
using OnRecord.Defaults;

namespace OnRecord.Stances;

/// <summary>A change that watchers have not been told of yet.</summary>
public sealed class UnannouncedChange
{
    public Guid ChangeId { get; init; }

    public string Claim { get; init; } = "";

    public string HolderId { get; init; } = "";

    public string HolderName { get; init; } = "";

    public Events.EntityType HolderType { get; init; }

    public Events.StanceLabel Before { get; init; }

    public Events.StanceLabel After { get; init; }

    public long ChangedAt { get; init; }
}

/// <summary>What is to be announced after a story was grouped anew.</summary>
/// <param name="BoardVersion">The board's version when it reads differently from the one last announced, else null.</param>
/// <param name="Changes">Changes of position not announced yet.</param>
public sealed record Unannounced(long? BoardVersion, IReadOnlyList<UnannouncedChange> Changes);

/// <summary>Claims of stories, and the boards made of them.</summary>
public sealed class BoardStore(StanceDatabase database, IOptions<StanceOptions> options)
{
    /// <summary>Groups the positions of a story by claim again and finds the changes of position in it.</summary>
    public Task<Unannounced> RegroupAsync(Guid storyId, CancellationToken cancellation) =>
        database.WriteAsync(
            async (connection, transaction) =>
            {
                var write = new Write(connection, transaction, cancellation);
                // Locks the story: whoever groups it next sees what this transaction wrote.
                await write.ExecuteAsync(
                    "INSERT INTO stories (story_id) VALUES (@storyId) ON CONFLICT (story_id) DO UPDATE SET version = stories.version",
                    new { storyId });
                var positions = await write.PositionsAsync(storyId, options.Value.MaxPositionsPerStory);
                var claims = ClaimGrouper.Group(storyId, [.. positions.Select(Member)]);
                await write.ClaimsAsync(positions, claims);
                await write.ChangesAsync(storyId, ChangeFinder.Find(positions, options.Value.MinChangeConfidence));
                await write.FingerprintAsync(storyId, Fingerprint(positions));
                return await write.UnannouncedAsync(storyId);
            },
            cancellation);

    /// <summary>Notes what was announced, so that it is not announced again.</summary>
    public Task MarkAnnouncedAsync(Guid storyId, Unannounced announced, CancellationToken cancellation) =>
        database.WriteAsync(
            async (connection, transaction) =>
            {
                var write = new Write(connection, transaction, cancellation);
                if (announced.BoardVersion is { } version)
                {
                    await write.ExecuteAsync(
                        "UPDATE stories SET announced_version = @version WHERE story_id = @storyId AND announced_version < @version",
                        new { storyId, version });
                }

                foreach (var change in announced.Changes)
                {
                    await write.ExecuteAsync(
                        "UPDATE position_changes SET announced = 1 WHERE change_id = @ChangeId", new { change.ChangeId });
                }
            },
            cancellation);

    /// <summary>The board of a story.</summary>
    /// <param name="storyId">As given by <see cref="StoryStore.ResolveAsync"/>.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public async Task<Board> ReadAsync(Guid storyId, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var articles = (await connection.QueryAsync<(string Outlet, long Count)>(new CommandDefinition(
            "SELECT outlet, COUNT(*) FROM articles WHERE story_id = @storyId AND retracted = 0 GROUP BY outlet",
            new { storyId },
            cancellationToken: cancellation))).AsList();
        var updatedAt = await connection.ExecuteScalarAsync<long>(new CommandDefinition(
            "SELECT changed_at FROM stories WHERE story_id = @storyId", new { storyId }, cancellationToken: cancellation));
        var positions = await connection.QueryAsync<StoredPosition>(new CommandDefinition(
            $"{PositionSql.Select} WHERE a.story_id = @storyId ORDER BY p.published_at DESC, p.position_id LIMIT @limit",
            new { storyId, limit = options.Value.MaxPositionsPerStory },
            cancellationToken: cancellation));
        return BoardBuilder.Build(
            storyId,
            (int)articles.Sum(outlet => outlet.Count),
            articles.Where(outlet => outlet.Outlet.Length > 0).DistinctBy(outlet => outlet.Outlet, StringComparer.OrdinalIgnoreCase).Count(),
            updatedAt,
            positions);
    }

    private static ClaimMember Member(StoredPosition position) =>
        new(position.PositionId, position.ArticleId, position.ClaimId, position.TermList);

    private static string Fingerprint(IEnumerable<StoredPosition> positions)
    {
        var text = string.Join('\n', positions.Select(position => $"{position.PositionId} {position.ClaimId} {position.Confidence:R} {position.Outlet}"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>What is stored of a change and may differ when the story is grouped again.</summary>
    private sealed record KnownChange
    {
        public Guid ChangeId { get; init; }

        public Guid ClaimId { get; init; }

        public string Claim { get; init; } = "";

        public string HolderId { get; init; } = "";

        public Guid BeforeId { get; init; }

        public long ChangedAt { get; init; }

        public static KnownChange Of(FoundChange change) => new()
        {
            ChangeId = change.ChangeId,
            ClaimId = change.After.ClaimId!.Value,
            Claim = change.After.About,
            HolderId = change.After.HolderId,
            BeforeId = change.Before.PositionId,
            ChangedAt = change.After.PublishedAt,
        };
    }

    private sealed class Write(DbConnection connection, DbTransaction transaction, CancellationToken cancellation)
    {
        public async Task<List<StoredPosition>> PositionsAsync(Guid storyId, int limit)
        {
            var newest = await connection.QueryAsync<StoredPosition>(Command(
                $"{PositionSql.SelectForGrouping} WHERE a.story_id = @storyId ORDER BY p.published_at DESC, p.article_id, p.ordinal LIMIT @limit",
                new { storyId, limit }));
            return [.. newest.OrderBy(position => position.PublishedAt).ThenBy(position => position.ArticleId).ThenBy(position => position.Ordinal)];
        }

        public Task ClaimsAsync(List<StoredPosition> positions, Guid[] claims)
        {
            var moved = new RowBatch(
                "UPDATE positions SET claim_id = moved.column2 FROM (", ") AS moved WHERE positions.position_id = moved.column1");
            for (var i = 0; i < claims.Length; i++)
            {
                if (positions[i].ClaimId != claims[i])
                {
                    positions[i].ClaimId = claims[i];
                    moved.Add(positions[i].PositionId, claims[i]);
                }
            }

            return moved.WriteAsync(connection, transaction, cancellation);
        }

        /// <summary>Makes the stored changes of the story those that were found; what was announced stays so.</summary>
        public async Task ChangesAsync(Guid storyId, IReadOnlyList<FoundChange> found)
        {
            var known = (await connection.QueryAsync<KnownChange>(Command(
                "SELECT change_id, claim_id, claim, holder_id, before_id, changed_at FROM position_changes WHERE story_id = @storyId",
                new { storyId }))).ToDictionary(change => change.ChangeId);
            foreach (var gone in known.Keys.Except(found.Select(change => change.ChangeId)))
            {
                await ExecuteAsync("DELETE FROM position_changes WHERE change_id = @gone", new { gone });
            }

            var rows = new RowBatch(
                "INSERT INTO position_changes (change_id, story_id, claim_id, claim, holder_id, kind, before_id, after_id, changed_at)",
                """
                ON CONFLICT (change_id) DO UPDATE SET
                    story_id = excluded.story_id, claim_id = excluded.claim_id, claim = excluded.claim, holder_id = excluded.holder_id,
                    before_id = excluded.before_id, changed_at = excluded.changed_at
                """);
            foreach (var change in found.Where(change => known.GetValueOrDefault(change.ChangeId) != KnownChange.Of(change)))
            {
                rows.Add(
                    change.ChangeId, storyId, change.After.ClaimId, change.After.About, change.After.HolderId, change.Kind,
                    change.Before.PositionId, change.After.PositionId, change.After.PublishedAt);
            }

            await rows.WriteAsync(connection, transaction, cancellation);
        }

        public Task<int> FingerprintAsync(Guid storyId, string fingerprint) =>
            ExecuteAsync(
                """
                UPDATE stories SET fingerprint = @fingerprint, board_version = board_version + 1
                WHERE story_id = @storyId AND fingerprint <> @fingerprint
                """,
                new { storyId, fingerprint });

        public async Task<Unannounced> UnannouncedAsync(Guid storyId)
        {
            var version = await connection.QuerySingleOrDefaultAsync<long?>(Command(
                "SELECT board_version FROM stories WHERE story_id = @storyId AND announced_version < board_version", new { storyId }));
            var changes = await connection.QueryAsync<UnannouncedChange>(Command(
                """
                SELECT c.change_id, c.claim, c.holder_id, a.holder_name, a.holder_type, b.stance AS before, a.stance AS after, c.changed_at
                FROM position_changes c
                JOIN positions b ON b.position_id = c.before_id
                JOIN positions a ON a.position_id = c.after_id
                WHERE c.story_id = @storyId AND c.announced = 0
                ORDER BY c.changed_at, c.change_id
                """,
                new { storyId }));
            return new Unannounced(version, changes.AsList());
        }

        public Task<int> ExecuteAsync(string sql, object parameters) => connection.ExecuteAsync(Command(sql, parameters));

        private CommandDefinition Command(string sql, object parameters) => new(sql, parameters, transaction, cancellationToken: cancellation);
    }
}
