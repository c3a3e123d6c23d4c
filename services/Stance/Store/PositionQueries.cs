using Dapper;
using OnRecord.Defaults;
using OnRecord.Events;

namespace OnRecord.Stances;

/// <summary>Where a page of positions or changes ended: time and id of its last row.</summary>
public sealed record PageMark(long At, Guid Id);

/// <summary>What ListPositions filters by; null and empty mean any. The outlet is read blind to case.</summary>
public sealed record PositionFilter(
    Guid? StoryId,
    string HolderId,
    string TargetId,
    IReadOnlyList<StanceLabel> Stances,
    string Outlet,
    long From,
    long To,
    Guid? ArticleId,
    Guid? PositionId = null);

/// <summary>What ListPositionChanges filters by; null and empty mean any.</summary>
public sealed record ChangeFilter(Guid? StoryId, string HolderId, long From, long To);

/// <summary>A stored change of position with both pieces of evidence.</summary>
public sealed record ShownChange(Guid ChangeId, Guid StoryId, Guid ClaimId, ChangeKind Kind, long ChangedAt, StoredPosition Before, StoredPosition After, float Confidence, string DecidedBy);

/// <summary>Reads positions and changes page by page; a page costs the same wherever it is.</summary>
public sealed class PositionQueries(StanceDatabase database)
{
    /// <summary>One page of positions, newest article first.</summary>
    public async Task<IReadOnlyList<StoredPosition>> ListAsync(
        PositionFilter filter, PageMark? after, int limit, CancellationToken cancellation)
    {
        // Only the filters that are set stand in the statement, so that each engine can pick the index that serves them.
        var where = new Conditions();
        where.AddIf(filter.StoryId is not null, "a.story_id = @StoryId");
        where.AddIf(filter.ArticleId is not null, "p.article_id = @ArticleId");
        where.AddIf(filter.PositionId is not null, "p.position_id = @PositionId");
        where.AddIf(filter.HolderId.Length > 0, "p.holder_id = @HolderId");
        where.AddIf(
            filter.TargetId.Length > 0,
            "EXISTS (SELECT 1 FROM position_targets t WHERE t.entity_id = @TargetId AND t.position_id = p.position_id)");
        // The labels are an enum of ours, so they may stand in the text.
        where.AddIf(filter.Stances.Count > 0, $"p.stance IN ({string.Join(',', filter.Stances.Select(stance => (int)stance))})");
        where.AddIf(filter.Outlet.Length > 0, database.In("a.outlet", "outlets"));
        where.AddIf(filter.From != long.MinValue, "p.published_at >= @From");
        where.AddIf(filter.To != long.MaxValue, "p.published_at < @To");
        where.AddIf(after is not null, "(p.published_at, p.position_id) < (@At, @Id)");
        await using var connection = await database.OpenAsync(cancellation);
        var outlets = await OutletSpellings.FindAsync(connection, "articles", "1 = 1", filter.Outlet.Length > 0 ? [filter.Outlet] : [], cancellation);
        var rows = await connection.QueryAsync<StoredPosition>(new CommandDefinition(
            $"{PositionSql.Select} {where} ORDER BY p.published_at DESC, p.position_id DESC LIMIT @limit",
            new
            {
                filter.StoryId,
                filter.ArticleId,
                filter.PositionId,
                filter.HolderId,
                filter.TargetId,
                outlets = database.List(outlets),
                filter.From,
                filter.To,
                At = after?.At ?? 0,
                Id = after?.Id ?? Guid.Empty,
                limit,
            },
            cancellationToken: cancellation));
        return rows.AsList();
    }

    /// <summary>One page of changes, newest first.</summary>
    public async Task<IReadOnlyList<ShownChange>> ListChangesAsync(
        ChangeFilter filter, PageMark? after, int limit, CancellationToken cancellation)
    {
        var where = new Conditions();
        where.AddIf(filter.StoryId is not null, "c.story_id = @StoryId");
        where.AddIf(filter.HolderId.Length > 0, "c.holder_id = @HolderId");
        where.AddIf(filter.From != long.MinValue, "c.changed_at >= @From");
        where.AddIf(filter.To != long.MaxValue, "c.changed_at < @To");
        where.AddIf(after is not null, "(c.changed_at, c.change_id) < (@At, @Id)");
        // A change whose evidence is being replaced at this moment is shown again once the story is grouped anew.
        var page =
            $"""
             SELECT c.change_id, c.story_id, c.claim_id, c.kind, c.before_id, c.after_id, c.changed_at, c.confidence, c.decided_by FROM position_changes c
             JOIN positions b ON b.position_id = c.before_id
             JOIN positions n ON n.position_id = c.after_id
             {where} ORDER BY c.changed_at DESC, c.change_id DESC LIMIT @limit
             """;
        var parameters = new { filter.StoryId, filter.HolderId, filter.From, filter.To, At = after?.At ?? 0, Id = after?.Id ?? Guid.Empty, limit };
        await using var connection = await database.OpenAsync(cancellation);
        var rows = await connection.QueryAsync<ChangeRow>(new CommandDefinition(page, parameters, cancellationToken: cancellation));
        var evidence = (await connection.QueryAsync<StoredPosition>(new CommandDefinition(
            $"""
             {PositionSql.Select} WHERE p.position_id IN
                 (SELECT before_id FROM ({page}) AS b UNION SELECT after_id FROM ({page}) AS n)
             """,
            parameters,
            cancellationToken: cancellation))).ToDictionary(position => position.PositionId);
        return
        [
            .. rows
                .Where(row => evidence.ContainsKey(row.BeforeId) && evidence.ContainsKey(row.AfterId))
                .Select(row => new ShownChange(
                    row.ChangeId, row.StoryId, row.ClaimId, row.Kind, row.ChangedAt, evidence[row.BeforeId], evidence[row.AfterId], row.Confidence, row.DecidedBy)),
        ];
    }

    private sealed class ChangeRow
    {
        public Guid ChangeId { get; init; }

        public Guid StoryId { get; init; }

        public Guid ClaimId { get; init; }

        public ChangeKind Kind { get; init; }

        public Guid BeforeId { get; init; }

        public Guid AfterId { get; init; }

        public long ChangedAt { get; init; }

        public float Confidence { get; init; }

        public string DecidedBy { get; init; } = "";
    }

    private sealed class Conditions
    {
        private readonly List<string> _all = [];

        public void AddIf(bool set, string condition)
        {
            if (set)
            {
                _all.Add(condition);
            }
        }

        public override string ToString() => _all.Count == 0 ? "" : "WHERE " + string.Join(" AND ", _all);
    }
}
