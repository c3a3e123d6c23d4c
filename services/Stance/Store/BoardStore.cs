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

    public Guid StoryId { get; init; }

    public string Claim { get; init; } = "";

    public string HolderId { get; init; } = "";

    public string HolderName { get; init; } = "";

    public Events.EntityType HolderType { get; init; }

    public Events.StanceLabel Before { get; init; }

    public Events.StanceLabel After { get; init; }

    public long ChangedAt { get; init; }
}

/// <summary>What is to be announced after a story was grouped anew.</summary>
/// <param name="StoryId">The story.</param>
/// <param name="Positions">How many positions were grouped.</param>
/// <param name="BoardVersion">The board's version when it reads differently from the one last announced, else null.</param>
/// <param name="Changes">Changes of position not announced yet.</param>
public sealed record Unannounced(Guid StoryId, int Positions, long? BoardVersion, IReadOnlyList<UnannouncedChange> Changes)
{
    /// <summary>Whether there is nothing to announce.</summary>
    public bool IsEmpty => BoardVersion is null && Changes.Count == 0;
}

/// <summary>Claims of stories, and the boards made of them.</summary>
public sealed class BoardStore(StanceDatabase database, IOptions<StanceOptions> options)
{
    /// <summary>Groups the positions of some stories by claim again and finds the changes of position in them, in one transaction.</summary>
    /// <returns>In the order of <paramref name="stories"/>.</returns>
    public Task<IReadOnlyList<Unannounced>> RegroupAsync(IReadOnlyList<Guid> stories, CancellationToken cancellation) =>
        database.WriteAsync<IReadOnlyList<Unannounced>>(
            async (connection, transaction) =>
            {
                var write = new Write(connection, transaction, database, [.. stories.Distinct().Order()], cancellation);
                var known = await write.LockAsync();
                var positions = await write.PositionsAsync(options.Value.MaxPositionsPerStory);
                await write.ClaimsAsync(positions);
                var unannounced = await write.ChangesAsync(
                    positions.ToDictionary(story => story.Key, story => ChangeFinder.Find(story.Value, options.Value.MinChangeConfidence)));
                await write.FingerprintsAsync(known.Values, story => Fingerprint(positions[story]));
                return
                [
                    .. stories.Select(story => new Unannounced(
                        story,
                        positions[story].Count,
                        known[story].AnnouncedVersion < known[story].BoardVersion ? known[story].BoardVersion : null,
                        [.. unannounced[story]])),
                ];
            },
            cancellation);

    /// <summary>Notes what was announced, so that it is not announced again.</summary>
    public Task MarkAnnouncedAsync(IReadOnlyCollection<Unannounced> announced, CancellationToken cancellation) =>
        database.WriteAsync(
            async (connection, transaction) =>
            {
                var boards = new RowBatch(
                    "UPDATE stories SET announced_version = said.column2 FROM (",
                    ") AS said WHERE stories.story_id = said.column1 AND stories.announced_version < said.column2");
                foreach (var (story, version) in announced.Select(news => (news.StoryId, news.BoardVersion)).OrderBy(board => board.StoryId))
                {
                    if (version is not null)
                    {
                        boards.Add(story, version);
                    }
                }

                var changes = new RowBatch(
                    "UPDATE position_changes SET announced = 1 FROM (", ") AS said WHERE position_changes.change_id = said.column1");
                foreach (var change in announced.SelectMany(news => news.Changes).OrderBy(change => change.ChangeId))
                {
                    changes.Add(change.ChangeId);
                }

                await boards.WriteAsync(connection, transaction, cancellation);
                await changes.WriteAsync(connection, transaction, cancellation);
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
            await ArticleVectors.FillAsync(positions, "a.story_id = @storyId", sql => connection.QueryAsync<ArticleVectors.Row>(new CommandDefinition(
                sql, new { storyId }, cancellationToken: cancellation))));
    }

