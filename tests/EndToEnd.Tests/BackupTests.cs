using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Npgsql;
using OnRecord.Api.Ingest.V1;
using OnRecord.Api.Stance.V1;
using OnRecord.TestKit;
using Xunit.Abstractions;

namespace OnRecord.EndToEnd.Tests;

/// <summary>
/// A backup of ingest alone, as docs/operations.md tells to make it, brings an empty system to the same boards by one command.
/// ONRECORD_BACKUP_ARTICLES asks for that many further articles.
/// </summary>
public abstract class BackupTests(ITestOutputHelper log)
{
    private const int Callers = 6;

    private static readonly int Further =
        int.TryParse(Environment.GetEnvironmentVariable("ONRECORD_BACKUP_ARTICLES"), CultureInfo.InvariantCulture, out var further) ? further : 0;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5 + (Further / 100));

    [Fact]
    public async Task A_backup_of_ingest_restores_the_boards()
    {
        using var folder = new ScratchFolder();
        var backup = folder.Combine("backup");
        string[] articles;
        SortedSet<string> before;
        await using (var system = await StartAsync(null))
        {
            articles = await LoadAsync(system.System);
            before = await BoardsAsync(system.System, articles);
            Assert.Equal(0, await CliAsync(system.System, "verify", "--all"));
            await BackUpAsync(system.System, backup);
        }

        Assert.NotEmpty(before);
        await using var restored = await StartAsync(backup);
        Assert.NotEqual(0, await CliAsync(restored.System, "verify", "--all"));

        var clock = Stopwatch.StartNew();
        Assert.Equal(0, await CliAsync(restored.System, "rebuild"));
        var took = clock.Elapsed;

        Assert.Equal(0, await CliAsync(restored.System, "verify", "--all"));
        var after = await BoardsAsync(restored.System, articles);
        Assert.Equal(string.Join("\n\n", before.Except(after)), string.Join("\n\n", after.Except(before)));
        log.WriteLine($"{articles.Length} articles rebuilt in {took.TotalSeconds:0} s to the same boards");
    }

    /// <summary>An empty system, or one that has got a backup before its first start.</summary>
    protected abstract OnRecordSystem Create(string? backup);

    /// <summary>Makes the backup.</summary>
    protected abstract Task BackUpAsync(OnRecordSystem system, string backup);

    /// <summary>Runs a program to its end.</summary>
    protected static async Task<int> RunAsync(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments);
        foreach (var (key, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[key] = value;
        }

        var (code, output, errors) = await ProgramRun.ToEndAsync(start, 2 * Patience);
        Console.WriteLine(output + errors);
        return code;
    }

    private static Task<int> CliAsync(OnRecordSystem system, params string[] arguments) => RunAsync(
        "dotnet", [ServiceAssembly.Cli, .. arguments], new Dictionary<string, string>
        {
            ["ONRECORD_ENDPOINT"] = string.Join(',', new[] { "Ingest", "Entity", "Stance", "Search" }.Select(service =>
                $"{service.ToLowerInvariant()}={system.ProcessOf(service).GrpcAddress.ToString().TrimEnd('/')}")),
        });

    // Stories, a revision, a retraction, and an article that is not analysed.
    private static async Task<string[]> LoadAsync(OnRecordSystem system)
    {
        var revised = News.About("Revisedholm");
        ArticleInput[] inputs =
        [
            .. News.QuarryStory(), .. Enumerable.Range(0, 20).Select(number => News.About($"Backupholm{number}")), revised,
            new ArticleInput { Text = "Der Fluss ist in der Nacht über die Ufer getreten, und die Stadt hat die Brücke gesperrt. Niemand wurde verletzt.", Language = "de" },
        ];
        var ids = new List<string>();
        foreach (var input in inputs)
        {
            ids.Add((await system.Ingest.SubmitArticleAsync(new SubmitArticleRequest { Article = input })).ArticleId);
            // One after the other: in which order they come decides what becomes of them.
            await BoardedAsync(system, ids[^1]);
        }

        revised.Text += "\n\nThe mayor of Revisedholm denied that the bridge was closed.";
        await system.Ingest.SubmitArticleAsync(new SubmitArticleRequest { Article = revised });
        var retracted = (await system.Ingest.SubmitArticleAsync(new SubmitArticleRequest { Article = News.About("Goneholm") })).ArticleId;
        await BoardedAsync(system, retracted);
        await system.Ingest.RetractArticleAsync(new RetractArticleRequest { ArticleId = retracted });
        foreach (var id in ids.Append(retracted))
        {
            await BoardedAsync(system, id);
        }

        // Their boards do not hang on the order in which they come.
        var more = new ConcurrentBag<string>();
        await Parallel.ForEachAsync(Enumerable.Range(0, Further), new ParallelOptions { MaxDegreeOfParallelism = Callers }, async (number, cancellation) =>
            more.Add((await system.Ingest.SubmitArticleAsync(new SubmitArticleRequest { Article = ChaosNews.Article(number) }, cancellationToken: cancellation)).ArticleId));
        foreach (var id in more)
        {
            await BoardedAsync(system, id);
        }

        return [.. ids, .. more];
    }

    private static Task BoardedAsync(OnRecordSystem system, string articleId) => Eventually.TrueAsync(
        async () => (await system.Ingest.GetArticleAsync(new GetArticleRequest { ArticleId = articleId })).Article.Boarded, "the article is boarded", Patience);

    // Boards without the ids that a new system gives anew.
    private static async Task<SortedSet<string>> BoardsAsync(OnRecordSystem system, string[] articles)
    {
        var boards = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var id in articles)
        {
            var article = (await system.Ingest.GetArticleAsync(new GetArticleRequest { ArticleId = id })).Article;
            Assert.True(article.Boarded);
            var board = (await system.Stance.GetPositionBoardAsync(new GetPositionBoardRequest { StoryId = article.StoryId })).Board;
            var claims = board.Claims.Select(claim => $"{claim.Text}: " + string.Join("; ", claim.Stands.Select(stand =>
                $"{stand.Holder.Entity?.Name}{stand.Holder.Description} {stand.Stance} {stand.PositionCount}").Order(StringComparer.Ordinal)));
            boards.Add($"{id} {board.ArticleCount}\n" + string.Join('\n', claims.Order(StringComparer.Ordinal)));
        }

        return boards;
    }

    private async Task<Running> StartAsync(string? backup)
    {
        var system = Create(backup);
        await system.InitializeAsync();
        return new Running(system);
    }

    private sealed record Running(OnRecordSystem System) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await System.DisposeAsync();
    }
}

