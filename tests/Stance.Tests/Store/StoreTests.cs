using OnRecord.Api.Stance.V1;
using OnRecord.Events;
using OnRecord.TestKit;

namespace OnRecord.Stances.Tests;

public sealed class SqliteStoreTests : StoreTests, IDisposable
{
    private readonly ScratchFolder _folder = new();

    protected override Dictionary<string, string?> Storage => new()
    {
        ["Storage:Provider"] = "Sqlite",
        ["Storage:Folder"] = _folder.Path,
    };

    public void Dispose() => _folder.Dispose();
}

public sealed class PostgresStoreTests(PostgresServer server) : StoreTests, IClassFixture<PostgresServer>
{
    protected override Dictionary<string, string?> Storage => new()
    {
        ["Storage:Provider"] = "Postgres",
        ["Storage:ConnectionString"] = server.ConnectionString,
    };
}

/// <summary>What must hold on both engines.</summary>
public abstract class StoreTests : IAsyncLifetime
{
    private static readonly CancellationToken None = CancellationToken.None;

    private StanceHost _host = null!;

    protected abstract Dictionary<string, string?> Storage { get; }

    private ArticleStore Articles => _host.Get<ArticleStore>();

    private StoryStore Stories => _host.Get<StoryStore>();

    private BoardStore Boards => _host.Get<BoardStore>();

    public async Task InitializeAsync() => _host = await StanceHost.StartAsync(Storage);

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task A_revision_replaces_the_positions_of_an_earlier_one_and_a_late_one_changes_nothing()
    {
        var id = Guid.NewGuid();
        var first = HandMade.Article(id, revision: 1);
        var second = HandMade.Article(id, revision: 2);
        var late = HandMade.Analysed(first, HandMade.Position(first, "Q1", StanceLabel.Affirms, "the bridge is safe"));

        Assert.True((await Articles.ReplaceAsync(late, None)).Applied);
        Assert.True((await Articles.ReplaceAsync(HandMade.Analysed(second, HandMade.Position(second, "Q1", StanceLabel.Denies, "the bridge is safe")), None)).Applied);
        Assert.False((await Articles.ReplaceAsync(late, None)).Applied);

        var position = Assert.Single((await _host.Client.ListPositionsAsync(new ListPositionsRequest { ArticleId = id.ToString() })).Positions);
        Assert.Equal(Api.Common.V1.Stance.Denies, position.Stance);
        Assert.Equal(2, position.Evidence.Article.Revision);
    }

    [Fact]
    public async Task A_retracted_article_stays_gone_when_its_text_comes_late()
    {
        var article = HandMade.Article(Guid.NewGuid(), revision: 1);
        await Articles.RetractAsync(article.ArticleId, 2, None);

        var (applied, _) = await Articles.ReplaceAsync(
            HandMade.Analysed(article, HandMade.Position(article, "Q1", StanceLabel.Affirms, "the bridge is safe")), None);

        Assert.False(applied);
        Assert.Empty((await _host.Client.ListPositionsAsync(new ListPositionsRequest { ArticleId = article.ArticleId.ToString() })).Positions);
    }

    [Fact]
    public async Task The_board_is_the_same_whether_the_story_or_its_articles_come_first()
    {
        var (early, late) = (HandMade.Article(Guid.NewGuid()), HandMade.Article(Guid.NewGuid(), hour: 1, outlet: "Other Times"));
        var story = Guid.NewGuid();

        await ReplaceAsync(early, HandMade.Position(early, "Q1", StanceLabel.Affirms, "the harbour bridge is safe"));
        await ApplyAsync(HandMade.Story(story, 1, StoryChangeKind.Created, added: [early.ArticleId, late.ArticleId]));
        await ReplaceAsync(late, HandMade.Position(late, "Q2", StanceLabel.Denies, "that the harbour bridge was safe"));

        var board = await BoardAsync(story);
        var claim = Assert.Single(board.Claims);
        Assert.True(claim.Contested);
        Assert.Equal(2, claim.OutletCount);
        Assert.Equal(2, board.ArticleCount);
        Assert.Equal(["Q1", "Q2"], claim.Stands.Select(stand => stand.Holder.Entity.EntityId).Order());
    }

