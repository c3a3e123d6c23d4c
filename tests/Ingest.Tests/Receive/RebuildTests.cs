using Google.Protobuf.WellKnownTypes;
using OnRecord.Api.Ingest.V1;
using OnRecord.Events;
using OnRecord.TestKit;

namespace OnRecord.Ingest.Tests;

/// <summary>Which stored articles a rebuild sends on, and for which parts.</summary>
public sealed class RebuildTests : IAsyncLifetime
{
    private readonly ScratchFolder _folder = new();
    private readonly List<SubmitArticleResponse> _submitted = [];
    private IngestHost _host = null!;
    private DateTimeOffset _between;

    public async Task InitializeAsync()
    {
        _host = await IngestHost.StartAsync(new Dictionary<string, string?> { ["Storage:Folder"] = _folder.Path });
        for (var number = 0; number < 5; number++)
        {
            if (number == 2)
            {
                // Times of submission are kept by the millisecond.
                await Task.Delay(5);
                _between = DateTimeOffset.UtcNow;
                await Task.Delay(5);
            }

            _submitted.Add(await _host.Client.SubmitArticleAsync(new SubmitArticleRequest { Article = Texts.Article(Texts.Numbered(30_000 + number), $"https://rebuild.example/{number}") }));
        }

        foreach (var article in _submitted)
        {
            await _host.ReachesAsync(article.ArticleId, ArticleState.Indexed);
        }

        _host.Pipeline.Ingested.Clear();
    }

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task All_go_page_by_page_and_the_first_page_tells_how_many_they_are()
    {
        var request = new RebuildArticlesRequest { PageSize = 2 };
        var pages = new List<(int Queued, long Total)>();
        do
        {
            var page = await _host.Client.RebuildArticlesAsync(request);
            pages.Add((page.Queued, page.Total));
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);

        Assert.Equal([(2, 5), (2, 0), (1, 0)], pages);
        await SentAsync(_submitted, RebuildParts.All);
    }

    [Fact]
    public async Task Those_since_a_time_are_counted_and_sent()
    {
        var answer = await _host.Client.RebuildArticlesAsync(new RebuildArticlesRequest { SubmittedSince = _between.ToTimestamp() });

        Assert.Equal((3, 3L), (answer.Queued, answer.Total));
        await SentAsync(_submitted.Skip(2), RebuildParts.All);
    }

    [Theory]
    [InlineData(RebuildPart.Entities, RebuildParts.Entities)]
    [InlineData(RebuildPart.Positions, RebuildParts.Positions)]
    [InlineData(RebuildPart.Index, RebuildParts.Index)]
    public async Task Those_named_go_for_the_part_that_is_asked_for(RebuildPart part, RebuildParts sent)
    {
        var answer = await _host.Client.RebuildArticlesAsync(new RebuildArticlesRequest { ArticleIds = { _submitted[1].ArticleId, _submitted[3].ArticleId }, Parts = { part } });

        Assert.Equal((2, 2L), (answer.Queued, answer.Total));
        await SentAsync([_submitted[1], _submitted[3]], sent);
    }

    private async Task SentAsync(IEnumerable<SubmitArticleResponse> articles, RebuildParts parts)
    {
        var expected = articles.Select(article => (Guid.Parse(article.ArticleId), parts)).Order().ToList();
        await Eventually.TrueAsync(() => Task.FromResult(_host.Pipeline.Ingested.Count >= expected.Count), "the articles are sent");
        Assert.Equal(expected, _host.Pipeline.Ingested.Select(message => (message.Article.ArticleId, message.Rebuild)).Order());
    }
}
