using System.Diagnostics;
using System.Text;
using Npgsql;
using OnRecord.Api.Ingest.V1;
using OnRecord.Api.Search.V1;
using OnRecord.Api.Stance.V1;
using OnRecord.TestKit;
using StackExchange.Redis;

namespace OnRecord.EndToEnd.Tests;

/// <summary>An article that is erased leaves nothing that tells what it said, or which it was: in no table, no queue, no cache and no log.</summary>
public abstract class ErasureTests(OnRecordSystem system)
{
    // Each stands in no other article: in the outlet, the headline, the text, the names, the quote, the address.
    private static readonly string[] Words = ["Grimwaldia", "Quendolin", "Brackmoor", "Xylofant", "erasable-page"];

    [Fact]
    public async Task An_erased_article_leaves_no_trace()
    {
        var erased = await SubmitAsync(new ArticleInput
        {
            Outlet = "The Grimwaldia Post",
            Url = "https://grimwaldia.example/erasable-page",
            Title = "Quendolin Brackmoor defends the Xylofant bridge",
            Text = """
                Mayor Quendolin Brackmoor defended the Xylofant bridge in Grimwaldia on Monday.

                "The Xylofant bridge is safe," Brackmoor said. The engineer Matthias Ost denied that the Xylofant bridge is safe.
                """,
        });
        var kept = await SubmitAsync(News.About("Keptholm"));
        Assert.NotEmpty((await system.Stance.ListPositionsAsync(new ListPositionsRequest { ArticleId = erased })).Positions);
        // The looking finds what is there, wherever that is. Caches are filled behind the answer, and not while the story changes.
        await Eventually.GetAsync(
            async () =>
            {
                await system.Search.ListHotStoriesAsync(new ListHotStoriesRequest());
                await system.Search.GetStoryAsync(new GetStoryRequest { StoryId = (await system.Ingest.GetArticleAsync(new GetArticleRequest { ArticleId = erased })).Article.StoryId });
                return string.Join(", ", Places.Except((await TracesAsync()).Select(trace => trace.Split('.', ':')[0])));
            },
            missing => missing.Length == 0,
            "every place has traces");

        await system.Ingest.RetractArticleAsync(new RetractArticleRequest { ArticleId = erased, Reason = "On request.", Erase = true });

        await Eventually.GetAsync(async () => string.Join('\n', await TracesAsync()), traces => traces.Length == 0, "no trace is left", TimeSpan.FromMinutes(2));
        var article = (await system.Ingest.GetArticleAsync(new GetArticleRequest { ArticleId = erased })).Article;
        Assert.Equal((ArticleState.Retracted, "On request.", "", ""), (article.State, article.StateReason, article.Url, article.Outlet));
        Assert.All(system.Processes.Values, process => Assert.DoesNotContain(Words, word => process.Log.Contains(word, StringComparison.OrdinalIgnoreCase)));
        Assert.Equal(ArticleState.Indexed, (await system.Ingest.GetArticleAsync(new GetArticleRequest { ArticleId = kept })).Article.State);
    }

    /// <summary>Where an article leaves traces before it is erased.</summary>
    protected abstract IReadOnlyList<string> Places { get; }

    /// <summary>Rows of all tables that hold one of some words, as text: "schema.table: row"; what else holds one, as "place: …".</summary>
    /// <param name="words">Searched in any case.</param>
    protected abstract Task<IReadOnlyList<string>> RowsWithAsync(IReadOnlyList<string> words);

    // The vocabulary of the ranking counts words, whatever article they came from.
    private async Task<IEnumerable<string>> TracesAsync() =>
        (await RowsWithAsync(Words)).Where(row => !row.StartsWith("search.term:", StringComparison.Ordinal));

    private async Task<string> SubmitAsync(ArticleInput article)
    {
        var request = new SubmitArticleRequest { Article = article, RequestId = article.Url };
        var id = (await system.Ingest.SubmitArticleAsync(request)).ArticleId;
        await Eventually.TrueAsync(
            async () => (await system.Ingest.GetArticleAsync(new GetArticleRequest { ArticleId = id })).Article.Boarded, "the article is boarded", TimeSpan.FromMinutes(2));
        return id;
    }
}

