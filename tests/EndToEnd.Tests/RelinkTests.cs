using System.Diagnostics;
using OnRecord.Api.Entity.V1;
using OnRecord.Api.Ingest.V1;
using OnRecord.Api.Stance.V1;
using OnRecord.TestKit;

namespace OnRecord.EndToEnd.Tests;

/// <summary>What docs/operations.md tells of a changed knowledge base: overrides written while it serves, and the stored articles that use their names read again.</summary>
public sealed class RelinkTests : IAsyncLifetime
{
    private const string Known = "Q900100";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly OverriddenSystem _system = new();

    public Task InitializeAsync() => _system.InitializeAsync();

    public Task DisposeAsync() => _system.DisposeAsync();

    [Fact]
    public async Task An_override_changes_who_stored_articles_are_about_and_the_old_id_leads_on()
    {
        var articles = new List<string>();
        foreach (var input in News.QuarryStory().Append(News.About("Untouchedholm")))
        {
            articles.Add((await _system.Ingest.SubmitArticleAsync(new SubmitArticleRequest { Article = input })).ArticleId);
        }

        foreach (var id in articles)
        {
            await Eventually.TrueAsync(
                async () => (await _system.Ingest.GetArticleAsync(new GetArticleRequest { ArticleId = id })).Article.Boarded, "the article is boarded", Patience);
        }

        var before = (await _system.Entity.SearchEntitiesAsync(new SearchEntitiesRequest { Query = "Johanna Feld" })).Entities[0].Ref.EntityId;
        await File.WriteAllTextAsync(
            _system.Overrides, $$"""{"id": "{{Known}}", "name": "Johanna Feld", "type": "PERSON", "country": "AT", "popularity": 80, "description": "minister of Austria"}""");
        await Eventually.TrueAsync(
            async () => (await _system.Entity.RecognizeEntitiesAsync(new RecognizeEntitiesRequest { Text = "Minister Johanna Feld spoke in Vienna, Austria, on Friday." }))
                .Entities.Any(entity => entity.Entity.EntityId == Known),
            "the service has taken the overrides up",
            Patience);

        var (code, _, errors) = await RebuildAsync();

        Assert.True(code == 0, errors);
        Assert.Contains("3 articles rebuilt, 0 failed", errors, StringComparison.Ordinal);
        var after = (await _system.Entity.GetEntityAsync(new GetEntityRequest { EntityId = before })).Entity;
        Assert.StartsWith("local-", before, StringComparison.Ordinal);
        Assert.Equal((Known, 3L), (after.Ref.EntityId, after.ArticleCount));
        var story = (await _system.Ingest.GetArticleAsync(new GetArticleRequest { ArticleId = articles[0] })).Article.StoryId;
        await Eventually.TrueAsync(
            async () => (await _system.Stance.GetPositionBoardAsync(new GetPositionBoardRequest { StoryId = story })).Board.Claims
                .SelectMany(claim => claim.Stands).Any(stand => stand.Holder.Entity?.EntityId == Known),
            "she holds her positions under the new id",
            Patience);
    }

    private Task<(int Code, string Output, string Errors)> RebuildAsync()
    {
        var start = new ProcessStartInfo("dotnet", [ServiceAssembly.Cli, "rebuild", "--overrides", _system.Overrides]);
        start.Environment["ONRECORD_ENDPOINT"] = _system.ProcessOf("Ingest").GrpcAddress.ToString().TrimEnd('/');
        return ProgramRun.ToEndAsync(start);
    }

    private sealed class OverriddenSystem : StandaloneSystem
    {
        public string Overrides => Path.Combine(Folder, "overrides.jsonl");

        protected override Task StartAsync()
        {
            File.WriteAllText(Overrides, "");
            Configuration["Entity:KnowledgeOverrides"] = Overrides;
            return base.StartAsync();
        }
    }
}
