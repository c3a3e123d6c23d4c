using System.Data.Common;
using Dapper;
using OnRecord.Defaults;
using OnRecord.Events;

namespace OnRecord.Stances;

/// <summary>
/// Which articles belong to which story, learned from <see cref="StoryChanged"/> in whatever order it comes. Each story's last
/// word on each article is kept with the story's version, so the outcome does not depend on the order.
/// </summary>
public sealed class StoryStore
{
    private const int BatchLimit = 64;

    private readonly StanceDatabase _database;
    private readonly Batcher<StoryChanged, IReadOnlyList<Guid>> _changes;

    public StoryStore(StanceDatabase database)
    {
        _database = database;
        _changes = new(BatchLimit, ApplyAsync);
    }

    /// <summary>Applies an event. Events that come at the same time share a transaction.</summary>
    /// <returns>The stories whose board may read differently now.</returns>
    public Task<IReadOnlyList<Guid>> ApplyAsync(StoryChanged change, CancellationToken cancellation) => _changes.AddAsync(change, cancellation);

    private Task<IReadOnlyList<IReadOnlyList<Guid>>> ApplyAsync(IReadOnlyList<StoryChanged> changes) =>
        _database.WriteAsync<IReadOnlyList<IReadOnlyList<Guid>>>(
            async (connection, transaction) =>
            {
                var write = new Write(connection, transaction, _database);
                await write.StoriesAsync(changes);
                await write.MembersAsync(changes);
                foreach (var change in changes)
                {
                    if (change is { Kind: StoryChangeKind.Merged, IntoStoryId: { } into } && into != change.StoryId)
                    {
                        await write.MergeAsync(change.StoryId, into);
                    }
                }

                var touched = new List<IReadOnlyCollection<Guid>>(changes.Count);
                foreach (var change in changes)
                {
                    // A merged or removed story moves all that it, and what was merged into it, ever held; any other change only its own articles.
                    touched.Add(change.Kind is StoryChangeKind.Merged or StoryChangeKind.Removed
                        ? await write.EverHeldAsync(change.StoryId)
                        : change.ArticlesAdded.Concat(change.ArticlesRemoved).ToHashSet());
                }

                var boards = await write.AssignAsync([.. touched.SelectMany(articles => articles).Distinct().Order()]);
                return [.. touched.Select(articles => (IReadOnlyList<Guid>)[.. articles.SelectMany(article => boards[article]).Distinct().Order()])];
            },
            CancellationToken.None);

    /// <summary>The story that an id stands for today.</summary>
    /// <returns>Null when the story is unknown or has gone.</returns>
    public async Task<Guid?> ResolveAsync(Guid storyId, CancellationToken cancellation)
    {
        await using var connection = await _database.OpenAsync(cancellation);
        return await connection.QuerySingleOrDefaultAsync<Guid?>(new CommandDefinition(
            """
            SELECT target.story_id FROM stories asked
            JOIN stories target ON target.story_id = COALESCE(asked.merged_into, asked.story_id)
            WHERE asked.story_id = @storyId AND target.removed = 0
            """,
            new { storyId },
            cancellationToken: cancellation));
    }

    private sealed class Write(DbConnection connection, DbTransaction transaction, StanceDatabase database)
    {
        public Task StoriesAsync(IEnumerable<StoryChanged> changes)
        {
            var rows = new RowBatch(
                "INSERT INTO stories (story_id, version, removed, changed_at)",
                """
                ON CONFLICT (story_id) DO UPDATE SET
                    version = excluded.version, removed = excluded.removed, changed_at = excluded.changed_at
                WHERE stories.version < excluded.version
                """);
            foreach (var change in changes.GroupBy(change => change.StoryId).Select(same => same.MaxBy(change => change.Version)!).OrderBy(change => change.StoryId))
            {
                rows.Add(change.StoryId, change.Version, change.Kind == StoryChangeKind.Removed ? 1 : 0, change.ChangedAt.ToUnixTimeMilliseconds());
            }

            return rows.WriteAsync(connection, transaction);
        }

