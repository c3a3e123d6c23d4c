using System.Data.Common;
using Dapper;

namespace OnRecord.Defaults;

/// <summary>Filters take outlets in any case; stores keep them as the articles write them, in an index.</summary>
public static class OutletSpellings
{
    /// <summary>Outlets as asked for, and as a table writes them: the same letters in any case.</summary>
    /// <param name="connection">The store.</param>
    /// <param name="table">A table with an index that begins with its column <c>outlet</c>.</param>
    /// <param name="rows">What the index is restricted to, as SQL: <c>is_current = 1</c>; "1 = 1" for all.</param>
    /// <param name="asked">Outlets in any case; none asks for nothing.</param>
    /// <param name="cancellation">Ends the reading.</param>
    public static async Task<IReadOnlyList<string>> FindAsync(
        DbConnection connection, string table, string rows, IReadOnlyList<string> asked, CancellationToken cancellation)
    {
        if (asked.Count == 0)
        {
            return asked;
        }

        // A loose index scan: one step an outlet, not one an article. Case is compared here, for the stores' lower() differ beyond ASCII.
        var known = await connection.QueryAsync<string>(new CommandDefinition(
            $"""
             WITH RECURSIVE name (outlet) AS (
                 SELECT min(outlet) FROM {table} WHERE {rows}
                 UNION ALL
                 SELECT (SELECT min({table}.outlet) FROM {table} WHERE {rows} AND {table}.outlet > name.outlet) FROM name WHERE name.outlet IS NOT NULL)
             SELECT outlet FROM name WHERE outlet IS NOT NULL
             """,
            cancellationToken: cancellation));
        return [.. asked.Union(known.Where(outlet => asked.Contains(outlet, StringComparer.OrdinalIgnoreCase)))];
    }
}