public sealed class StandaloneBackupTests(ITestOutputHelper log) : BackupTests(log)
{
    protected override OnRecordSystem Create(string? backup) => new RestoredStandalone(backup);

    protected override async Task BackUpAsync(OnRecordSystem system, string backup) =>
        Assert.Equal(0, await RunAsync("sqlite3", [Path.Combine(((StandaloneSystem)system).Folder, "ingest.db"), $".backup '{backup}'"]));

    private sealed class RestoredStandalone(string? backup) : StandaloneSystem
    {
        protected override Task StartAsync()
        {
            if (backup is not null)
            {
                File.Copy(backup, Path.Combine(Folder, "ingest.db"));
            }

            return base.StartAsync();
        }
    }
}

public sealed class DistributedBackupTests(ITestOutputHelper log) : BackupTests(log)
{
    protected override OnRecordSystem Create(string? backup) => new RestoredDistributed(backup);

    protected override async Task BackUpAsync(OnRecordSystem system, string backup) => Assert.Equal(0, await RunAsync(
        Tool("pg_dump"), ["--format=custom", "--schema=ingest", $"--dbname={Address(((DistributedSystem)system).Postgres)}", $"--file={backup}"]));

    private static string Tool(string name) => Directory.EnumerateFiles("/usr/lib/postgresql", name, SearchOption.AllDirectories).Order(StringComparer.Ordinal).LastOrDefault() ?? name;

    private static string Address(string connection)
    {
        var parts = new NpgsqlConnectionStringBuilder(connection);
        return $"postgresql://{parts.Username}@{parts.Host}:{parts.Port}/{parts.Database}";
    }

    private sealed class RestoredDistributed(string? backup) : DistributedSystem
    {
        protected override async Task StartAsync()
        {
            if (backup is not null)
            {
                Assert.Equal(0, await RunAsync(Tool("pg_restore"), [$"--dbname={Address(Postgres)}", backup]));
            }

            await base.StartAsync();
        }
    }
}
