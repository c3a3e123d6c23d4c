using System.Diagnostics;
using Google.Protobuf;
using Google.Rpc;
using Grpc.Core;
using OnRecord.Api.Ingest.V1;
using OnRecord.Defaults;
using OnRecord.TestKit;

namespace OnRecord.Ingest.Tests;

public sealed class SqliteSubmissionTests : SubmissionTests, IDisposable
{
    private readonly ScratchFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    protected override IReadOnlyDictionary<string, string?> Configuration =>
        new Dictionary<string, string?> { ["Storage:Folder"] = _folder.Path };
}

public sealed class PostgresSubmissionTests(PostgresServer postgres, RabbitServer rabbit)
    : SubmissionTests, IClassFixture<PostgresServer>, IClassFixture<RabbitServer>
{
    protected override IReadOnlyDictionary<string, string?> Configuration => new Dictionary<string, string?>
    {
        ["Storage:Provider"] = "Postgres",
        ["Storage:ConnectionString"] = postgres.ConnectionString,
        ["Bus:Transport"] = "RabbitMq",
        ["Bus:Host"] = rabbit.Host,
    };
}

/// <summary>Submission as a client sees it; the same on both stores and both buses.</summary>
public abstract class SubmissionTests : IAsyncLifetime
{
    private readonly string _site = $"https://courier-{Guid.NewGuid():N}.example";
    private IngestHost _host = null!;

    protected abstract IReadOnlyDictionary<string, string?> Configuration { get; }

    private IngestService.IngestServiceClient Client => _host.Client;

    // The store is shared: what other tests have left on its way is not to count.
    public async Task InitializeAsync() => _host = await IngestHost.StartAsync(new Dictionary<string, string?>(Configuration) { ["Ingest:MinUnderWay"] = "10000" });

    public async Task DisposeAsync() => await _host.DisposeAsync();

    [Fact]
    public async Task A_new_article_is_created_announced_and_comes_back_indexed()
    {
        var text = Texts.Numbered(3_000);
        var url = $"{_site}/bridge?utm_source=feed#top";
        var submitted = await SubmitAsync(Texts.Article(text, url, title: "Desk files report"));

        Assert.Equal((1, SubmitOutcome.Created), (submitted.Revision, submitted.Outcome));
        var article = await _host.ReachesAsync(submitted.ArticleId, ArticleState.Indexed);
        Assert.Equal($"{_site}/bridge", article.Url);
        Assert.Equal("Desk files report\n\n" + text, article.Text);
        Assert.Equal(article.Text.IndexOf("Report 3000", StringComparison.Ordinal), article.BodyStart);
        Assert.Equal(("en", true), (article.Language, article.Analysed));
        Assert.Equal(PipelineStandInConsumer.StoryId.ToString(), article.StoryId);
        var content = Assert.Single(_host.Pipeline.Ingested, message => message.Article.ArticleId.ToString() == submitted.ArticleId).Article;
        Assert.Equal((article.Text, article.BodyStart, "The Courier", 1), (content.Text, content.BodyStart, content.Outlet, content.Revision));
    }

    [Fact]
    public async Task The_same_article_again_is_a_duplicate()
    {
        var article = Texts.Article(Texts.Bridge, $"{_site}/a");
        var first = await SubmitAsync(article);
        var again = await SubmitAsync(Texts.Article(Texts.Bridge, $"{_site.Replace("https", "http", StringComparison.Ordinal)}/a/?fbclid=1"));

        Assert.Equal((first.ArticleId, 1, SubmitOutcome.Duplicate), (again.ArticleId, again.Revision, again.Outcome));
    }

    [Fact]
    public async Task Without_a_url_the_content_names_the_article()
    {
        var outlet = Guid.NewGuid().ToString();
        var first = await SubmitAsync(Texts.Article(Texts.Harbour, outlet: outlet));
        var again = await SubmitAsync(Texts.Article(Texts.Harbour.Replace("\n\n", "\n\n\n", StringComparison.Ordinal), outlet: outlet));

        Assert.Equal((first.ArticleId, SubmitOutcome.Duplicate), (again.ArticleId, again.Outcome));
    }

