using Grpc.Core;
using OnRecord.Api.Common.V1;
using OnRecord.Api.Stance.V1;
using OnRecord.Events;
using OnRecord.Language;
using OnRecord.TestKit;
using EntityType = OnRecord.Events.EntityType;
using Stance = OnRecord.Api.Common.V1.Stance;

namespace OnRecord.Stances.Tests;

public sealed class StandaloneReaderTests : ReaderTests, IDisposable
{
    private readonly ScratchFolder _folder = new();

    protected override Dictionary<string, string?> Settings => new() { ["Storage:Folder"] = _folder.Path };

    public void Dispose() => _folder.Dispose();
}

public sealed class DistributedReaderTests(PostgresServer postgres, RabbitServer rabbit)
    : ReaderTests, IClassFixture<PostgresServer>, IClassFixture<RabbitServer>
{
    protected override Dictionary<string, string?> Settings => new()
    {
        ["Storage:Provider"] = "Postgres",
        ["Storage:ConnectionString"] = postgres.ConnectionString,
        ["Bus:Transport"] = "RabbitMq",
        ["Bus:Host"] = rabbit.Host,
    };
}

/// <summary>The service as its callers and its neighbours on the bus see it.</summary>
public abstract class ReaderTests : IAsyncLifetime
{
    private const string Text =
        "Mayor denies taking money\n\nMayor Tomas Berg denied on Monday that he took money from a building company. "
        + "\"It is a lie,\" Berg said. The company, Norsund Bygg, declined to comment.";

    private StanceHost _host = null!;

    protected abstract Dictionary<string, string?> Settings { get; }

    public async Task InitializeAsync() => _host = await StanceHost.StartAsync(Settings);

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task An_article_that_comes_by_the_bus_is_on_the_board_of_its_story_and_leaves_it_when_retracted()
    {
        var recognized = Recognize(Text);
        var id = recognized.Article.ArticleId;
        var story = Guid.NewGuid();

        await _host.PublishAsync(recognized);
        await _host.PublishAsync(HandMade.Story(story, 1, StoryChangeKind.Created, added: [id]));

        var detected = await Eventually.GetAsync(
            () => Task.FromResult(_host.Heard<PositionsDetected>().FirstOrDefault(heard => heard.ArticleId == id)), heard => heard is not null, "PositionsDetected");
        Assert.Contains(detected!.Positions, position => position.Stance == StanceLabel.Denies && position.HolderName == "Tomas Berg");
        var request = new GetPositionBoardRequest { StoryId = story.ToString() };
        var board = (await Eventually.GetAsync(async () => await TryBoardAsync(request), board => board?.Claims.Count > 0, "a board with claims"))!;
        Assert.Contains(board.Claims, claim => claim.Stands.Any(stand => stand.Stance == Stance.Denies && stand.Holder.Entity?.Name == "Tomas Berg"));
        Assert.Contains(board.Claims, claim => claim.Stands.Any(stand => stand.Stance == Stance.NoComment));
        Assert.All(
            board.Claims.SelectMany(claim => claim.Stands).SelectMany(stand => stand.Positions),
            position => Assert.Equal(position.Evidence.Text, Text[position.Evidence.Span.Start..position.Evidence.Span.End]));

        await AssertSignedOnRequestAsync(board, id, story);

        await _host.PublishAsync(new ArticleRetracted(Schema.Version, id, 2, "wrong man", HandMade.Morning));

        await Eventually.TrueAsync(async () => (await TryBoardAsync(request))?.Claims.Count == 0, "an empty board");
    }

    /// <summary>What decided is said to whoever asks, and to nobody else.</summary>
    private async Task AssertSignedOnRequestAsync(PositionBoard unsigned, Guid article, Guid story)
    {
        var board = (await TryBoardAsync(new GetPositionBoardRequest { StoryId = story.ToString(), WithDecisions = true }))!;
        var listed = await _host.Client.ListPositionsAsync(new ListPositionsRequest { ArticleId = article.ToString(), WithDecisions = true });
        var text = await _host.Client.AnalyzeTextAsync(new AnalyzeTextRequest { Text = Text, WithDecisions = true });
        var check = new CheckClaimRequest { Claim = "Tomas Berg took money from a building company", StoryId = story.ToString(), WithDecisions = true };

        Assert.Equal("", unsigned.DecidedBy + string.Concat(unsigned.Claims.SelectMany(claim => claim.Stands.SelectMany(stand => stand.Positions.Select(one => one.DecidedBy)).Append(claim.DecidedBy))));
        Assert.NotEmpty(board.DecidedBy);
        Assert.All(board.Claims, claim => Assert.Matches(@"^row: (nothing else like it|\S+ of at least 0\.\d\d on average, \d+ positions); place: \S+ [01]\.\d\d$", claim.DecidedBy));
        Assert.All(board.Claims.SelectMany(claim => claim.Stands).SelectMany(stand => stand.Positions).Concat(listed.Positions).Concat(text.Positions), one => Assert.Contains("label", one.DecidedBy, StringComparison.Ordinal));
        Assert.All((await _host.Client.CheckClaimAsync(check)).Articles, one => Assert.Matches(@"^claim: \S+ [01]\.\d\d$", one.DecidedBy));
        check.WithDecisions = false;
        Assert.All((await _host.Client.CheckClaimAsync(check)).Articles, one => Assert.Empty(one.DecidedBy));
    }

