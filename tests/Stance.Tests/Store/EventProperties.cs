using CsCheck;
using OnRecord.Api.Stance.V1;
using OnRecord.Events;
using OnRecord.TestKit;

namespace OnRecord.Stances.Tests;

/// <summary>Delivery is at least once and in any order: what is stored in the end depends on neither.</summary>
public sealed class EventProperties : IAsyncLifetime, IDisposable
{
    private const int Histories = 40;
    private const int Stories = 25;
    private const int Retraction = 4;

    private static readonly Gen<(string Holder, StanceLabel Stance, string About)> Stand = Gen.Select(
        Gen.OneOf<string>("Q1", "Q2", "Q3", "Q4"),
        Gen.Int[1, 6].Select(label => (StanceLabel)label),
        Gen.Select(Gen.OneOf<string>("bridge", "ferry", "council", "budget", "strike"), Gen.OneOf<string>("will close", "was damaged", "is safe", "lost money"), (thing, verb) => $"the {thing} {verb}"));

    private readonly ScratchFolder _folder = new();
    private StanceHost _host = null!;
    private long _told;

    public async Task InitializeAsync() => _host = await StanceHost.StartAsync(new() { ["Storage:Provider"] = "Sqlite", ["Storage:Folder"] = _folder.Path });

    public async Task DisposeAsync() => await _host.DisposeAsync();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_newest_revision_stands_however_often_and_in_which_order_events_come() =>
        await Gen.Int[1, Retraction].Array[1, 8].SampleAsync(
            async revisions =>
            {
                var id = Guid.NewGuid();
                foreach (var revision in revisions)
                {
                    await ApplyAsync(id, revision);
                }

                var newest = revisions.Max();
                var stored = (await _host.Client.ListPositionsAsync(new ListPositionsRequest { ArticleId = id.ToString() })).Positions;
                Assert.Equal(newest == Retraction ? [] : [$"revision {newest} of the plan is safe"], stored.Select(position => position.About));
            },
            iter: Histories, threads: 1);

    [Fact]
    public async Task The_order_in_which_articles_arrive_changes_nothing_on_the_board() =>
        await Gen.Select(Stand.Array[1, 3].Array[2, 5], Gen.Int).SampleAsync(
            async (stands, seed) =>
            {
                AnalysedArticle[] articles = [.. stands.Select((own, number) => Analysed(number, own))];
                var board = await BoardAsync(articles);
                new Random(seed).Shuffle(articles);

                Assert.Equal(board, await BoardAsync(articles));
            },
            iter: Stories, threads: 1);

    private static AnalysedArticle Analysed(int number, (string Holder, StanceLabel Stance, string About)[] stands)
    {
        var article = HandMade.Article(Guid.NewGuid(), hour: number / 2, outlet: $"Paper {number}");
        return HandMade.Analysed(article, [.. stands.Select((stand, place) => HandMade.Position(article, stand.Holder, stand.Stance, stand.About, ordinal: place) with { PositionId = Guid.NewGuid() })]);
    }

    /// <summary>All that a reader sees of the board that articles make one after the other, row by row; they leave the store again.</summary>
    private async Task<string> BoardAsync(AnalysedArticle[] articles)
    {
        var story = Guid.NewGuid();
        var (store, boards) = (_host.Get<ArticleStore>(), _host.Get<BoardStore>());
        foreach (var article in articles)
        {
            await store.ReplaceAsync(article, CancellationToken.None);
            await _host.Get<StoryStore>().ApplyAsync(HandMade.Story(story, ++_told, StoryChangeKind.Updated, added: [article.Article.ArticleId]), CancellationToken.None);
            await boards.RegroupAsync([story], CancellationToken.None);
        }

        var board = await boards.ReadAsync(story, CancellationToken.None);
        await _host.Get<StoryStore>().ApplyAsync(
            HandMade.Story(story, ++_told, StoryChangeKind.Removed, removed: [.. articles.Select(article => article.Article.ArticleId)]), CancellationToken.None);
        return string.Join('\n', board.Claims.Select(claim =>
            $"{claim.Text} {claim.IsMain} {claim.Contest?.For.PositionId} {claim.Contest?.Against.PositionId}: "
            + string.Join(", ", claim.Stands.Select(stand => $"{stand.Holder.HolderId} {stand.Stance} {stand.PositionCount} {stand.Strongest.PositionId}"))));
    }

    private async Task ApplyAsync(Guid id, int revision)
    {
        if (revision == Retraction)
        {
            await _host.Get<ArticleStore>().RetractAsync(id, revision, CancellationToken.None);
            return;
        }

        var article = HandMade.Article(id, revision);
        await _host.Get<ArticleStore>().ReplaceAsync(
            HandMade.Analysed(article, HandMade.Position(article, "Q1", StanceLabel.Affirms, $"revision {revision} of the plan is safe")), CancellationToken.None);
    }
}
