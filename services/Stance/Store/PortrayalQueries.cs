using Dapper;
using OnRecord.Defaults;

namespace OnRecord.Stances;

/// <summary>How often an outlet portrayed an entity in which way, on one day.</summary>
public sealed class PortrayalTally
{
    public string Outlet { get; init; } = "";

    /// <summary>Beginning of the day in UTC, Unix milliseconds.</summary>
    public long Day { get; init; }

    public int Negative { get; init; }

    public int Neutral { get; init; }

    public int Positive { get; init; }
}

/// <summary>Reads portrayals.</summary>
public sealed class PortrayalQueries(StanceDatabase database)
{
    /// <summary>Counts per outlet and day of publication, newest day first.</summary>
    /// <param name="entityId">The entity.</param>
    /// <param name="outlet">Only this outlet, in any case; empty for all.</param>
    /// <param name="from">Earliest publish time, Unix milliseconds.</param>
    /// <param name="to">End of the publish time, not included.</param>
    /// <param name="limit">Most rows given.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public async Task<IReadOnlyList<PortrayalTally>> CountAsync(
        string entityId, string outlet, long from, long to, int limit, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        var outlets = await OutletSpellings.FindAsync(connection, "articles", "1 = 1", outlet.Length > 0 ? [outlet] : [], cancellation);
        var rows = await connection.QueryAsync<PortrayalTally>(new CommandDefinition(
            $"""
             SELECT outlet, published_at / 86400000 * 86400000 AS day,
                 SUM(CASE portrayal WHEN {(int)PortrayalLabel.Negative} THEN occurrences ELSE 0 END) AS negative,
                 SUM(CASE portrayal WHEN {(int)PortrayalLabel.Neutral} THEN occurrences ELSE 0 END) AS neutral,
                 SUM(CASE portrayal WHEN {(int)PortrayalLabel.Positive} THEN occurrences ELSE 0 END) AS positive
             FROM portrayals
             WHERE entity_id = @entityId AND published_at >= @from AND published_at < @to AND (@outlet = '' OR {database.In("outlet", "outlets")})
             GROUP BY outlet, published_at / 86400000
             ORDER BY day DESC, outlet LIMIT @limit
             """,
            new { entityId, outlet, outlets = database.List(outlets), from, to, limit },
            cancellationToken: cancellation));
        return rows.AsList();
    }
}
