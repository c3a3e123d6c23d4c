using System.CommandLine;
using System.Text.Json;
using OnRecord.Api.Common.V1;
using OnRecord.Api.Ingest.V1;
using OnRecord.Cli.Connect;
using OnRecord.Terminal;

namespace OnRecord.Cli.Operate;

/// <summary>onrecord verify: whether all services hold the same of every article.</summary>
internal static class VerifyCommand
{
    private const string Summary = "Compare what the services hold of the articles.";

    private const string Details = """
        Goes through the newest articles (all with --all) and says of which entity, stance or search hold another revision or other positions than they
        should, and which are in another story by ingest or stance than by search; then how many there were. Articles that are under way are passed over. Ends with 1 when something differs:
        `onrecord rebuild --article` mends it. With --json an object a difference, and one with the counts.

        Examples:
          onrecord verify
          onrecord verify --all
        """;

    private const int PageSize = 500;

    public static Command Create(ConnectionOptions connection)
    {
        var all = new Option<bool>("--all") { Description = "All articles, not the newest 5000." };
        var command = new DetailedCommand("verify", Summary, Details) { all };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var clients = connection.Connect(parsed);
            return await RunAsync(clients, parsed.GetValue(all) ? int.MaxValue : 5_000, connection.Output(parsed), cancellation);
        });
        return command;
    }

    private static async Task<int> RunAsync(Clients clients, int limit, Output output, CancellationToken cancellation)
    {
        var (compared, passed) = (0, 0);
        var found = new List<(string ArticleId, string Difference)>();
        var request = new ListArticlesRequest { PageSize = PageSize };
        do
        {
            var page = await clients.Ingest.ListArticlesAsync(request, deadline: Clients.Deadline, cancellationToken: cancellation);
            var done = page.Articles.Where(article => article.Boarded).ToList();
            passed += page.Articles.Count - done.Count;
            found.AddRange(await CompareAsync(clients, done, cancellation));
            compared += done.Count;
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0 && compared + passed < limit);

        var pipeline = await clients.Ingest.GetPipelineAsync(new GetPipelineRequest(), deadline: Clients.Deadline, cancellationToken: cancellation);
        Write(output, found, new Counts(compared, found.Count, passed, pipeline.Articles, pipeline.UnderWay, pipeline.Failed));
        return found.Count == 0 ? ExitCode.Success : ExitCode.Failed;
    }

    private static void Write(Output output, List<(string ArticleId, string Difference)> found, Counts counts)
    {
        if (output.Json)
        {
            found.ForEach(one => Console.WriteLine(JsonSerializer.Serialize(new { one.ArticleId, one.Difference }, JsonSerializerOptions.Web)));
            Console.WriteLine(JsonSerializer.Serialize(counts, JsonSerializerOptions.Web));
            return;
        }

        var listing = new Listing(["Article", "Difference"]) { Empty = "Nothing differs." };
        found.ForEach(one => listing.Add([one.ArticleId, Cells.Plain(one.Difference)]));
        var facts = new Facts();
        facts.Add("compared", $"{counts.Compared}");
        facts.Add("differences", $"{counts.Differences}");
        facts.Add("passed over", $"{counts.PassedOver}");
        facts.Add("kept", $"{counts.Kept}");
        facts.Add("under way", $"{counts.UnderWay}");
        facts.Add("failed", $"{counts.Failed}");
        Output.Show(new View(listing, facts));
    }

    private static async Task<IReadOnlyList<(string ArticleId, string Difference)>> CompareAsync(
        Clients clients, List<Article> articles, CancellationToken cancellation)
    {
        if (articles.Count == 0)
        {
            return [];
        }

        var ids = articles.Select(article => article.ArticleId).ToList();
        var entity = clients.Entity.ListRevisionsAsync(
            new Api.Entity.V1.ListRevisionsRequest { ArticleIds = { ids } }, deadline: Clients.Deadline, cancellationToken: cancellation);
        var stance = clients.Stance.ListRevisionsAsync(
            new Api.Stance.V1.ListRevisionsRequest { ArticleIds = { ids } }, deadline: Clients.Deadline, cancellationToken: cancellation);
        var search = clients.Search.ListRevisionsAsync(
            new Api.Search.V1.ListRevisionsRequest { ArticleIds = { ids } }, deadline: Clients.Deadline, cancellationToken: cancellation);
        var held = new Held(
            (await entity).Revisions.ToDictionary(one => one.ArticleId),
            (await stance).Revisions.ToDictionary(one => one.ArticleId),
            (await search).Revisions.ToDictionary(one => one.ArticleId));
        return [.. articles.SelectMany(article => Differences(article, held).Select(difference => (article.ArticleId, difference)))];
    }

    private static IEnumerable<string> Differences(Article article, Held held)
    {
        var retracted = article.State == ArticleState.Retracted;
        var (entity, stance, search) = (
            held.Entity.GetValueOrDefault(article.ArticleId), held.Stance.GetValueOrDefault(article.ArticleId), held.Search.GetValueOrDefault(article.ArticleId));
        // The first revision in a language that is not analysed leaves nothing with entity, and only its story with stance.
        var analysed = article.Analysed || article.Revision > 1;
        foreach (var (service, one) in new[] { ("entity", entity), ("stance", stance), ("search", search) })
        {
            if (service != "search" && !analysed)
            {
                continue;
            }

            if (one is null)
            {
                yield return $"{service} does not hold it";
            }
            else if (one.Revision != article.Revision || one.Retracted != retracted)
            {
                yield return $"{service} holds revision {one.Revision}{(one.Retracted ? " (retracted)" : "")}, ingest {article.Revision}{(retracted ? " (retracted)" : "")}";
            }
        }

        if (retracted || search is null)
        {
            yield break;
        }

        if (article.StoryId != search.StoryId)
        {
            yield return $"ingest has it in story {article.StoryId}, search in {search.StoryId}";
        }

        if (stance is null)
        {
            yield break;
        }

        if (stance.StoryId != search.StoryId)
        {
            yield return $"stance has it in story {stance.StoryId}, search in {search.StoryId}";
        }

        if (stance.Items != search.Items)
        {
            yield return $"stance holds {stance.Items} positions, search {search.Items}";
        }
    }

    private sealed record Counts(long Compared, long Differences, long PassedOver, long Kept, long UnderWay, long Failed);

    private sealed record Held(
        Dictionary<string, HeldRevision> Entity, Dictionary<string, HeldRevision> Stance, Dictionary<string, HeldRevision> Search);
}
