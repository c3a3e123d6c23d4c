using System.Net;
using System.Text;
using System.Text.Json;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using OnRecord.Api.Ingest.V1;
using OnRecord.Api.Stance.V1;

namespace OnRecord.Defaults.Tests;

/// <summary>Names that no field has and values that none can hold, over HTTP, against a whole process.</summary>
public sealed class JsonNamesTests : IAsyncLifetime
{
    private WebApplication _app = null!;
    private HttpClient _http = null!;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateBuilder(["--Logging:LogLevel:Default", "None", "--Listen:Grpc", "127.0.0.1:0", "--Listen:Http", "127.0.0.1:0"]);
        builder.AddServiceDefaults("test");
        _app = builder.Build();
        _app.MapServiceDefaults();
        _app.MapGrpcService<Ingest>();
        _app.MapGrpcService<Stances>();
        await _app.StartAsync();
        var addresses = _app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        _http = new HttpClient { BaseAddress = new Uri(addresses.Last()) };
    }

    public async Task DisposeAsync()
    {
        _http.Dispose();
        await _app.DisposeAsync();
    }

    [Theory]
    [InlineData("/v1/positions?stance=STANCE_DENIES", "stance", "Did you mean \"stances\"?")]
    [InlineData("/v1/positions?stances=STANCE_DENIES&pagesize=5", "pagesize", "Did you mean \"page_size\"?")]
    [InlineData("/v1/positions?page_sise=5", "page_sise", "Did you mean \"page_size\"?")]
    [InlineData("/v1/positions?holderID=x", "holderID", "Did you mean \"holderId\"?")]
    [InlineData("/v1/positions?time_range.start=2026-01-01T00:00:00Z", "time_range.start", "Did you mean \"start_time\"?")]
    [InlineData("/v1/positions?timeRange.endtime=2026-01-01T00:00:00Z", "timeRange.endtime", "Did you mean \"end_time\"?")]
    [InlineData("/v1/positions?colour=red", "colour", "There are: story_id, holder_id,")]
    [InlineData("/v1/positions?outlet.name=x", "outlet", "Is no message")]
    [InlineData("/v1/articles/1?article_id=2", "article_id", "Stands in the path")]
    [InlineData("/v1/articles/1?history=true", "history", "\"include_history\"")]
    public async Task An_unknown_parameter_is_named_with_the_nearest_one(string call, string field, string rule)
    {
        var (status, fields) = await AnswerAsync(await _http.GetAsync(new Uri(call, UriKind.Relative)));

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(rule, Assert.Contains(field, fields), StringComparison.Ordinal);
        Assert.Single(fields);
    }

    [Theory]
    [InlineData("/v1/articles", """{"titel":"x","text":"y"}""", "article.titel", "Did you mean \"title\"?")]
    [InlineData("/v1/articles", """{"text":"y","publishTme":"2026-01-01T00:00:00Z"}""", "article.publishTme", "Did you mean \"publishTime\"?")]
    [InlineData("/v1/articles", """{"article":{"text":"y"}}""", "article.article", "There are:")]
    [InlineData("/v1/articles", """{"text":"y","author":["x"]}""", "article.author", "Did you mean \"authors\"?")]
    [InlineData("/v1/feeds", """{"url":"x","health":{"lastEror":"x"}}""", "feed.health.lastEror", "Did you mean \"lastError\"?")]
    [InlineData("/v1/articles/1:retract", """{"reasons":"x"}""", "reasons", "Did you mean \"reason\"?")]
    [InlineData("/v1/articles/1:retract?reason=x", "{}", "reason", "Is read from the body")]
    [InlineData("/v1/articles?title=x", """{"text":"y"}""", "title", "There are: request_id.")]
    [InlineData("/v1/articles?article.title=x", """{"text":"y"}""", "article", "Is read from the body")]
    public async Task An_unknown_field_of_a_body_is_named_with_its_path(string call, string body, string field, string rule)
    {
        var (status, fields) = await AnswerAsync(await PostAsync(call, Encoding.UTF8.GetBytes(body)));

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(rule, Assert.Contains(field, fields), StringComparison.Ordinal);
        Assert.Single(fields);
    }

    [Theory]
    [InlineData("/v1/articles", """{"title":5,"text":"y"}""", "article.title", "Must be a string.")]
    [InlineData("/v1/articles", """{"title":"\ud800","text":"y"}""", "article.title", "Must be a string.")]
    [InlineData("/v1/articles", """{"text":"y","authors":"Ann"}""", "article.authors", "Must be an array.")]
    [InlineData("/v1/articles", """{"text":"y","authors":["Ann",["Bo"]]}""", "article.authors[1]", "Must be a string.")]
    [InlineData("/v1/articles", """{"text":"y","authors":["Ann",null]}""", "article.authors[1]", "Must not be null.")]
    [InlineData("/v1/articles", """{"text":"y","publishTime":"03/04/2026"}""", "article.publish_time", "\"2026-03-01T12:00:00Z\"")]
    [InlineData("/v1/articles", """{"text":"y","publishTime":{"seconds":5}}""", "article.publish_time", "Must be a time of RFC 3339")]
    [InlineData("/v1/articles", """{"html":"a*b"}""", "article.html", "Must be base64.")]
    [InlineData("/v1/articles", """{"html":"abcde"}""", "article.html", "Must be base64.")]
    [InlineData("/v1/articles", "[]", "article", "Must be a JSON object.")]
    [InlineData("/v1/articles", "null", "article", "Must be a JSON object.")]
    [InlineData("/v1/feeds", """{"url":"x","pollInterval":"often"}""", "feed.poll_interval", "\"300s\"")]
    [InlineData("/v1/feeds", """{"url":"x","fetchPages":"true"}""", "feed.fetch_pages", "Must be true or false.")]
    [InlineData("/v1/feeds", """{"url":"x","health":"good"}""", "feed.health", "Must be a JSON object.")]
    [InlineData("/v1/claims:check", """{"claim":"a","pageSize":"5"}""", "page_size", "Must be a whole number of 32 bits, without quotation marks.")]
    [InlineData("/v1/claims:check", """{"claim":"a","pageSize":1.5}""", "page_size", "Must be a whole number of 32 bits.")]
    [InlineData("/v1/claims:check", "[]", "body", "Must be a JSON object.")]
    [InlineData("/v1/claims:check", "", "body", "Is empty")]
    [InlineData("/v1/claims:check", "{\n\"claim\": oops}", "body", "Is no JSON from line 2, byte 10 on.")]
    public async Task A_value_that_its_field_cannot_hold_is_refused_with_the_name(string call, string body, string field, string rule)
    {
        var (status, fields) = await AnswerAsync(await PostAsync(call, Encoding.UTF8.GetBytes(body)));

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(rule, Assert.Contains(field, fields), StringComparison.Ordinal);
        Assert.Single(fields);
    }

    [Fact]
    public async Task A_body_of_another_type_is_refused_with_the_header()
    {
        using var form = new FormUrlEncodedContent([KeyValuePair.Create("claim", "a")]);

        var (status, fields) = await AnswerAsync(await _http.PostAsync(new Uri("/v1/claims:check", UriKind.Relative), form));

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Equal("Must be application/json.", Assert.Contains("content-type", fields));
    }

    [Theory]
    [InlineData("stances=NOPE", "stances", "Must be one of STANCE_AFFIRMS, STANCE_DENIES,")]
    [InlineData("stances=STANCE_DENIES&stances=denies", "stances", "Must be one of STANCE_AFFIRMS")]
    [InlineData("pageSize=many", "pageSize", "Must be a whole number of 32 bits.")]
    [InlineData("pageSize=1&pageSize=2", "pageSize", "Must stand once.")]
    [InlineData("timeRange.startTime=03/04/2026", "timeRange.startTime", "for instance 2026-03-01T12:00:00Z.")]
    [InlineData("time_range=2026", "time_range", "Is a message; set its fields: time_range.start_time, time_range.end_time.")]
    public async Task A_value_that_a_parameter_cannot_hold_is_refused_with_the_name(string query, string field, string rule)
    {
        var (status, fields) = await AnswerAsync(await _http.GetAsync(new Uri($"/v1/positions?{query}", UriKind.Relative)));

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains(rule, Assert.Contains(field, fields), StringComparison.Ordinal);
        Assert.Single(fields);
    }

    [Theory]
    [InlineData("/v1/claims:check", """{"claim":"\ud83d\ude00","pageSize":null,"timeRange":{"startTime":"2026-01-01T00:00:00.5+02:00","endTime":null}}""")]
    [InlineData("/v1/articles", """{"text":"1","title":null,"authors":[],"publishTime":"2026-01-01T00:00:00Z"}""")]
    [InlineData("/v1/feeds", """{"url":"1","pollInterval":"1.5s","fetchPages":true,"health":{"articlesSubmitted":"9007199254740993","consecutiveFailures":3}}""")]
    [InlineData("/v1/feeds", """{"url":"1","health":{"articlesSubmitted":7}}""")]
    public async Task What_the_mapping_allows_passes(string call, string body) =>
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(call, Encoding.UTF8.GetBytes(body))).StatusCode);

    [Theory]
    [InlineData("_-8_-w==")]
    [InlineData("_-8_-w")]
    [InlineData("/+8/+w")]
    [InlineData("/+8/+w==")]
    [InlineData("/+8/-w")]
    public async Task Base64_is_read_in_both_alphabets_with_padding_and_without(string html)
    {
        var answer = await PostAsync("/v1/articles", Encoding.UTF8.GetBytes($$"""{"html":"{{html}}","title":"a-b_c"}"""));

        Assert.Equal("ffef3ffb a-b_c", JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.GetProperty("articleId").GetString());
    }

    [Theory]
    [InlineData("/v1/positions")]
    [InlineData("/v1/positions?stances=STANCE_DENIES&stances=STANCE_AFFIRMS&page_size=3&holderId=x&time_range.start_time=2026-01-01T00:00:00Z&timeRange.endTime=2026-01-02T00:00:00Z")]
    [InlineData("/v1/articles/1?includeHistory=true&revision=2")]
    [InlineData("/v1/positions?stances=2&page_size=%2B3")]
    public async Task Known_names_in_either_spelling_pass(string call) =>
        Assert.Equal(HttpStatusCode.OK, (await _http.GetAsync(new Uri(call, UriKind.Relative))).StatusCode);

    [Theory]
    [InlineData("/v1/articles?request_id=1", """{"text":"y","publish_time":"2026-01-01T00:00:00Z","authors":["a"]}""")]
    [InlineData("/v1/articles?requestId=1", """{"text":"y","publishTime":"2026-01-01T00:00:00Z"}""")]
    [InlineData("/v1/feeds", """{"url":"x","pollInterval":"60s","health":{"last_error":"x"}}""")]
    public async Task Known_fields_in_either_spelling_reach_the_method(string call, string body)
    {
        var answer = await PostAsync(call, Encoding.UTF8.GetBytes(body));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains("1", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_unknown_name_is_told_at_once()
    {
        var (_, fields) = await AnswerAsync(await PostAsync("/v1/articles?requestid=1", "{\"titel\":{\"a\":[1,{}]},\"text\":\"y\",\"colour\":[{\"b\":1}]}"u8.ToArray()));

        Assert.Equal(["article.colour", "article.titel", "requestid"], fields.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_byte_order_mark_hides_nothing()
    {
        var (status, fields) = await AnswerAsync(await PostAsync("/v1/articles", [0xEF, 0xBB, 0xBF, .. "{\"titel\":\"x\",\"text\":\"y\"}"u8]));

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("article.titel", fields);
    }

    private Task<HttpResponseMessage> PostAsync(string call, byte[] body)
    {
        var content = new ByteArrayContent(body);
        content.Headers.Add("Content-Type", "application/json");
        return _http.PostAsync(new Uri(call, UriKind.Relative), content);
    }

    private static async Task<(HttpStatusCode Status, Dictionary<string, string> Fields)> AnswerAsync(HttpResponseMessage answer)
    {
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        var details = json.RootElement.TryGetProperty("details", out var list) ? list.EnumerateArray().ToList() : [];
        return (answer.StatusCode, details
            .Where(detail => detail.TryGetProperty("fieldViolations", out _))
            .SelectMany(detail => detail.GetProperty("fieldViolations").EnumerateArray())
            .ToDictionary(fault => fault.GetProperty("field").GetString()!, fault => fault.GetProperty("description").GetString()!));
    }

    private sealed class Ingest : IngestService.IngestServiceBase
    {
        public override Task<SubmitArticleResponse> SubmitArticle(SubmitArticleRequest request, ServerCallContext context) =>
            Task.FromResult(new SubmitArticleResponse
            {
                ArticleId = request.Article?.Html.IsEmpty == false
                    ? $"{Convert.ToHexStringLower(request.Article.Html.Span)} {request.Article.Title}"
                    : request.RequestId,
            });

        public override Task<GetArticleResponse> GetArticle(GetArticleRequest request, ServerCallContext context) => Task.FromResult(new GetArticleResponse());

        public override Task<RetractArticleResponse> RetractArticle(RetractArticleRequest request, ServerCallContext context) =>
            Task.FromResult(new RetractArticleResponse { ArticleId = request.ArticleId });

        public override Task<CreateFeedResponse> CreateFeed(CreateFeedRequest request, ServerCallContext context) =>
            Task.FromResult(new CreateFeedResponse { Feed = new Feed { FeedId = "1" } });
    }

    private sealed class Stances : StanceService.StanceServiceBase
    {
        public override Task<ListPositionsResponse> ListPositions(ListPositionsRequest request, ServerCallContext context) =>
            Task.FromResult(new ListPositionsResponse());

        public override Task<CheckClaimResponse> CheckClaim(CheckClaimRequest request, ServerCallContext context) =>
            Task.FromResult(new CheckClaimResponse());
    }
}
