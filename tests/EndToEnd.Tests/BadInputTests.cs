using System.Text;
using Google.Protobuf;
using Google.Rpc;
using Grpc.Core;
using OnRecord.Api.Entity.V1;
using OnRecord.Api.Ingest.V1;
using OnRecord.Api.Search.V1;
using OnRecord.Api.Stance.V1;
using OnRecord.TestKit;

namespace OnRecord.EndToEnd.Tests;

/// <summary>Bad input gets the right code and names the field, and the service goes on.</summary>
public abstract class BadInputTests(OnRecordSystem system)
{
    private const string NoSuchId = "00000000-0000-4000-8000-000000000001";

    public static TheoryData<string, string> BadFields() => new()
    {
        { "empty text", "article.text" },
        { "no content", "article.text" },
        { "bad url", "article.url" },
        { "malformed article id", "article_id" },
        { "negative page of articles", "page_size" },
        { "negative page of hits", "page_size" },
        { "negative page of hot stories", "page_size" },
        { "negative page of positions", "page_size" },
        { "negative page of mentions", "page_size" },
        { "unknown page token of articles", "page_token" },
        { "unknown page token of hits", "page_token" },
        { "unknown page token of positions", "page_token" },
        { "unknown page token of mentions", "page_token" },
        { "malformed story id", "story_id" },
        { "malformed story id of a board", "story_id" },
        { "long query", "query" },
        { "empty text to recognise", "text" },
        { "empty claim", "claim" },
    };

    [Theory]
    [MemberData(nameof(BadFields))]
    public async Task Bad_input_names_the_field(string input, string field)
    {
        var refusal = await Assert.ThrowsAsync<RpcException>(() => SendAsync(input));

        Assert.Equal(StatusCode.InvalidArgument, refusal.StatusCode);
        var details = refusal.GetRpcStatus()!;
        Assert.Equal(field, Assert.Single(details.GetDetail<BadRequest>()!.FieldViolations).Field);
        Assert.NotEmpty(details.GetDetail<ErrorInfo>()!.Reason);
        await AssertServingAsync();
    }

    public static TheoryData<string> UnknownIds() => ["article", "story", "board", "entity", "retraction", "feed"];

