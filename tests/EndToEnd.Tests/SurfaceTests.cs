using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Grpc.Health.V1;
using Grpc.Net.Client;
using OnRecord.Api.Ingest.V1;
using OnRecord.TestKit;

namespace OnRecord.EndToEnd.Tests;

/// <summary>What a stranger meets who knows nothing but the address: health, reflection, JSON.</summary>
public abstract class SurfaceTests(OnRecordSystem system)
{
    private static readonly HttpClient Http = new();

    public static TheoryData<string> Services() => ["Ingest", "Entity", "Stance", "Search"];

    [Theory]
    [MemberData(nameof(Services))]
    public async Task Every_service_tells_its_health(string service)
    {
        var process = system.ProcessOf(service);
        using var channel = GrpcChannel.ForAddress(process.GrpcAddress);

        var health = await new Health.HealthClient(channel).CheckAsync(new HealthCheckRequest());

        Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, health.Status);
        Assert.Equal(HttpStatusCode.OK, (await Http.GetAsync(new Uri(process.HttpAddress, "/healthz"))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await Http.GetAsync(new Uri(process.HttpAddress, "/readyz"))).StatusCode);
    }

    [Theory]
    [MemberData(nameof(Services))]
    public async Task Every_service_lists_itself_by_reflection(string service)
    {
        var listed = await BufAsync("curl", "--http2-prior-knowledge", "--protocol", "grpc", "--list-services", system.ProcessOf(service).GrpcAddress.ToString());

        Assert.Contains($"onrecord.{service.ToLowerInvariant()}.v1.{service}Service", listed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Buf_curl_submits_an_article_and_reads_its_story_board_and_hits_without_any_proto_file()
    {
        var submitted = await CallAsync("Ingest", "onrecord.ingest.v1.IngestService/SubmitArticle", new
        {
            article = new { text = News.About("Curlholm").Text, title = "Curlholm opens a garden", outlet = "Test Herald" },
        });
        var articleId = submitted.GetProperty("articleId").GetString()!;
        var article = await Eventually.GetAsync(
            async () => (await system.Ingest.GetArticleAsync(new GetArticleRequest { ArticleId = articleId })).Article,
            article => article.State == ArticleState.Indexed,
            "the article is indexed");

        var story = await CallAsync("Search", "onrecord.search.v1.SearchService/GetStory", new { storyId = article.StoryId });
        var hits = await CallAsync("Search", "onrecord.search.v1.SearchService/SearchArticles", new { query = "Curlholm" });
        await Eventually.TrueAsync(async () =>
        {
            var board = await CallAsync("Stance", "onrecord.stance.v1.StanceService/GetPositionBoard", new { storyId = article.StoryId });
            return board.GetProperty("board").TryGetProperty("articleCount", out var count) && count.GetInt32() == 1;
        }, "the board holds the article");

        Assert.Equal(1, story.GetProperty("story").GetProperty("articleCount").GetInt32());
        Assert.Equal(articleId, Assert.Single(hits.GetProperty("hits").EnumerateArray()).GetProperty("article").GetProperty("articleId").GetString());
    }

    [Fact]
    public async Task Every_unary_method_is_JSON_over_HTTP()
    {
        var submitted = await Http.PostAsJsonAsync(
            new Uri(system.ProcessOf("Ingest").HttpAddress, "/v1/articles"),
            new { text = News.About("Jsonholm").Text, title = "Jsonholm opens a garden" });
        var refused = await Http.PostAsJsonAsync(new Uri(system.ProcessOf("Ingest").HttpAddress, "/v1/articles"), new { text = "" });

        Assert.Equal(HttpStatusCode.OK, submitted.StatusCode);
        Assert.Equal("SUBMIT_OUTCOME_CREATED", (await submitted.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("outcome").GetString());
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Contains("article.text", await refused.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        var lost = await Http.GetAsync(new Uri(system.ProcessOf("Search").HttpAddress, "/v1/stores:hot"));
        Assert.Equal(HttpStatusCode.NotFound, lost.StatusCode);
        Assert.Contains("GET /v1/stores:hot", (await lost.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("message").GetString(), StringComparison.Ordinal);
        var hot = await Http.GetFromJsonAsync<JsonElement>(new Uri(system.ProcessOf("Search").HttpAddress, "/v1/stories:hot?pageSize=5"));
        Assert.Equal(JsonValueKind.Array, hot.GetProperty("stories").ValueKind);
    }

    [Theory]
    [InlineData("Ingest", "/v1/articles?pageSize=1")]
    [InlineData("Ingest", "/v1/feeds")]
    [InlineData("Entity", "/v1/entities?query=a")]
    [InlineData("Stance", "/v1/positions?pageSize=1")]
    [InlineData("Stance", "/v1/positionChanges")]
    [InlineData("Search", "/v1/stories:hot")]
    [InlineData("Search", "/v1/articles:search?query=ferry")]
    [InlineData("Search", "/v1/stories:search?query=ferry")]
    [InlineData("Search", "/v1/suggestions?prefix=fe")]
    public async Task A_browser_can_read_every_list(string service, string path)
    {
        var answer = await Http.GetAsync(new Uri(system.ProcessOf(service).HttpAddress, path));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("application/json", answer.Content.Headers.ContentType?.MediaType);
    }

    private async Task<JsonElement> CallAsync(string service, string method, object request)
    {
        var answer = await BufAsync(
            "curl", "--http2-prior-knowledge", "--protocol", "grpc", "--data", JsonSerializer.Serialize(request),
            new Uri(system.ProcessOf(service).GrpcAddress, method).ToString());
        return JsonDocument.Parse(answer).RootElement;
    }

    private static async Task<string> BufAsync(params string[] arguments)
    {
        var program = Environment.GetEnvironmentVariable("ONRECORD_TEST_BUF")
            ?? throw new InvalidOperationException("ONRECORD_TEST_BUF is not set: run ./test.sh EndToEnd, or point it at the program buf.");
        var (code, output, error) = await ProgramRun.ToEndAsync(new ProcessStartInfo(program, arguments));
        return code == 0 ? output : throw new InvalidOperationException($"buf {string.Join(' ', arguments)}: {error}");
    }
}

[Collection(SharedStandalone.Name)]
public sealed class StandaloneSurfaceTests(TracedStandalone system) : SurfaceTests(system);

[Collection(SharedDistributed.Name)]
public sealed class DistributedSurfaceTests(TracedDistributed system) : SurfaceTests(system);