[Collection(SharedStandalone.Name)]
public sealed class StandaloneErasureTests(TracedStandalone system) : ErasureTests(system)
{
    protected override IReadOnlyList<string> Places => ["ingest", "entity", "stance", "search"];

    protected override async Task<IReadOnlyList<string>> RowsWithAsync(IReadOnlyList<string> words)
    {
        var rows = new List<string>();
        foreach (var file in Directory.EnumerateFiles(system.Folder, "*.db"))
        {
            using var dump = Process.Start(new ProcessStartInfo("sqlite3", ["-readonly", file, ".dump"]) { RedirectStandardOutput = true })!;
            // INSERT INTO term VALUES(…)
            rows.AddRange((await dump.StandardOutput.ReadToEndAsync()).Split('\n')
                .Where(line => words.Any(word => line.Contains(word, StringComparison.OrdinalIgnoreCase)))
                .Select(line => $"{Path.GetFileNameWithoutExtension(file)}.{line.Replace("INSERT INTO ", "", StringComparison.Ordinal).Replace(" VALUES", ": ", StringComparison.Ordinal)}"));
            await dump.WaitForExitAsync();
            Assert.Equal(0, dump.ExitCode);
        }

        return rows;
    }
}

[Collection(SharedDistributed.Name)]
public sealed class DistributedErasureTests(TracedDistributed system) : ErasureTests(system)
{
    protected override IReadOnlyList<string> Places => ["ingest", "entity", "stance", "search", "redis"];

    protected override async Task<IReadOnlyList<string>> RowsWithAsync(IReadOnlyList<string> words)
    {
        await using var connection = new NpgsqlConnection(system.Postgres);
        await connection.OpenAsync();
        var tables = await ColumnAsync(
            connection,
            "SELECT table_schema || '.' || table_name FROM information_schema.tables WHERE table_type = 'BASE TABLE' AND table_schema IN ('ingest', 'entity', 'stance', 'search')");
        var rows = new List<string>();
        foreach (var table in tables)
        {
            rows.AddRange(await ColumnAsync(connection, $"SELECT '{table}: ' || t::text FROM {table} t WHERE t::text ~* '{string.Join('|', words)}'"));
        }

        var waiting = (await system.Rabbit.WaitingAsync()).Select(queue => $"queue {queue.Key}: {queue.Value}");
        return [.. rows, .. waiting, .. await CachedAsync(words)];
    }

    private async Task<List<string>> CachedAsync(IReadOnlyList<string> words)
    {
        await using var connection = await ConnectionMultiplexer.ConnectAsync(system.Redis);
        var database = connection.GetDatabase();
        var found = new List<string>();
        await foreach (var key in connection.GetServers()[0].KeysAsync(database.Database))
        {
            RedisValue[] values = await database.KeyTypeAsync(key) switch
            {
                RedisType.String => [await database.StringGetAsync(key)],
                RedisType.Hash => [.. (await database.HashGetAllAsync(key)).SelectMany(entry => new[] { entry.Name, entry.Value })],
                RedisType.SortedSet => await database.SortedSetRangeByRankAsync(key),
                RedisType.Set => await database.SetMembersAsync(key),
                RedisType.List => await database.ListRangeAsync(key),
                // Gone since it was listed.
                RedisType.None => [],
                var type => throw new InvalidOperationException($"{key} is a {type}, which nobody has looked into yet."),
            };
            found.AddRange(values.Prepend(key.ToString()).Select(value => Encoding.UTF8.GetString((byte[]?)value ?? []))
                .Where(value => words.Any(word => value.Contains(word, StringComparison.OrdinalIgnoreCase)))
                .Select(_ => $"redis: {key}"));
        }

        return found;
    }

    private static async Task<List<string>> ColumnAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await using var reader = await command.ExecuteReaderAsync();
        var values = new List<string>();
        while (await reader.ReadAsync())
        {
            values.Add(reader.GetString(0));
        }

        return values;
    }
}
