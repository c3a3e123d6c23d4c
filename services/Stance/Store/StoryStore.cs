using System.Data.Common;
using Dapper;
using OnRecord.Defaults;
using OnRecord.Events;

namespace OnRecord.Stances;

/// <summary>
/// Which articles belong to which story, learned from <see cref="StoryChanged"/> in whatever order it comes. Each story's last
/// word on each article is kept with the story's version, so the outcome does not depend on the order.
/// </summary>
public sealed class StoryStore(StanceDatabase database)
{
    /// <summary>Applies an event.</summary>
    /// <returns>The stories whose board may read differently now.</returns>
    public Task<IReadOnlyList<Guid>> ApplyAsync(StoryChanged change, CancellationToken cancellation) =>
        database.WriteAsync(
            async (connection, transaction) =>
            {
                var write = new Write(connection, transaction, database.IsPostgres, cancellation);
                await write.StoryAsync(change);
                await write.MembersAsync(change.StoryId, change.ArticlesAdded, change, isMember: 1);
                await write.MembersAsync(change.StoryId, change.ArticlesRemoved, change, isMember: 0);
                if (change is { Kind: StoryChangeKind.Merged, IntoStoryId: { } into } && into != change.StoryId)
                {
                    await write.MergeAsync(change.StoryId, into);
                }

                return await write.AssignAsync(change);
            },
            cancellation);

    /// <summary>The story that an id stands for today.</summary>
    /// <returns>Null when the story is unknown or has gone.</returns>
    public async Task<Guid?> ResolveAsync(Guid storyId, CancellationToken cancellation)
    {
        await using var connection = await database.OpenAsync(cancellation);
        return await connection.QuerySingleOrDefaultAsync<Guid?>(new CommandDefinition(
            """
            SELECT target.story_id FROM stories asked
            JOIN stories target ON target.story_id = COALESCE(asked.merged_into, asked.story_id)
            WHERE asked.story_id = @storyId AND target.removed = 0
            """,
            new { storyId },
            cancellationToken: cancellation));
    }

    private sealed class Write(DbConnection connection, DbTransaction transaction, bool isPostgres, CancellationToken cancellation)
    {
        public Task<int> StoryAsync(StoryChanged change) =>
            ExecuteAsync(
                """
                INSERT INTO stories (story_id, version, removed, changed_at) VALUES (@StoryId, @Version, @removed, @changedAt)
                ON CONFLICT (story_id) DO UPDATE SET
                    version = excluded.version, removed = excluded.removed, changed_at = excluded.changed_at
                WHERE stories.version < excluded.version
                """,
                new
                {
                    change.StoryId,
                    change.Version,
                    removed = change.Kind == StoryChangeKind.Removed ? 1 : 0,
                    changedAt = change.ChangedAt.ToUnixTimeMilliseconds(),
                });

        public Task MembersAsync(Guid storyId, IReadOnlyList<Guid> articles, StoryChanged change, int isMember)
        {
            var rows = new RowBatch(
                "INSERT INTO story_members (story_id, article_id, version, is_member, changed_at)",
                """
                ON CONFLICT (article_id, story_id) DO UPDATE SET
                    version = excluded.version, is_member = excluded.is_member, changed_at = excluded.changed_at
                WHERE story_members.version < excluded.version
                """);
            foreach (var article in articles.Distinct().Order())
            {
                rows.Add(storyId, article, change.Version, isMember, change.ChangedAt.ToUnixTimeMilliseconds());
            }

            return rows.WriteAsync(connection, transaction, cancellation);
        }

        /// <summary>Points <paramref name="from"/>, and all that pointed to it, at the story that <paramref name="into"/> stands for.</summary>
        public async Task MergeAsync(Guid from, Guid into)
        {
            await ExecuteAsync("INSERT INTO stories (story_id) VALUES (@into) ON CONFLICT (story_id) DO NOTHING", new { into });
            var target = await connection.QuerySingleAsync<Guid>(new CommandDefinition(
                "SELECT COALESCE(merged_into, story_id) FROM stories WHERE story_id = @into",
                new { into },
                transaction,
                cancellationToken: cancellation));
            if (target != from)
            {
                await ExecuteAsync(
                    "UPDATE stories SET merged_into = @target WHERE story_id = @from OR merged_into = @from", new { target, from });
            }
        }

        /// <summary>
        /// Gives each article that the story has ever named the story it is in now. A merged story's articles go where it went,
        /// unless that story itself has spoken of them; of two stories that both claim an article, the later word holds.
        /// </summary>
        public async Task<IReadOnlyList<Guid>> AssignAsync(StoryChanged change)
        {
            // A merged or removed story moves all that it, and what was merged into it, ever held; any other change only its own articles.
            var touched = change.Kind is StoryChangeKind.Merged or StoryChangeKind.Removed
                ? """
                  SELECT article_id FROM story_members WHERE story_id IN (
                      SELECT kin.story_id FROM stories asked JOIN stories kin
                          ON COALESCE(kin.merged_into, kin.story_id) = COALESCE(asked.merged_into, asked.story_id)
                      WHERE asked.story_id = @StoryId)
                  """
                : "SELECT article_id FROM story_members WHERE story_id = @StoryId AND version = @Version";
            const string newStory =
                """
                SELECT target.story_id FROM story_members word
                JOIN stories said ON said.story_id = word.story_id
                JOIN stories target ON target.story_id = COALESCE(said.merged_into, said.story_id)
                WHERE word.article_id = articles.article_id AND word.is_member = 1 AND target.removed = 0
                    AND NOT EXISTS (
                        SELECT 1 FROM story_members own
                        WHERE own.article_id = word.article_id AND own.story_id = target.story_id AND own.is_member = 0)
                ORDER BY word.changed_at DESC, word.version DESC, target.story_id LIMIT 1
                """;
            await ExecuteAsync(
                $"INSERT INTO articles (article_id) {touched} ORDER BY article_id ON CONFLICT (article_id) DO NOTHING", change);
            if (isPostgres)
            {
                // Two stories may speak of one article at the same time. Whoever comes second must see what the first has said, and a statement
                // sees what was committed before it began: so the locks come first, in a statement of their own.
                await ExecuteAsync($"SELECT 1 FROM articles WHERE article_id IN ({touched}) ORDER BY article_id FOR UPDATE", change);
            }

            var before = await StoriesAsync(touched, "", change);
            await ExecuteAsync(
                $"UPDATE articles SET story_id = ({newStory}) WHERE article_id IN ({touched}) AND story_id IS DISTINCT FROM ({newStory})",
                change);
            // An article without positions changes no board. Those that it gets later are grouped when they come.
            var after = await StoriesAsync(
                touched, "AND EXISTS (SELECT 1 FROM positions WHERE positions.article_id = articles.article_id)", change);
            return [.. before.Concat(after).Distinct().Order()];
        }

        private Task<IEnumerable<Guid>> StoriesAsync(string articles, string condition, StoryChanged change) =>
            connection.QueryAsync<Guid>(new CommandDefinition(
                $"SELECT DISTINCT story_id FROM articles WHERE article_id IN ({articles}) AND story_id IS NOT NULL {condition}",
                new { change.StoryId, change.Version },
                transaction,
                cancellationToken: cancellation));

        private Task<int> ExecuteAsync(string sql, StoryChanged change) => ExecuteAsync(sql, new { change.StoryId, change.Version });

        private Task<int> ExecuteAsync(string sql, object parameters) =>
            connection.ExecuteAsync(new CommandDefinition(sql, parameters, transaction, cancellationToken: cancellation));
    }
}
