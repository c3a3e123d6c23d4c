using System.Diagnostics;
using OnRecord.Api.Ingest.V1;
using OnRecord.TestKit;

namespace OnRecord.EndToEnd.Tests;

/// <summary>What <c>onrecord verify</c> finds, <c>onrecord rebuild</c> mends.</summary>
public sealed class VerifyTests(StandaloneSystem system) : IClassFixture<StandaloneSystem>
{
    [Fact]
    public async Task An_article_that_ingest_has_in_another_story_is_found_and_put_right()
    {
        var ids = new List<string>();
        foreach (var input in News.QuarryStory())
        {
            ids.Add((await system.Ingest.SubmitArticleAsync(new SubmitArticleRequest { Article = input })).ArticleId);
        }

        foreach (var id in ids)
        {
            await Eventually.TrueAsync(async () => (await GetAsync(id)).Boarded, "the article is boarded", TimeSpan.FromMinutes(3));
        }

        var story = (await GetAsync(ids[0])).StoryId;
        Assert.Equal(0, (await CliAsync("verify")).Code);
        var (code, _, errors) = await ProgramRun.ToEndAsync(new ProcessStartInfo(
            "sqlite3", [Path.Combine(system.Folder, "ingest.db"), $"UPDATE articles SET story_id = '{Guid.NewGuid()}' WHERE article_id = '{ids[0]}'"]));
        Assert.True(code == 0, errors);

        var found = await CliAsync("verify");
        Assert.Equal(1, found.Code);
        Assert.Contains($"search in {story}", found.Output, StringComparison.Ordinal);

        Assert.Equal(0, (await CliAsync("rebuild", "--article", ids[0])).Code);

        Assert.Equal(0, (await CliAsync("verify")).Code);
        Assert.Equal(story, (await GetAsync(ids[0])).StoryId);
    }

    [Fact]
    public async Task A_rebuild_takes_what_it_is_told_to()
    {
        var story = "";
        foreach (var input in News.QuarryStory())
        {
            story = await BoardedAsync(input);
        }

        await Task.Delay(5);
        var since = DateTimeOffset.UtcNow;
        await Task.Delay(5);
        await BoardedAsync(News.About("Lateholm"));
        await BoardedAsync(News.About("Laterholm"));
        var all = (await system.Ingest.GetPipelineAsync(new GetPipelineRequest())).Articles;
        foreach (var (arguments, articles) in new (string[], string)[]
        {
            (["--since", since.ToString("O")], "2 articles"),
            (["--story", story], "3 articles"),
            (["--entity", "Johanna Feld"], "3 articles"),
            (["--only", "positions", "--since", since.ToString("O")], "2 articles"),
            (["--depth", "1"], $"{all} articles"),
        })
        {
            var (code, _, errors) = await CliAsync(["rebuild", .. arguments]);
            Assert.True(code == 0, errors);
            Assert.Contains($"{articles} rebuilt, 0 failed", errors, StringComparison.Ordinal);
        }

        Assert.Equal(0, (await CliAsync("verify", "--all")).Code);
    }

    /// <summary>Submits an article.</summary>
    /// <returns>Its story.</returns>
    private async Task<string> BoardedAsync(ArticleInput input)
    {
        var id = (await system.Ingest.SubmitArticleAsync(new SubmitArticleRequest { Article = input })).ArticleId;
        return (await Eventually.GetAsync(() => GetAsync(id), article => article.Boarded, "the article is boarded", TimeSpan.FromMinutes(3))).StoryId;
    }

    private Task<(int Code, string Output, string Errors)> CliAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [ServiceAssembly.Cli, .. arguments]);
        start.Environment["ONRECORD_ENDPOINT"] = system.ProcessOf("Ingest").GrpcAddress.ToString().TrimEnd('/');
        return ProgramRun.ToEndAsync(start);
    }

    private async Task<Article> GetAsync(string id) => (await system.Ingest.GetArticleAsync(new GetArticleRequest { ArticleId = id })).Article;
}