    [Theory]
    [MemberData(nameof(UnknownIds))]
    public async Task An_unknown_id_is_not_found(string kind)
    {
        var refusal = await Assert.ThrowsAsync<RpcException>(async () => _ = kind switch
        {
            "article" => (object)await system.Ingest.GetArticleAsync(new GetArticleRequest { ArticleId = NoSuchId }),
            "story" => await system.Search.GetStoryAsync(new GetStoryRequest { StoryId = NoSuchId }),
            "board" => await system.Stance.GetPositionBoardAsync(new GetPositionBoardRequest { StoryId = NoSuchId }),
            "entity" => await system.Entity.GetEntityAsync(new GetEntityRequest { EntityId = "local-nobody" }),
            "retraction" => await system.Ingest.RetractArticleAsync(new RetractArticleRequest { ArticleId = NoSuchId }),
            _ => await system.Ingest.DeleteFeedAsync(new DeleteFeedRequest { FeedId = NoSuchId }),
        });

        Assert.Equal(StatusCode.NotFound, refusal.StatusCode);
        Assert.EndsWith("_NOT_FOUND", refusal.GetRpcStatus()!.GetDetail<ErrorInfo>()!.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_body_of_20_MB_is_refused_and_the_service_goes_on()
    {
        var refusal = await Assert.ThrowsAsync<RpcException>(async () => await system.Ingest.SubmitArticleAsync(
            new SubmitArticleRequest { Article = new ArticleInput { Html = ByteString.CopyFrom(new byte[20_000_000]) } }));

        Assert.Equal(StatusCode.ResourceExhausted, refusal.StatusCode);
        await AssertServingAsync();
    }

    [Fact]
    public async Task Html_with_broken_UTF8_becomes_well_formed_text()
    {
        byte[] html =
        [
            .. "<html><head><title>Lighthouse of Brokenholm repaired</title></head><body><article><p>The lighthouse of Brokenholm was caf"u8,
            0xE9, 0xFF, 0xC3,
            .. " repaired on Monday, keeper Olaf Lind said. The lamp shines again over the sound, and the ships are back on their old course.</p></article></body></html>"u8,
        ];

        var submitted = await system.Ingest.SubmitArticleAsync(
            new SubmitArticleRequest { Article = new ArticleInput { Html = ByteString.CopyFrom(html) } });

        var article = await Eventually.GetAsync(
            async () => (await system.Ingest.GetArticleAsync(new GetArticleRequest { ArticleId = submitted.ArticleId })).Article,
            article => article.State == ArticleState.Indexed,
            "the article is indexed");
        Assert.Contains("Brokenholm", article.Text, StringComparison.Ordinal);
        Assert.Equal(article.Text, Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(article.Text)));
    }

    private async Task SendAsync(string input)
    {
        _ = input switch
        {
            "empty text" => (object)await system.Ingest.SubmitArticleAsync(new SubmitArticleRequest { Article = new ArticleInput { Text = "" } }),
            "no content" => await system.Ingest.SubmitArticleAsync(new SubmitArticleRequest { Article = new ArticleInput { Title = "Only a title" } }),
            "bad url" => await system.Ingest.SubmitArticleAsync(
                new SubmitArticleRequest { Article = new ArticleInput { Text = "Some text.", Url = "javascript:alert(1)" } }),
            "malformed article id" => await system.Ingest.GetArticleAsync(new GetArticleRequest { ArticleId = "7" }),
            "negative page of articles" => await system.Ingest.ListArticlesAsync(new ListArticlesRequest { PageSize = -1 }),
            "negative page of hits" => await system.Search.SearchArticlesAsync(new SearchArticlesRequest { PageSize = -1 }),
            "negative page of hot stories" => await system.Search.ListHotStoriesAsync(new ListHotStoriesRequest { PageSize = -1 }),
            "negative page of positions" => await system.Stance.ListPositionsAsync(new ListPositionsRequest { PageSize = -1 }),
            "negative page of mentions" => await system.Entity.ListMentionsAsync(new ListMentionsRequest { EntityId = "Q1", PageSize = -1 }),
            "unknown page token of articles" => await system.Ingest.ListArticlesAsync(new ListArticlesRequest { PageToken = "made-up" }),
            "unknown page token of hits" => await system.Search.SearchArticlesAsync(new SearchArticlesRequest { PageToken = "made-up" }),
            "unknown page token of positions" => await system.Stance.ListPositionsAsync(new ListPositionsRequest { PageToken = "made-up" }),
            "unknown page token of mentions" => await system.Entity.ListMentionsAsync(
                new ListMentionsRequest { EntityId = "Q1", PageToken = "made-up" }),
            "malformed story id" => await system.Search.GetStoryAsync(new GetStoryRequest { StoryId = "first" }),
            "malformed story id of a board" => await system.Stance.GetPositionBoardAsync(new GetPositionBoardRequest { StoryId = "first" }),
            "long query" => await system.Search.SearchArticlesAsync(new SearchArticlesRequest { Query = new string('q', 1_001) }),
            "empty text to recognise" => await system.Entity.RecognizeEntitiesAsync(new RecognizeEntitiesRequest()),
            "empty claim" => await system.Stance.CheckClaimAsync(new CheckClaimRequest()),
            _ => throw new ArgumentOutOfRangeException(nameof(input), input, "Unknown case."),
        };
    }

    private async Task AssertServingAsync()
    {
        await system.Ingest.ListArticlesAsync(new ListArticlesRequest { PageSize = 1 });
        await system.Search.ListHotStoriesAsync(new ListHotStoriesRequest { PageSize = 1 });
    }
}

[Collection(SharedStandalone.Name)]
public sealed class StandaloneBadInputTests(TracedStandalone system) : BadInputTests(system);

[Collection(SharedPoisoned.Name)]
public sealed class DistributedBadInputTests(TracedDistributed system) : BadInputTests(system)
{
    private readonly TracedDistributed _system = system;

    [Fact]
    public async Task An_event_of_an_unknown_version_waits_in_the_error_queue_and_the_service_goes_on()
    {
        const string queue = "entity-recognize-entities_error";
        var before = (await _system.DeadLettersAsync()).GetValueOrDefault(queue);
        var id = Guid.NewGuid();
        var envelope = $$"""
            {
              "messageId": "{{Guid.NewGuid()}}",
              "messageType": ["urn:message:OnRecord.Events:ArticleIngested"],
              "message": {
                "schemaVersion": 99,
                "article": {
                  "articleId": "{{id}}", "revision": 1, "url": "", "outlet": "", "title": "", "text": "From the future.", "bodyStart": 0,
                  "language": "en", "publishedAt": "2026-05-04T08:00:00Z", "submittedAt": "2026-05-04T08:00:00Z"
                }
              }
            }
            """;

        await _system.Rabbit.PublishAsync("OnRecord.Events:ArticleIngested", envelope);

        await Eventually.TrueAsync(async () => (await _system.DeadLettersAsync()).GetValueOrDefault(queue) > before, "the event is in the error queue");
        var submitted = await _system.Ingest.SubmitArticleAsync(new SubmitArticleRequest { Article = News.About("Versionholm") });
        await Eventually.TrueAsync(
            async () => (await _system.Ingest.GetArticleAsync(new GetArticleRequest { ArticleId = submitted.ArticleId })).Article.State == ArticleState.Indexed,
            "the next article is indexed");
    }
}