    [Fact]
    public async Task A_removal_is_not_undone_by_an_older_event_that_comes_after_it()
    {
        var article = HandMade.Article(Guid.NewGuid());
        var story = Guid.NewGuid();
        await ReplaceAsync(article, HandMade.Position(article, "Q1", StanceLabel.Affirms, "the bridge is safe"));

        await ApplyAsync(HandMade.Story(story, 3, StoryChangeKind.Updated, removed: [article.ArticleId]));
        await ApplyAsync(HandMade.Story(story, 1, StoryChangeKind.Created, added: [article.ArticleId]));

        Assert.Empty((await BoardAsync(story)).Claims);
    }

    [Fact]
    public async Task A_merged_story_answers_under_its_old_id_wherever_the_merge_stood_in_the_order()
    {
        var (one, two) = (HandMade.Article(Guid.NewGuid()), HandMade.Article(Guid.NewGuid()));
        var (from, into) = (Guid.NewGuid(), Guid.NewGuid());
        await ReplaceAsync(one, HandMade.Position(one, "Q1", StanceLabel.Affirms, "the bridge is safe"));
        await ReplaceAsync(two, HandMade.Position(two, "Q2", StanceLabel.Denies, "the bridge is safe"));

        await ApplyAsync(HandMade.Story(into, 1, StoryChangeKind.Created, added: [two.ArticleId]));
        await ApplyAsync(HandMade.Story(from, 2, StoryChangeKind.Merged, into: into));
        await ApplyAsync(HandMade.Story(from, 1, StoryChangeKind.Created, added: [one.ArticleId]));

        var board = await BoardAsync(from);
        Assert.Equal(into.ToString(), board.StoryId);
        Assert.Equal(2, Assert.Single(board.Claims).Stands.Count);
    }