    private static string Fingerprint(IEnumerable<StoredPosition> positions)
    {
        var text = string.Join('\n', positions.Select(position => $"{position.PositionId} {position.ClaimId} {position.Confidence:R} {position.Outlet}"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>What is stored of a change and may differ when the story is grouped again.</summary>
    private sealed record KnownChange
    {
        public Guid ChangeId { get; init; }

        public Guid StoryId { get; init; }

        public Guid ClaimId { get; init; }

        public string Claim { get; init; } = "";

        public string HolderId { get; init; } = "";

        public Guid BeforeId { get; init; }

        public long ChangedAt { get; init; }

        public float Confidence { get; init; }

        public string DecidedBy { get; init; } = "";

        public static KnownChange Of(Guid story, FoundChange change) => new()
        {
            ChangeId = change.ChangeId,
            StoryId = story,
            ClaimId = change.After.ClaimId!.Value,
            Claim = change.After.About,
            HolderId = change.After.HolderId,
            BeforeId = change.Before.PositionId,
            ChangedAt = change.After.PublishedAt,
            Confidence = change.Confidence,
            DecidedBy = change.DecidedBy,
        };
    }

    /// <summary>A story's row, and what the transaction makes of it.</summary>
    private sealed class KnownStory
    {
        public Guid StoryId { get; init; }

        public string Fingerprint { get; init; } = "";

        public long BoardVersion { get; set; }

        public long AnnouncedVersion { get; init; }
    }

    /// <summary>One transaction over some stories, each of them once and in the order of their ids.</summary>
    private sealed class Write(DbConnection connection, DbTransaction transaction, StanceDatabase database, Guid[] stories, CancellationToken cancellation)
    {
        private readonly object _stories = database.List(stories);

        /// <summary>Locks the stories: whoever groups one of them next sees what this transaction wrote.</summary>
        public async Task<Dictionary<Guid, KnownStory>> LockAsync()
        {
            var locked = await LockKnownAsync();
            if (locked.Count == stories.Length)
            {
                return locked;
            }

            var rows = new RowBatch("INSERT INTO stories (story_id)", "ON CONFLICT (story_id) DO NOTHING");
            foreach (var story in stories.Where(story => !locked.ContainsKey(story)))
            {
                rows.Add(story);
            }

            await rows.WriteAsync(connection, transaction, cancellation);
            return await LockKnownAsync();
        }

        /// <summary>The newest positions of each story, in the order that they are grouped in.</summary>
        public async Task<Dictionary<Guid, List<StoredPosition>>> PositionsAsync(int limit)
        {
            var newest = await connection.QueryAsync<StoredPosition>(Command(
                $"""
                SELECT * FROM ({PositionSql.SelectForGrouping} WHERE {database.In("a.story_id", "stories")}) AS newest
                WHERE place <= @limit
                """,
                new { stories = _stories, limit }));
            var known = await ArticleVectors.FillAsync(newest, database.In("a.story_id", "stories"), sql => connection.QueryAsync<ArticleVectors.Row>(
                Command(sql, new { stories = _stories })));
            var positions = stories.ToDictionary(story => story, _ => new List<StoredPosition>());
            foreach (var position in known.Order(StoredPosition.StoryOrder))
            {
                positions[position.StoryId!.Value].Add(position);
            }

            return positions;
        }

        /// <summary>Gives each position its claim, here and in the store.</summary>
        public Task ClaimsAsync(Dictionary<Guid, List<StoredPosition>> positions)
        {
            var moved = new RowBatch(
                "UPDATE positions SET claim_id = moved.column2 FROM (", ") AS moved WHERE positions.position_id = moved.column1");
            foreach (var story in stories)
            {
                var claims = ClaimGrouper.Group(story, positions[story]);
                foreach (var (position, claim) in positions[story].Zip(claims))
                {
                    if (position.ClaimId != claim)
                    {
                        position.ClaimId = claim;
                        moved.Add(position.PositionId, claim);
                    }
                }
            }

            return moved.WriteAsync(connection, transaction, cancellation);
        }

        /// <summary>Makes the stored changes of the stories those that were found; what was announced stays so.</summary>
        /// <returns>Those to be announced, by story.</returns>
        public async Task<ILookup<Guid, UnannouncedChange>> ChangesAsync(Dictionary<Guid, IReadOnlyList<FoundChange>> found)
        {
            var known = (await connection.QueryAsync<KnownChange>(Command(
                $"SELECT change_id, story_id, claim_id, claim, holder_id, before_id, changed_at, confidence, decided_by FROM position_changes WHERE {database.In("story_id", "stories")}",
                new { stories = _stories }))).ToDictionary(change => change.ChangeId);
            var rows = new RowBatch(
                "INSERT INTO position_changes (change_id, story_id, claim_id, claim, holder_id, kind, before_id, after_id, changed_at, confidence, decided_by)",
                """
                ON CONFLICT (change_id) DO UPDATE SET
                    story_id = excluded.story_id, claim_id = excluded.claim_id, claim = excluded.claim, holder_id = excluded.holder_id,
                    before_id = excluded.before_id, changed_at = excluded.changed_at, confidence = excluded.confidence, decided_by = excluded.decided_by
                """);
            var kept = new HashSet<Guid>();
            foreach (var story in stories)
            {
                foreach (var change in found[story])
                {
                    if (kept.Add(change.ChangeId) && known.GetValueOrDefault(change.ChangeId) != KnownChange.Of(story, change))
                    {
                        rows.Add(
                            change.ChangeId, story, change.After.ClaimId, change.After.About, change.After.HolderId, change.Kind,
                            change.Before.PositionId, change.After.PositionId, change.After.PublishedAt, change.Confidence, change.DecidedBy);
                    }
                }
            }

            foreach (var gone in known.Keys.Except(kept))
            {
                await connection.ExecuteAsync(Command("DELETE FROM position_changes WHERE change_id = @gone", new { gone }));
            }

            await rows.WriteAsync(connection, transaction, cancellation);
            return kept.Count == 0 ? Enumerable.Empty<UnannouncedChange>().ToLookup(change => change.StoryId) : await UnannouncedAsync();
        }

        /// <summary>Counts the boards' versions up that read differently from before.</summary>
        public Task FingerprintsAsync(IEnumerable<KnownStory> known, Func<Guid, string> fingerprint)
        {
            var changed = new RowBatch(
                "UPDATE stories SET fingerprint = changed.column2, board_version = changed.column3 FROM (",
                ") AS changed WHERE stories.story_id = changed.column1");
            foreach (var story in known)
            {
                var now = fingerprint(story.StoryId);
                if (now != story.Fingerprint)
                {
                    story.BoardVersion++;
                    changed.Add(story.StoryId, now, story.BoardVersion);
                }
            }

            return changed.WriteAsync(connection, transaction, cancellation);
        }

        private async Task<ILookup<Guid, UnannouncedChange>> UnannouncedAsync()
        {
            var changes = await connection.QueryAsync<UnannouncedChange>(Command(
                $"""
                SELECT c.story_id, c.change_id, c.claim, c.holder_id, a.holder_name, a.holder_type, b.stance AS before, a.stance AS after, c.changed_at
                FROM position_changes c
                JOIN positions b ON b.position_id = c.before_id
                JOIN positions a ON a.position_id = c.after_id
                WHERE {database.In("c.story_id", "stories")} AND c.announced = 0
                ORDER BY c.changed_at, c.change_id
                """,
                new { stories = _stories }));
            return changes.ToLookup(change => change.StoryId);
        }

        private async Task<Dictionary<Guid, KnownStory>> LockKnownAsync()
        {
            var locked = await connection.QueryAsync<KnownStory>(Command(
                $"""
                SELECT story_id, fingerprint, board_version, announced_version FROM stories WHERE {database.In("story_id", "stories")}
                ORDER BY story_id {(database.IsPostgres ? "FOR UPDATE" : "")}
                """,
                new { stories = _stories }));
            return locked.ToDictionary(story => story.StoryId);
        }

        private CommandDefinition Command(string sql, object parameters) => new(sql, parameters, transaction, cancellationToken: cancellation);
    }
}
