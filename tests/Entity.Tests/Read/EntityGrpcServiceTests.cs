using Google.Rpc;
using Grpc.Core;
using OnRecord.Api.Entity.V1;

namespace OnRecord.Entities.Tests;

public sealed class EntityGrpcServiceTests(SqliteEntityHost host) : IClassFixture<SqliteEntityHost>
{
    private readonly EntityService.EntityServiceClient _client = host.Host.Client;

    [Fact]
    public async Task A_text_comes_back_as_mentions_with_exact_spans_and_links()
    {
        const string text = "“Nothing new,” said Angela Merkel 😀. Merkel met François Hollande in Berlin.";

        var response = await _client.RecognizeEntitiesAsync(new RecognizeEntitiesRequest { Text = text });

        Assert.All(response.Mentions, mention => Assert.Equal(mention.Text, text[mention.Span.Start..mention.Span.End]));
        Assert.All(response.Mentions, mention => Assert.Equal(MentionKind.Name, mention.Kind));
        Assert.Equal(2, response.Mentions.Count(mention => mention.Entity.WikidataId == "Q567"));
        Assert.Contains(response.Mentions, mention => mention.Text == "François Hollande" && mention.Entity.EntityId == "Q157");
        Assert.Equal("Q567", response.Entities[0].Entity.EntityId);
        Assert.Matches($"^link: {response.ModelVersion} [01]\\.[0-9]{{2}}$", response.Mentions[0].DecidedBy);
    }

    [Fact]
    public async Task A_pronoun_says_what_found_its_name_and_a_local_entity_why_it_is_one()
    {
        var response = await _client.RecognizeEntitiesAsync(
            new RecognizeEntitiesRequest { Text = "Zeno Quillfeather, a carpenter, spoke on Monday. He said he was tired.", IncludeCoreference = true });

        Assert.Equal("link: no entry of the knowledge base has the name", response.Mentions[0].DecidedBy);
        Assert.Matches("^reference: en-[0-9a-f]+ [01]\\.[0-9]{2}; link: no entry", response.Mentions.First(mention => mention.Kind == MentionKind.Pronoun).DecidedBy);
    }

    [Theory]
    [InlineData("Officials in Riyadh said the Saudi government had not yet decided.", "Saudi government")]
    [InlineData("Fighters of the Free Syrian Army left the town on Monday.", "Free Syrian Army")]
    public async Task A_body_is_found_as_a_whole(string text, string body)
    {
        var response = await _client.RecognizeEntitiesAsync(new RecognizeEntitiesRequest { Text = text });

        Assert.Contains(response.Mentions, mention => mention.Text == body && mention.Entity.Type == Api.Common.V1.EntityType.Organization);
    }

    [Theory]
    [InlineData("", "text")]
    [InlineData("  \n", "text")]
    public async Task A_text_without_words_is_refused(string text, string field) =>
        AssertInvalid(await FaultAsync(() => _client.RecognizeEntitiesAsync(new RecognizeEntitiesRequest { Text = text })), field);

    [Fact]
    public async Task A_text_that_is_too_long_is_refused_by_name() =>
        AssertInvalid(await FaultAsync(() => _client.RecognizeEntitiesAsync(new RecognizeEntitiesRequest { Text = new string('a', 200_001) })), "text");

    [Fact]
    public async Task Every_bad_field_is_reported_at_once() =>
        AssertInvalid(
            await FaultAsync(() => _client.ListMentionsAsync(new ListMentionsRequest { PageSize = -1, PageToken = "?", ArticleId = "7" })),
            "entity_id", "article_id", "page_size", "page_token");

    [Fact]
    public async Task A_token_of_another_search_is_refused()
    {
        var request = new SearchEntitiesRequest { Query = "San", IncludeUnmentioned = true, PageSize = 1 };
        var token = (await _client.SearchEntitiesAsync(request)).NextPageToken;

        AssertInvalid(
            await FaultAsync(() => _client.SearchEntitiesAsync(new SearchEntitiesRequest { Query = "Los", IncludeUnmentioned = true, PageToken = token })),
            "page_token");
    }

    [Fact]
    public async Task An_entity_of_the_knowledge_base_is_known_before_any_article_mentions_it()
    {
        var entity = (await _client.GetEntityAsync(new GetEntityRequest { EntityId = "Q1530" })).Entity;

        Assert.Equal(("Baghdad", "IQ", true, 0L), (entity.Ref.Name, entity.Country, entity.InKnowledgeBase, entity.MentionCount));
    }

    [Fact]
    public async Task An_unknown_entity_is_not_found()
    {
        var fault = await FaultAsync(() => _client.GetEntityAsync(new GetEntityRequest { EntityId = "local-none" }));

        Assert.Equal(StatusCode.NotFound, fault.StatusCode);
        Assert.Equal("ENTITY_NOT_FOUND", fault.GetRpcStatus()!.GetDetail<ErrorInfo>()!.Reason);
    }

    private static async Task<RpcException> FaultAsync<T>(Func<AsyncUnaryCall<T>> call) =>
        await Assert.ThrowsAsync<RpcException>(async () => await call());

    private static void AssertInvalid(RpcException fault, params string[] fields)
    {
        Assert.Equal(StatusCode.InvalidArgument, fault.StatusCode);
        Assert.Equal(
            fields.Order(StringComparer.Ordinal),
            fault.GetRpcStatus()!.GetDetail<BadRequest>()!.FieldViolations.Select(violation => violation.Field).Distinct().Order(StringComparer.Ordinal));
    }
}
