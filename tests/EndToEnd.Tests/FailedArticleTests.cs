using OnRecord.Api.Ingest.V1;
using OnRecord.TestKit;

namespace OnRecord.EndToEnd.Tests;

/// <summary>An article of which one event cannot be read is FAILED, whichever the event, and says at which stage.</summary>
[Collection(SharedFaulty.Name)]
public sealed class FailedArticleTests(DistributedSystem system)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    // Those that an article hangs on, and who gives up on them; nobody where several do.
    private static readonly Dictionary<string, string> Events = new()
    {
        ["ArticleIngested"] = "entity-",
        ["ArticleRetracted"] = "",
        ["EntitiesRecognized"] = "stance-",
        ["ArticleRecognized"] = "search-",
        ["PositionsDetected"] = "search-",
        ["StoriesChanged"] = "",
        ["ArticlesIndexed"] = "ingest-",
        ["ArticleIndexed"] = "ingest-",
        ["RevisionsApplied"] = "ingest-",
    };

    [Fact]
    public async Task Poison_of_every_type_fails_its_article()
    {
        var articles = new Dictionary<string, string>();
        // Boards that lag keep the articles under way.
        await using (await system.LockAsync("stance.stories"))
        {
            foreach (var type in Events.Keys)
            {
                articles[type] = (await system.Ingest.SubmitArticleAsync(new SubmitArticleRequest { Article = News.About($"{type}holm") })).ArticleId;
            }

            foreach (var (type, article) in articles)
            {
                await Eventually.TrueAsync(async () => (await GetAsync(article)).State == ArticleState.Indexed, $"the article of {type} is indexed", Patience);
                await system.Rabbit.PublishAsync(Poison.Exchange(type), Poison.Message(type, Guid.NewGuid().ToString(), article));
            }

            foreach (var (type, stage) in Events)
            {
                var failed = await Eventually.GetAsync(() => GetAsync(articles[type]), found => found.State == ArticleState.Failed, $"the article of {type} is FAILED", Patience);
                Assert.StartsWith(stage, failed.StateReason, StringComparison.Ordinal);
            }
        }

        // What the boards say in the end counts.
        foreach (var article in articles.Values)
        {
            await Eventually.TrueAsync(async () => (await GetAsync(article)) is { State: ArticleState.Indexed, Boarded: true }, "the article is boarded after all", Patience);
        }
    }

    private async Task<Article> GetAsync(string id) => (await system.Ingest.GetArticleAsync(new GetArticleRequest { ArticleId = id })).Article;
}