    [Fact]
    public async Task An_article_in_another_language_is_announced_without_positions()
    {
        var article = HandMade.Article(Guid.NewGuid()) with { Language = "no", Text = "Ordføreren nekter." };

        await _host.PublishAsync(new EntitiesRecognized(Schema.Version, article, Analysed: false, [], [], "test"));

        await Eventually.TrueAsync(
            () => Task.FromResult(_host.Heard<PositionsDetected>().Any(heard => heard.ArticleId == article.ArticleId && heard.Positions.Count == 0)),
            "an empty PositionsDetected");
    }

    [Fact]
    public async Task A_text_is_analysed_without_being_stored()
    {
        async Task<int> CountAsync() => (await _host.Client.ListPositionsAsync(new ListPositionsRequest { PageSize = 500 })).Positions.Count;
        var before = await CountAsync();

        var response = await _host.Client.AnalyzeTextAsync(new AnalyzeTextRequest { Title = "Mayor denies taking money", Text = Text[27..] });

        Assert.Equal(Text, response.Text);
        Assert.Contains(response.Positions, position => position.Stance == Stance.Denies && position.Holder.Entity?.Name == "Tomas Berg");
        Assert.NotEmpty(response.Attributions);
        Assert.NotEmpty(response.Portrayals);
        Assert.Equal(before, await CountAsync());
    }

    [Fact]
    public async Task Bad_requests_name_every_bad_field()
    {
        await AssertFaultAsync(() => _host.Client.AnalyzeTextAsync(new AnalyzeTextRequest()).ResponseAsync, "text");
        await AssertFaultAsync(() => _host.Client.AnalyzeTextAsync(new AnalyzeTextRequest { Text = new string('a', 200_001) }).ResponseAsync, "text");
        await AssertFaultAsync(() => _host.Client.GetPositionBoardAsync(new GetPositionBoardRequest { StoryId = "7" }).ResponseAsync, "story_id");
        await AssertFaultAsync(
            () => _host.Client.ListPositionsAsync(new ListPositionsRequest
            {
                PageSize = -1,
                PageToken = "?",
                ArticleId = "x",
                Stances = { Stance.Unspecified },
            }).ResponseAsync,
            "page_size",
            "page_token",
            "article_id",
            "stances");
        await AssertFaultAsync(() => _host.Client.CheckClaimAsync(new CheckClaimRequest { PageSize = 201 }).ResponseAsync, "claim", "page_size");
        await AssertFaultAsync(() => _host.Client.ListPortrayalsAsync(new ListPortrayalsRequest()).ResponseAsync, "entity_id");
    }

    [Fact]
    public async Task An_unknown_story_is_not_found()
    {
        var fault = await Assert.ThrowsAsync<RpcException>(
            () => _host.Client.GetPositionBoardAsync(new GetPositionBoardRequest { StoryId = Guid.NewGuid().ToString() }).ResponseAsync);

        Assert.Equal(StatusCode.NotFound, fault.StatusCode);
    }

    private static async Task AssertFaultAsync(Func<Task> call, params string[] fields)
    {
        var fault = await Assert.ThrowsAsync<RpcException>(call);
        Assert.Equal(StatusCode.InvalidArgument, fault.StatusCode);
        var violations = fault.GetRpcStatus()!.GetDetail<Google.Rpc.BadRequest>().FieldViolations.Select(violation => violation.Field);
        Assert.Equal(fields.Order(), violations.Order());
    }

    private async Task<PositionBoard?> TryBoardAsync(GetPositionBoardRequest request)
    {
        try
        {
            return (await _host.Client.GetPositionBoardAsync(request)).Board;
        }
        catch (RpcException fault) when (fault.StatusCode == StatusCode.NotFound)
        {
            return null;
        }
    }

    private static EntitiesRecognized Recognize(string text) => HandMade.Recognized(HandMade.Article(Guid.NewGuid(), text: text) with { BodyStart = 27 });
}