    [Fact]
    public async Task Merges_that_follow_each_other_lead_to_the_last_story()
    {
        var article = HandMade.Article(Guid.NewGuid());
        var (a, b, c) = (Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        await ReplaceAsync(article, HandMade.Position(article, "Q1", StanceLabel.Affirms, "the bridge is safe"));
        await ApplyAsync(HandMade.Story(a, 1, StoryChangeKind.Created, added: [article.ArticleId]));

        await ApplyAsync(HandMade.Story(b, 2, StoryChangeKind.Merged, into: c));
        await ApplyAsync(HandMade.Story(a, 2, StoryChangeKind.Merged, into: b));

        Assert.Equal(c.ToString(), (await BoardAsync(a)).StoryId);
        Assert.Single((await BoardAsync(c)).Claims);
    }

    [Fact]
    public async Task An_article_that_moves_is_never_left_without_a_story_when_both_events_come_at_once()
    {
        var articles = Enumerable.Range(0, 60).Select(_ => HandMade.Article(Guid.NewGuid())).ToArray();
        await Parallel.ForEachAsync(articles, async (article, _) =>
        {
            var (from, to) = (Guid.NewGuid(), Guid.NewGuid());
            await ReplaceAsync(article, HandMade.Position(article, "Q1", StanceLabel.Affirms, "the bridge is safe"));
            await ApplyAsync(HandMade.Story(from, 1, StoryChangeKind.Created, added: [article.ArticleId]));
            await Task.WhenAll(
                ApplyAsync(HandMade.Story(from, 2, StoryChangeKind.Updated, removed: [article.ArticleId])),
                ApplyAsync(HandMade.Story(to, 1, StoryChangeKind.Created, added: [article.ArticleId])));

            Assert.Single((await BoardAsync(to)).Claims);
        });
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Whatever_the_order_of_events_and_whoever_handles_them_the_board_ends_the_same(int seed)
    {
        var articles = Enumerable.Range(0, 6).Select(i => HandMade.Article(Guid.NewGuid(), hour: i, outlet: $"Outlet {i}")).ToArray();
        var (story, other) = (Guid.NewGuid(), Guid.NewGuid());
        StoredPosition Position(int i) => HandMade.Position(
            articles[i], $"Q{i % 3}", i % 2 == 0 ? StanceLabel.Affirms : StanceLabel.Denies, i < 4 ? "the harbour bridge is safe" : "taxes on sugar should rise");
        List<Func<Task>> events =
        [
            .. articles.Select((article, i) => (Func<Task>)(() => ReplaceAsync(article, Position(i)))),
            () => ApplyAsync(HandMade.Story(story, 1, StoryChangeKind.Created, added: [articles[0].ArticleId])),
            () => ApplyAsync(HandMade.Story(story, 2, StoryChangeKind.Updated, added: [articles[1].ArticleId, articles[2].ArticleId])),
            () => ApplyAsync(HandMade.Story(other, 1, StoryChangeKind.Created, added: [articles[3].ArticleId, articles[4].ArticleId])),
            () => ApplyAsync(HandMade.Story(other, 2, StoryChangeKind.Updated, added: [articles[5].ArticleId])),
            () => ApplyAsync(HandMade.Story(other, 3, StoryChangeKind.Merged, into: story)),
            () => ApplyAsync(HandMade.Story(story, 3, StoryChangeKind.Updated, removed: [articles[1].ArticleId])),
        ];
        events.AddRange(events[..3]);
        var order = events.ToArray();
        new Random(seed).Shuffle(order);

        // Two at a time, as two replicas would.
        await Parallel.ForEachAsync(order, new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (handle, _) => await handle());

        var board = await BoardAsync(other);
        Assert.Equal(story.ToString(), board.StoryId);
        Assert.Equal(5, board.ArticleCount);
        Assert.Equal([3, 2], board.Claims.Select(claim => claim.Stands.Sum(stand => stand.PositionCount)).OrderDescending());
    }

    [Fact]
    public async Task A_change_of_position_is_announced_once_and_listed_with_both_pieces_of_evidence()
    {
        var (before, after) = (HandMade.Article(Guid.NewGuid()), HandMade.Article(Guid.NewGuid(), hour: 48));
        var story = Guid.NewGuid();
        await ApplyAsync(HandMade.Story(story, 1, StoryChangeKind.Created, added: [before.ArticleId, after.ArticleId]));
        await ReplaceAsync(after, HandMade.Position(after, "Q1", StanceLabel.Affirms, "he took the money"));
        Assert.Empty(Assert.Single(await Boards.RegroupAsync([story], None)).Changes);

        await ReplaceAsync(before, HandMade.Position(before, "Q1", StanceLabel.Denies, "he took the money"));
        await _host.Get<BoardUpdater>().UpdateAsync(story, None);
        await _host.Get<BoardUpdater>().UpdateAsync(story, None);

        var change = Assert.Single((await _host.Client.ListPositionChangesAsync(new ListPositionChangesRequest { HolderId = "Q1" })).Changes);
        Assert.Equal(PositionChangeKind.Flipped, change.Kind);
        Assert.Equal(before.ArticleId.ToString(), change.Before.Evidence.Article.ArticleId);
        Assert.Equal(after.ArticleId.ToString(), change.After.Evidence.Article.ArticleId);
        await Eventually.TrueAsync(() => Task.FromResult(_host.Heard<PositionChanged>().Count == 1), "one PositionChanged");
        Assert.Equal(change.ChangeId, _host.Heard<PositionChanged>()[0].ChangeId.ToString());
        await Eventually.TrueAsync(() => Task.FromResult(_host.Heard<BoardChanged>().Count == 1), "one BoardChanged");
    }

    [Fact]
    public async Task A_change_goes_when_its_evidence_is_retracted()
    {
        var (before, after) = (HandMade.Article(Guid.NewGuid()), HandMade.Article(Guid.NewGuid(), hour: 48));
        var story = Guid.NewGuid();
        await ApplyAsync(HandMade.Story(story, 1, StoryChangeKind.Created, added: [before.ArticleId, after.ArticleId]));
        await ReplaceAsync(before, HandMade.Position(before, "Q9", StanceLabel.Opposes, "the new tax"));
        await ReplaceAsync(after, HandMade.Position(after, "Q9", StanceLabel.Supports, "the new tax"));
        Assert.Single((await _host.Client.ListPositionChangesAsync(new ListPositionChangesRequest { HolderId = "Q9" })).Changes);

        await _host.PublishAsync(new ArticleRetracted(Schema.Version, before.ArticleId, 2, "wrong person", HandMade.Morning));

        await Eventually.TrueAsync(
            async () => (await _host.Client.ListPositionChangesAsync(new ListPositionChangesRequest { HolderId = "Q9" })).Changes.Count == 0,
            "the change is gone");
        Assert.Single(Assert.Single((await BoardAsync(story)).Claims).Stands);
    }

    [Fact]
    public async Task Pages_follow_each_other_without_gap_or_repeat()
    {
        var holder = "Q" + Guid.NewGuid().ToString("N");
        for (var i = 0; i < 7; i++)
        {
            // Some share a publish time: the id decides their order.
            var article = HandMade.Article(Guid.NewGuid(), hour: i / 3);
            await ReplaceAsync(article, HandMade.Position(article, holder, StanceLabel.Affirms, $"point {i}"));
        }

        var seen = new List<string>();
        var request = new ListPositionsRequest { HolderId = holder, PageSize = 3 };
        do
        {
            var page = await _host.Client.ListPositionsAsync(request);
            Assert.InRange(page.Positions.Count, 1, 3);
            seen.AddRange(page.Positions.Select(position => position.PositionId));
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);

        Assert.Equal(7, seen.Distinct().Count());
        Assert.Equal(7, seen.Count);
    }

    [Fact]
    public async Task Positions_are_found_by_every_filter()
    {
        var article = HandMade.Article(Guid.NewGuid(), outlet: "Élan Gazette");
        var target = "Q" + Guid.NewGuid().ToString("N");
        await ReplaceAsync(
            article,
            HandMade.Position(article, "Q1", StanceLabel.Supports, "the treaty", target),
            HandMade.Position(article, "Q2", StanceLabel.Opposes, "the treaty", target, ordinal: 1));

        async Task<int> Count(ListPositionsRequest request)
        {
            request.TargetId = target;
            return (await _host.Client.ListPositionsAsync(request)).Positions.Count;
        }

        Assert.Equal(2, await Count(new()));
        Assert.Equal(1, await Count(new() { HolderId = "Q2" }));
        Assert.Equal(1, await Count(new() { Stances = { Api.Common.V1.Stance.Supports } }));
        Assert.Equal(2, await Count(new() { Outlet = "élan GAZETTE" }));
        Assert.Equal(0, await Count(new() { Outlet = "Another" }));
        Assert.Equal(0, await Count(new() { StoryId = Guid.NewGuid().ToString() }));
        var published = Google.Protobuf.WellKnownTypes.Timestamp.FromDateTimeOffset(HandMade.Morning);
        Assert.Equal(2, await Count(new() { TimeRange = new() { StartTime = published } }));
        Assert.Equal(0, await Count(new() { TimeRange = new() { EndTime = published } }));
    }

    [Fact]
    public async Task Positions_on_a_board_have_the_vectors_of_their_own_revision()
    {
        var (id, story) = (Guid.NewGuid(), Guid.NewGuid());
        await Stories.ApplyAsync(HandMade.Story(story, 1, StoryChangeKind.Created, [id]), None);
        foreach (var (revision, subjects) in new[] { (1, new[] { "the bridge is safe", "a tax on sugar" }), (2, ["a tax on sugar", "the dyke will hold", "the bridge is safe"]) })
        {
            var article = HandMade.Article(id, revision);
            StoredPosition[] positions = [.. subjects.Select((about, holder) => HandMade.Position(article, $"Q{holder}", StanceLabel.Affirms, about))];
            var analysed = HandMade.Analysed(article, positions) with { TitleVector = ClaimVector.Of([$"title {revision}"])[0] };
            await Articles.ReplaceAsync(analysed, None);
            await Boards.RegroupAsync([story], None);

            var shown = (await Boards.ReadAsync(story, None)).Claims.SelectMany(claim => claim.Stands).SelectMany(stand => stand.Positions).ToList();

            Assert.Equal(subjects.Order(), shown.Select(position => position.About).Order());
            Assert.All(shown, position =>
            {
                Assert.Equal(ClaimVector.Of([position.About])[0], position.Vector);
                Assert.Equal(position.Vector, position.EvidenceVector);
                Assert.Equal(analysed.TitleVector, position.TitleVector);
            });
        }
    }

    [Fact]
    public void Vectors_are_stored_once_however_many_positions_share_them()
    {
        byte[] one = [.. Enumerable.Range(0, ClaimVector.Length).Select(i => (byte)i)], other = [.. one.Reverse()];
        var vectors = new ArticleVectors([], [(one, other), (other, other), ([], one)]);

        var bytes = vectors.Write();
        var read = ArticleVectors.Read(bytes);

        Assert.InRange(bytes.Length, 2 * ClaimVector.Length, (2 * ClaimVector.Length) + 20);
        Assert.Empty(read.Title);
        Assert.Equal(vectors.Positions.SelectMany(position => new[] { position.About, position.Evidence }), read.Positions.SelectMany(position => new[] { position.About, position.Evidence }));
    }

    [Fact]
    public async Task Every_sentence_that_portrays_somebody_counts()
    {
        var entity = "Q" + Guid.NewGuid().ToString("N");
        var article = HandMade.Article(Guid.NewGuid());
        StoredPortrayal[] portrayals =
        [
            .. new[] { PortrayalLabel.Negative, PortrayalLabel.Positive, PortrayalLabel.Negative }
                .Select((label, sentence) => new StoredPortrayal(entity, sentence * 10, (sentence * 10) + 9, 2, 6, label, 0.8f)),
        ];
        await Articles.ReplaceAsync(new AnalysedArticle(article, [], portrayals, "test"), None);
        await Articles.ReplaceAsync(new AnalysedArticle(article, [], portrayals, "test"), None);

        var count = Assert.Single((await _host.Client.ListPortrayalsAsync(new ListPortrayalsRequest { EntityId = entity })).Counts);

        Assert.Equal((2, 0, 1), (count.Negative, count.Neutral, count.Positive));
    }

    [Fact]
    public async Task Portrayals_are_counted_by_outlet_and_day()
    {
        var entity = "Q" + Guid.NewGuid().ToString("N");
        foreach (var (hour, label) in new[] { (0, PortrayalLabel.Negative), (1, PortrayalLabel.Negative), (2, PortrayalLabel.Positive), (24, PortrayalLabel.Neutral) })
        {
            var article = HandMade.Article(Guid.NewGuid(), hour: hour);
            await Articles.ReplaceAsync(new AnalysedArticle(article, [], [new StoredPortrayal(entity, 0, 7, 2, 6, label, 0.8f)], "test"), None);
        }

        var counts = (await _host.Client.ListPortrayalsAsync(new ListPortrayalsRequest { EntityId = entity })).Counts;

        Assert.Empty((await _host.Client.ListPortrayalsAsync(new ListPortrayalsRequest { EntityId = entity, Outlet = "Another" })).Counts);
        var outlet = counts[0].Outlet.ToUpperInvariant();
        Assert.Equal(counts, (await _host.Client.ListPortrayalsAsync(new ListPortrayalsRequest { EntityId = entity, Outlet = outlet })).Counts);
        Assert.Equal([(0, 1, 0), (2, 0, 1)], counts.Select(count => (count.Negative, count.Neutral, count.Positive)));
        Assert.Equal(HandMade.Morning.Date, counts[1].Day.ToDateTime());
    }

    [Fact]
    public async Task Articles_are_found_by_any_inflection_of_their_words_while_they_stand()
    {
        var article = HandMade.Article(Guid.NewGuid(), text: "The minister denied that the zeppelins were sold.");
        await ReplaceAsync(article);
        var search = _host.Get<ArticleSearch>();

        Task<IReadOnlyList<CandidateArticle>> Find(params string[] words) =>
            search.FindAsync(words, null, long.MinValue, long.MaxValue, 10, None);

        Assert.Equal(article.ArticleId, Assert.Single(await Find("zeppelin", "selling")).ArticleId);
        Assert.Empty(await Find("'; DROP TABLE articles --"));
        await Articles.RetractAsync(article.ArticleId, 2, None);
        Assert.Empty(await Find("zeppelin"));
    }

    [Fact]
    public async Task A_claim_is_checked_against_the_articles_of_a_story()
    {
        var (yes, no, other) = (
            HandMade.Article(Guid.NewGuid(), outlet: "Coast Daily", text:
                "Kestrel Air will buy the rival Nordwing\n\nKestrel Air confirmed on Monday that it will buy Nordwing for 400 million euros. "
                + "The airline announced the deal to buy Nordwing in a statement. Both boards have agreed to the purchase."),
            HandMade.Article(Guid.NewGuid(), outlet: "Inland Wire", text:
                "Kestrel Air denies it will buy Nordwing\n\nReports that Kestrel Air will buy Nordwing are false, the airline said on Monday. "
                + "A spokeswoman called the rumour that it would buy Nordwing a hoax. There is no truth in the fake story, she said."),
            HandMade.Article(Guid.NewGuid(), outlet: "Garden Weekly", text:
                "How to prune roses\n\nPrune roses on a dry day in early spring. Cut above a bud, and burn what is sick."));
        var story = Guid.NewGuid();
        await ApplyAsync(HandMade.Story(story, 1, StoryChangeKind.Created, added: [yes.ArticleId, no.ArticleId, other.ArticleId]));
        foreach (var article in new[] { yes, no, other })
        {
            await ReplaceAsync(article);
        }

        var response = await _host.Client.CheckClaimAsync(new CheckClaimRequest { Claim = "Kestrel Air will buy Nordwing", StoryId = story.ToString() });

        var answers = response.Articles.ToDictionary(answer => answer.Evidence.Article.Outlet, answer => answer.Stance);
        Assert.Equal([no.Outlet, yes.Outlet], answers.Keys.OrderDescending());
        Assert.NotEqual(ClaimStance.Disagree, answers[yes.Outlet]);
        Assert.Equal(ClaimStance.Disagree, answers[no.Outlet]);
        Assert.Equal(1, response.Tally.Disagree);
        Assert.Contains("Nordwing", response.Articles[0].Evidence.Text);
    }

    [Fact]
    public async Task A_claim_and_its_negation_are_told_mirrored_tallies()
    {
        ArticleContent[] articles =
        [
            HandMade.Article(Guid.NewGuid(), outlet: "Coast Daily", text: "Karl Voss denied on Monday that he took bribes."),
            HandMade.Article(Guid.NewGuid(), outlet: "Inland Wire", text: "Karl Voss rejected the accusation that he took bribes. He called it false."),
            HandMade.Article(Guid.NewGuid(), outlet: "Harbour Post", text: "Karl Voss took bribes, a witness confirmed."),
        ];
        var story = Guid.NewGuid();
        await ApplyAsync(HandMade.Story(story, 1, StoryChangeKind.Created, added: [.. articles.Select(article => article.ArticleId)]));
        foreach (var article in articles)
        {
            await ReplaceAsync(article);
        }

        var claim = await _host.Client.CheckClaimAsync(new CheckClaimRequest { Claim = "Karl Voss took bribes", StoryId = story.ToString() });
        var negation = await _host.Client.CheckClaimAsync(new CheckClaimRequest { Claim = "Karl Voss did not take bribes", StoryId = story.ToString() });

        Assert.Equal(new ClaimTally { Agree = 1, Disagree = 2 }, claim.Tally);
        Assert.Equal(new ClaimTally { Agree = 2, Disagree = 1 }, negation.Tally);
        Assert.False(claim.InsufficientEvidence);

        var nothing = await _host.Client.CheckClaimAsync(new CheckClaimRequest { Claim = "A gardener planted roses", StoryId = story.ToString() });
        Assert.True(nothing.InsufficientEvidence);
    }

    private async Task ReplaceAsync(ArticleContent article, params StoredPosition[] positions)
    {
        var (_, story) = await Articles.ReplaceAsync(HandMade.Analysed(article, positions), None);
        if (story is { } id)
        {
            await Boards.RegroupAsync([id], None);
        }
    }

    private async Task ApplyAsync(StoryChanged change)
    {
        foreach (var story in await Stories.ApplyAsync(change, None))
        {
            await Boards.RegroupAsync([story], None);
        }
    }

    private async Task<PositionBoard> BoardAsync(Guid story) =>
        (await _host.Client.GetPositionBoardAsync(new GetPositionBoardRequest { StoryId = story.ToString() })).Board;
}