    [Fact]
    public async Task Where_nobody_names_the_outlet_its_site_does()
    {
        var submitted = await SubmitAsync(Texts.Article(Texts.Numbered(3_400), $"{_site.Replace("://", "://www.", StringComparison.Ordinal)}/unnamed", outlet: ""));

        var article = (await Client.GetArticleAsync(new GetArticleRequest { ArticleId = submitted.ArticleId })).Article;
        Assert.Equal(new Uri(_site).Host, article.Outlet);
    }

    [Fact]
    public async Task Changed_text_under_the_same_url_is_a_new_revision_with_its_differences()
    {
        var first = await SubmitAsync(Texts.Article(Texts.Bridge, $"{_site}/b"));
        var second = await SubmitAsync(Texts.Article(Texts.Bridge.Replace("until spring", "until summer", StringComparison.Ordinal), $"{_site}/b"));

        Assert.Equal((first.ArticleId, 2, SubmitOutcome.Revised), (second.ArticleId, second.Revision, second.Outcome));
        var response = await Client.GetArticleAsync(new GetArticleRequest { ArticleId = first.ArticleId, IncludeHistory = true });
        Assert.Equal(2, response.Article.Revision);
        Assert.Empty(response.History[0].Changes);
        Assert.Equal(
            [(ChangeKind.Removed, "spring"), (ChangeKind.Added, "summer")],
            response.History[1].Changes.Where(change => change.Kind != ChangeKind.Kept).Select(change => (change.Kind, change.Text)));
        var older = await Client.GetArticleAsync(new GetArticleRequest { ArticleId = first.ArticleId, Revision = 1 });
        Assert.Contains("until spring", older.Article.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_id_gives_the_same_answer_for_the_same_article_and_none_for_another()
    {
        var requestId = Guid.NewGuid().ToString();
        var first = await SubmitAsync(Texts.Article(Texts.Bridge, $"{_site}/c"), requestId);
        await SubmitAsync(Texts.Article(Texts.Harbour, $"{_site}/c"));

        var again = await SubmitAsync(Texts.Article(Texts.Bridge, $"{_site}/c"), requestId);
        Assert.Equal(first, again);
        var reused = await Assert.ThrowsAsync<RpcException>(() => SubmitAsync(Texts.Article(Texts.Harbour, $"{_site}/c"), requestId));
        Assert.Equal(StatusCode.AlreadyExists, reused.StatusCode);
        Assert.Equal("REQUEST_ID_REUSED", reused.GetRpcStatus()!.GetDetail<ErrorInfo>().Reason);
    }

    [Fact]
    public async Task Every_bad_field_is_named_at_once()
    {
        var article = new ArticleInput { Url = "ftp://courier.example/x", Language = "English", Title = new string('x', 1_001) };
        article.Authors.Add(new string('y', 201));
        var refused = await Assert.ThrowsAsync<RpcException>(() => SubmitAsync(article, new string('r', 129)));

        Assert.Equal(StatusCode.InvalidArgument, refused.StatusCode);
        Assert.Equal(
            ["article.authors[0]", "article.language", "article.text", "article.title", "article.url", "request_id"],
            refused.GetRpcStatus()!.GetDetail<BadRequest>().FieldViolations.Select(fault => fault.Field).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("  \n\n ")]
    [InlineData("Share\n\nAdvertisement\n\nPREV NEXT")]
    public async Task An_article_without_text_is_refused(string text)
    {
        var refused = await Assert.ThrowsAsync<RpcException>(() => SubmitAsync(Texts.Article(text)));

        Assert.Equal("article.text", Assert.Single(refused.GetRpcStatus()!.GetDetail<BadRequest>().FieldViolations).Field);
    }

    [Fact]
    public async Task Html_with_bytes_that_are_no_text_is_still_read()
    {
        var html = ByteString.CopyFrom([.. "<html><body><article><h1>Bridge</h1><p>"u8, 0xFF, 0xC3, 0x28, .. System.Text.Encoding.UTF8.GetBytes(Texts.Bridge), .. "</p></article></body></html>"u8]);
        var submitted = await SubmitAsync(new ArticleInput { Html = html, Url = $"{_site}/html" });

        var article = (await Client.GetArticleAsync(new GetArticleRequest { ArticleId = submitted.ArticleId })).Article;
        Assert.Contains("Mayor Ines Calloway", article.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_retracted_article_loses_its_text_everywhere_and_stays_a_tombstone()
    {
        var submitted = await SubmitAsync(Texts.Article(Texts.Harbour, $"{_site}/d"));
        await _host.ReachesAsync(submitted.ArticleId, ArticleState.Indexed);

        var retracted = await Client.RetractArticleAsync(new RetractArticleRequest { ArticleId = submitted.ArticleId, Reason = "Wrong freighter." });
        var repeated = await Client.RetractArticleAsync(new RetractArticleRequest { ArticleId = submitted.ArticleId });

        Assert.Equal((2, 2), (retracted.Revision, repeated.Revision));
        var response = await Client.GetArticleAsync(new GetArticleRequest { ArticleId = submitted.ArticleId });
        Assert.Equal((ArticleState.Retracted, "Wrong freighter.", ""), (response.Article.State, response.Article.StateReason, response.Article.Text));
        Assert.Equal("", (await Client.GetArticleAsync(new GetArticleRequest { ArticleId = submitted.ArticleId, Revision = 1 })).Article.Text);
        await Eventually.TrueAsync(
            () => Task.FromResult(_host.Pipeline.Retracted.Any(message => message.ArticleId.ToString() == submitted.ArticleId && message.Revision == 2)),
            "the retraction is announced");
        var back = await SubmitAsync(Texts.Article(Texts.Harbour, $"{_site}/d"));
        Assert.Equal((3, SubmitOutcome.Revised), (back.Revision, back.Outcome));
    }

    [Fact]
    public async Task One_trace_runs_from_the_call_through_the_outbox_and_the_bus()
    {
        using var listener = new ActivityListener
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(listener);
        using var caller = new Activity("caller").Start();

        var submitted = await SubmitAsync(Texts.Article(Texts.Numbered(6_000), $"{_site}/traced"));

        await _host.ReachesAsync(submitted.ArticleId, ArticleState.Indexed);
        Assert.Equal(caller.TraceId.ToString(), _host.Pipeline.TraceIds[Guid.Parse(submitted.ArticleId)]);
    }

    [Fact]
    public async Task A_wire_copy_in_another_paper_is_linked_to_the_original()
    {
        var text = Texts.Numbered(4_000);
        var original = await SubmitAsync(Texts.Article(text, $"{_site}/wire", title: "Desk files report"));
        var copy = await SubmitAsync(Texts.Article("(AP) — " + text, $"{_site.Replace("courier", "herald", StringComparison.Ordinal)}/7", "The Herald", "What the desk filed"));

        Assert.Equal((1, SubmitOutcome.Syndicated, original.ArticleId), (copy.Revision, copy.Outcome, copy.OriginalArticleId));
        var listed = await Client.ListArticlesAsync(new ListArticlesRequest { OriginalArticleId = original.ArticleId });
        Assert.Equal(copy.ArticleId, Assert.Single(listed.Articles).ArticleId);
        await _host.ReachesAsync(copy.ArticleId, ArticleState.Indexed);
        var announced = _host.Pipeline.Ingested.First(message => message.Article.ArticleId.ToString() == copy.ArticleId);
        Assert.Equal(original.ArticleId, announced.Article.OriginalArticleId.ToString());
    }

    [Fact]
    public async Task Copies_in_one_bulk_load_have_one_original()
    {
        var text = Texts.Numbered(5_000);
        using var call = Client.SubmitArticles();
        for (var number = 0; number < 40; number++)
        {
            await call.RequestStream.WriteAsync(new SubmitArticlesRequest { Article = Texts.Article(text, $"{_site}/papers/{number}") });
        }

        await call.RequestStream.CompleteAsync();
        var answers = new List<SubmitArticleResponse>();
        await foreach (var answer in call.ResponseStream.ReadAllAsync())
        {
            answers.Add(answer.Accepted);
        }

        Assert.Equal(SubmitOutcome.Created, answers[0].Outcome);
        Assert.All(answers.Skip(1), answer => Assert.Equal((SubmitOutcome.Syndicated, answers[0].ArticleId), (answer.Outcome, answer.OriginalArticleId)));
    }

    [Fact]
    public async Task Unknown_ids_are_not_found_and_malformed_ones_are_invalid()
    {
        var unknown = Guid.NewGuid().ToString();
        var notFound = await Assert.ThrowsAsync<RpcException>(async () => await Client.GetArticleAsync(new GetArticleRequest { ArticleId = unknown }));
        var alsoNotFound = await Assert.ThrowsAsync<RpcException>(async () => await Client.RetractArticleAsync(new RetractArticleRequest { ArticleId = unknown }));
        var malformed = await Assert.ThrowsAsync<RpcException>(async () => await Client.GetArticleAsync(new GetArticleRequest { ArticleId = "x" }));

        Assert.Equal((StatusCode.NotFound, StatusCode.NotFound, StatusCode.InvalidArgument), (notFound.StatusCode, alsoNotFound.StatusCode, malformed.StatusCode));
    }

    [Fact]
    public async Task The_list_is_paged_newest_first_and_filtered()
    {
        var outlet = $"Élan {Guid.NewGuid()}";
        var ids = new List<string>();
        for (var number = 0; number < 5; number++)
        {
            ids.Add((await SubmitAsync(Texts.Article(Texts.Numbered(number), $"{_site}/list/{number}", outlet))).ArticleId);
        }

        var seen = new List<Article>();
        var request = new ListArticlesRequest { PageSize = 2, Outlet = outlet.ToLowerInvariant() };
        do
        {
            var page = await Client.ListArticlesAsync(request);
            Assert.InRange(page.Articles.Count, 1, 2);
            seen.AddRange(page.Articles);
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);

        Assert.Empty((await Client.ListArticlesAsync(new ListArticlesRequest { Outlet = outlet[..^1] })).Articles);
        Assert.Equal(ids.Order(), seen.Select(article => article.ArticleId).Order());
        Assert.Equal(seen.OrderByDescending(article => article.SubmitTime.ToDateTimeOffset()).Select(article => article.ArticleId), seen.Select(article => article.ArticleId));
        Assert.All(seen, article => Assert.Empty(article.Text));
    }

    [Fact]
    public async Task A_list_request_with_bad_paging_is_refused()
    {
        var refused = await Assert.ThrowsAsync<RpcException>(async () =>
            await Client.ListArticlesAsync(new ListArticlesRequest { PageSize = -1, PageToken = "nonsense", OriginalArticleId = "x", Outlet = new string('x', 301) }));

        Assert.Equal(
            ["original_article_id", "outlet", "page_size", "page_token"],
            refused.GetRpcStatus()!.GetDetail<BadRequest>().FieldViolations.Select(fault => fault.Field).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Poison_marks_the_article_as_failed_with_the_stage_and_the_reason()
    {
        _host.Pipeline.PoisonText = "arsenic";
        var submitted = await SubmitAsync(Texts.Article(Texts.Harbour + " It smelt of arsenic, a docker said.", $"{_site}/e"));

        var article = await _host.ReachesAsync(submitted.ArticleId, ArticleState.Failed);
        Assert.Contains("pipeline-stand-in", article.StateReason, StringComparison.Ordinal);
        Assert.Contains("the text is poison", article.StateReason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bulk_load_answers_each_article_in_order_and_outlives_bad_ones()
    {
        using var call = Client.SubmitArticles();
        var sending = Task.Run(async () =>
        {
            for (var number = 0; number < 300; number++)
            {
                var text = number % 10 == 3 ? "" : Texts.Numbered(number);
                await call.RequestStream.WriteAsync(new SubmitArticlesRequest
                {
                    Article = Texts.Article(text, $"{_site}/bulk/{number}"),
                    RequestId = $"{_site}-{number}",
                });
            }

            await call.RequestStream.CompleteAsync();
        });

        var answers = new List<SubmitArticlesResponse>();
        await foreach (var answer in call.ResponseStream.ReadAllAsync())
        {
            answers.Add(answer);
        }

        await sending;
        Assert.Equal(Enumerable.Range(0, 300).Select(number => ((long)number, $"{_site}-{number}")), answers.Select(answer => (answer.Index, answer.RequestId)));
        Assert.All(answers, answer => Assert.Equal(
            answer.Index % 10 == 3 ? SubmitArticlesResponse.ResultOneofCase.Failure : SubmitArticlesResponse.ResultOneofCase.Accepted, answer.ResultCase));
        var failure = answers[3].Failure;
        Assert.Equal(((int)Code.InvalidArgument, "article.text"), (failure.Code, Assert.Single(failure.Faults).Field));
    }

    [Fact]
    public async Task A_bulk_load_keeps_the_order_of_the_revisions_of_one_article()
    {
        using var call = Client.SubmitArticles();
        for (var number = 0; number < 20; number++)
        {
            await call.RequestStream.WriteAsync(new SubmitArticlesRequest { Article = Texts.Article(Texts.Numbered(1_000 + number), $"{_site}/same") });
        }

        await call.RequestStream.CompleteAsync();
        var revisions = new List<int>();
        await foreach (var answer in call.ResponseStream.ReadAllAsync())
        {
            revisions.Add(answer.Accepted.Revision);
        }

        Assert.Equal(Enumerable.Range(1, 20), revisions);
    }

    [Fact]
    public async Task A_broken_bulk_load_leaves_whole_articles_and_can_be_resumed()
    {
        var articles = Enumerable.Range(2_000, 100)
            .Select(number => new SubmitArticlesRequest { Article = Texts.Article(Texts.Numbered(number), $"{_site}/broken/{number}"), RequestId = $"{_site}-b-{number}" })
            .ToList();
        using (var call = Client.SubmitArticles())
        {
            foreach (var article in articles.Take(60))
            {
                await call.RequestStream.WriteAsync(article);
            }

            Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None));
        }

        var resumed = new List<SubmitArticleResponse>();
        using (var call = Client.SubmitArticles())
        {
            foreach (var article in articles)
            {
                await call.RequestStream.WriteAsync(article);
            }

            await call.RequestStream.CompleteAsync();
            await foreach (var answer in call.ResponseStream.ReadAllAsync())
            {
                resumed.Add(answer.Accepted);
            }
        }

        Assert.Equal(100, resumed.Select(answer => answer.ArticleId).Distinct().Count());
        Assert.All(resumed, answer => Assert.Equal((1, SubmitOutcome.Created), (answer.Revision, answer.Outcome)));
    }

    [Fact]
    public async Task An_oversized_message_ends_its_bulk_load_but_not_what_came_before()
    {
        using var call = Client.SubmitArticles();
        await call.RequestStream.WriteAsync(new SubmitArticlesRequest { Article = Texts.Article(Texts.Numbered(2_500), $"{_site}/before") });
        Assert.True(await call.ResponseStream.MoveNext(CancellationToken.None));
        var before = call.ResponseStream.Current.Accepted;

        // The refusal may come before all bytes are sent.
        await Record.ExceptionAsync(() => call.RequestStream.WriteAsync(
            new SubmitArticlesRequest { Article = new ArticleInput { Html = ByteString.CopyFrom(new byte[20_000_000]) } }));
        var refusal = await Assert.ThrowsAsync<RpcException>(() => call.ResponseStream.MoveNext(CancellationToken.None));

        Assert.Equal(StatusCode.ResourceExhausted, refusal.StatusCode);
        await _host.ReachesAsync(before.ArticleId, ArticleState.Indexed);
    }

    private async Task<SubmitArticleResponse> SubmitAsync(ArticleInput article, string requestId = "") =>
        await Client.SubmitArticleAsync(new SubmitArticleRequest { Article = article, RequestId = requestId });
}