        public Task MembersAsync(IEnumerable<StoryChanged> changes)
        {
            var rows = new RowBatch(
                "INSERT INTO story_members (story_id, article_id, version, is_member, changed_at)",
                """
                ON CONFLICT (article_id, story_id) DO UPDATE SET
                    version = excluded.version, is_member = excluded.is_member, changed_at = excluded.changed_at
                WHERE story_members.version < excluded.version
                """);
            var words = changes
                .SelectMany(change => change.ArticlesAdded.Select(article => (Article: article, Change: change, IsMember: 1))
                    .Concat(change.ArticlesRemoved.Select(article => (Article: article, Change: change, IsMember: 0))))
                .GroupBy(word => (word.Article, word.Change.StoryId))
                .Select(same => same.MaxBy(word => word.Change.Version))
                .OrderBy(word => word.Article)
                .ThenBy(word => word.Change.StoryId);
            foreach (var (article, change, isMember) in words)
            {
                rows.Add(change.StoryId, article, change.Version, isMember, change.ChangedAt.ToUnixTimeMilliseconds());
            }

            return rows.WriteAsync(connection, transaction);
        }

        /// <summary>Points <paramref name="from"/>, and all that pointed to it, at the story that <paramref name="into"/> stands for.</summary>
        public async Task MergeAsync(Guid from, Guid into)
        {
            await ExecuteAsync("INSERT INTO stories (story_id) VALUES (@into) ON CONFLICT (story_id) DO NOTHING", new { into });
            var target = await connection.QuerySingleAsync<Guid>(
                "SELECT COALESCE(merged_into, story_id) FROM stories WHERE story_id = @into", new { into }, transaction);
            if (target != from)
            {
                await ExecuteAsync(
                    "UPDATE stories SET merged_into = @target WHERE story_id = @from OR merged_into = @from", new { target, from });
            }
        }

        /// <summary>The articles that a story, and what it belongs with by mergers, ever held.</summary>
        public async Task<IReadOnlyCollection<Guid>> EverHeldAsync(Guid storyId) =>
        [
            .. await connection.QueryAsync<Guid>(
                """
                SELECT DISTINCT article_id FROM story_members WHERE story_id IN (
                    SELECT kin.story_id FROM stories asked JOIN stories kin
                        ON COALESCE(kin.merged_into, kin.story_id) = COALESCE(asked.merged_into, asked.story_id)
                    WHERE asked.story_id = @storyId)
                """,
                new { storyId },
                transaction),
        ];

        /// <summary>
        /// Gives each article the story it is in now. A merged story's articles go where it went, unless that story itself has spoken of
        /// them; of two stories that both claim an article, the later word holds.
        /// </summary>
        /// <returns>The stories whose boards may read differently now, by article.</returns>
        public async Task<ILookup<Guid, Guid>> AssignAsync(Guid[] articles)
        {
            var list = new { articles = database.List(articles) };
            var listed = database.In("article_id", "articles");
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
            await ExecuteAsync($"INSERT INTO articles (article_id) SELECT value FROM ({database.Rows("articles")}) AS touched WHERE TRUE ON CONFLICT (article_id) DO NOTHING", list);

            // Two stories may speak of one article at the same time. Whoever comes second must see what the first has said, and a statement
            // sees what was committed before it began: so the locks come first, in a statement of their own.
            var before = await connection.QueryAsync<Assigned>(
                $"SELECT article_id, story_id FROM articles WHERE {listed} ORDER BY article_id {(database.IsPostgres ? "FOR UPDATE" : "")}",
                list,
                transaction);
            await ExecuteAsync(
                $"""
                UPDATE articles SET story_id = now.story_id
                FROM (SELECT article_id, ({newStory}) AS story_id FROM articles WHERE {listed}) AS now
                WHERE articles.article_id = now.article_id AND articles.story_id IS DISTINCT FROM now.story_id
                """,
                list);
            // An article without positions changes no board. Those that it gets later are grouped when they come.
            var after = await connection.QueryAsync<Assigned>(
                $"""
                SELECT article_id, story_id FROM articles WHERE {listed}
                    AND EXISTS (SELECT 1 FROM positions WHERE positions.article_id = articles.article_id)
                """,
                list,
                transaction);
            return before.Concat(after).Where(row => row.StoryId is not null).ToLookup(row => row.ArticleId, row => row.StoryId!.Value);
        }

        private Task<int> ExecuteAsync(string sql, object parameters) => connection.ExecuteAsync(sql, parameters, transaction);

        private sealed class Assigned
        {
            public Guid ArticleId { get; init; }

            public Guid? StoryId { get; init; }
        }
    }
}
