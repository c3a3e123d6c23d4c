using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using OnRecord.Api.Ingest.V1;
using OnRecord.TestKit;

namespace OnRecord.Ingest.Tests;

public sealed class SqliteRetentionTests : RetentionTests, IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    protected override Dictionary<string, string?> Storage => new() { ["Storage:Folder"] = _folder.Path };
}

public sealed class PostgresRetentionTests : RetentionTests, IAsyncLifetime
{
    // One for each test: a sweep finds what the others have left.
    private readonly PostgresServer _postgres = new();

    public Task InitializeAsync() => _postgres.InitializeAsync();

    public Task DisposeAsync() => _postgres.DisposeAsync();

    protected override Dictionary<string, string?> Storage => new() { ["Storage:Provider"] = "Postgres", ["Storage:ConnectionString"] = _postgres.ConnectionString };
}

/// <summary>What is older than it is to be kept goes; what is not, stays.</summary>
public abstract class RetentionTests
{
    private readonly MovedClock _clock = new();

    protected abstract Dictionary<string, string?> Storage { get; }

    [Fact]
    public async Task Old_articles_are_erased_everywhere_and_young_ones_stay()
    {
        await using var host = await StartAsync("ArticleDays", "10");
        var old = await SubmitAsync(host, Texts.Bridge, "old");
        await host.ReachesAsync(old.ArticleId, ArticleState.Indexed);
        _clock.Days += 11;
        var young = await SubmitAsync(host, Texts.Harbour, "young");

        Assert.Equal((1, 0, 0), await SweepAsync(host));

        var gone = await host.ReachesAsync(old.ArticleId, ArticleState.Retracted);
        Assert.Equal(("", "", "", "Kept for 10 days."), (gone.Url, gone.Outlet, gone.Text, gone.StateReason));
        await Eventually.TrueAsync(
            () => Task.FromResult(host.Pipeline.Retracted.Any(message => message.ArticleId.ToString() == old.ArticleId)), "the others are told");
        await host.ReachesAsync(young.ArticleId, ArticleState.Indexed);
        Assert.Equal((0, 0, 0), await SweepAsync(host));
    }

    [Fact]
    public async Task What_a_retraction_has_left_goes_too_and_its_reason_stays()
    {
        await using var host = await StartAsync("ArticleDays", "10");
        var retracted = await SubmitAsync(host, Texts.Bridge, "retracted");
        await host.Client.RetractArticleAsync(new RetractArticleRequest { ArticleId = retracted.ArticleId, Reason = "By mistake." });
        Assert.Equal("The Courier", (await host.ReachesAsync(retracted.ArticleId, ArticleState.Retracted)).Outlet);
        _clock.Days += 9;
        Assert.Equal((0, 0, 0), await SweepAsync(host));
        _clock.Days += 2;

        Assert.Equal((1, 0, 0), await SweepAsync(host));

        var gone = await host.ReachesAsync(retracted.ArticleId, ArticleState.Retracted);
        Assert.Equal(("", "", "", "By mistake."), (gone.Url, gone.Outlet, gone.Text, gone.StateReason));
        Assert.Equal((0, 0, 0), await SweepAsync(host));
    }

    [Fact]
    public async Task A_known_key_answers_until_it_is_forgotten()
    {
        await using var host = await StartAsync("RequestDays", "10");
        var first = await SubmitAsync(host, Texts.Bridge, "key");
        _clock.Days += 9;
        Assert.Equal((0, 0, 0), await SweepAsync(host));
        var reused = await Assert.ThrowsAsync<RpcException>(() => SubmitAsync(host, Texts.Harbour, "key"));
        Assert.Equal(StatusCode.AlreadyExists, reused.StatusCode);

        _clock.Days += 2;
        Assert.Equal((0, 0, 1), await SweepAsync(host));

        var second = await SubmitAsync(host, Texts.Harbour, "key");
        Assert.NotEqual(first.ArticleId, second.ArticleId);
    }

    [Fact]
    public async Task Replaced_revisions_go_and_the_newest_one_stays()
    {
        await using var host = await StartAsync("RevisionDays", "10");
        var first = await SubmitAsync(host, Texts.Bridge, "one", "https://courier.example/revised");
        await host.ReachesAsync(first.ArticleId, ArticleState.Indexed);
        await SubmitAsync(host, Texts.Bridge + "\n\nThe bridge was opened again on Friday.", "two", "https://courier.example/revised");
        await Eventually.TrueAsync(
            async () => (await host.Client.GetArticleAsync(new GetArticleRequest { ArticleId = first.ArticleId })).Article is { Revision: 2, Boarded: true }, "it is boarded");
        _clock.Days += 11;

        Assert.Equal((0, 1, 0), await SweepAsync(host));

        var fault = await Assert.ThrowsAsync<RpcException>(
            async () => await host.Client.GetArticleAsync(new GetArticleRequest { ArticleId = first.ArticleId, Revision = 1 }));
        Assert.Equal(StatusCode.NotFound, fault.StatusCode);
        Assert.Contains("Friday", (await host.Client.GetArticleAsync(new GetArticleRequest { ArticleId = first.ArticleId })).Article.Text, StringComparison.Ordinal);
    }

    private Task<IngestHost> StartAsync(string key, string days) => IngestHost.StartAsync(
        new Dictionary<string, string?>(Storage) { ["Ingest:Keep:RequestDays"] = "0", [$"Ingest:Keep:{key}"] = days },
        services: services => services.AddSingleton<TimeProvider>(_clock));

    private static Task<(int Articles, int Revisions, int Requests)> SweepAsync(IngestHost host) =>
        host.Services.GetRequiredService<Retention>().SweepAsync(CancellationToken.None);

    private static async Task<SubmitArticleResponse> SubmitAsync(IngestHost host, string text, string request, string? url = null) =>
        await host.Client.SubmitArticleAsync(new SubmitArticleRequest
        {
            Article = Texts.Article(text, url ?? $"https://courier-{Guid.NewGuid():N}.example/a"),
            RequestId = request,
        });

    /// <summary>Runs as usual, some days ahead.</summary>
    private sealed class MovedClock : TimeProvider
    {
        public int Days { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddDays(Days);
    }
}
