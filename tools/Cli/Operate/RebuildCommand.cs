using System.CommandLine;
using Google.Protobuf.WellKnownTypes;
using OnRecord.Api.Ingest.V1;
using OnRecord.Api.Search.V1;
using OnRecord.Cli.Connect;
using OnRecord.Cli.Read;
using OnRecord.Cli.Values;
using OnRecord.Entities;
using Spectre.Console;

namespace OnRecord.Cli.Operate;

/// <summary>onrecord rebuild: makes what entity, stance and search hold again from the stored articles.</summary>
internal static class RebuildCommand
{
    private const string Summary = "Send stored articles through the pipeline again.";

    private const string Details = """
        Restores entity, stance and search from the articles that ingest keeps, repairs them, or reads articles with newer models, while everything
        serves. Needs the scope admin. An interrupted run may be started again: nothing is made twice.

        Examples:
          onrecord rebuild                              everything
          onrecord rebuild --since 2026-03-01           what was submitted since
          onrecord rebuild --story 1 --only positions   the positions of one story
          onrecord rebuild --article 5f0a6a54-3f0a-4a0e-8b0e-0d4f6c0f5a01
          onrecord rebuild --overrides own.jsonl        what uses a name of these entries: after `onrecord kb update`
          onrecord rebuild --entity Q810                what is about this entity
        """;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);

    public static Command Create(ConnectionOptions connection)
    {
        var since = TypedOptions.Moment("--since", "Only articles submitted from this time on:");
        var story = new Option<string?>("--story") { Description = "Only the articles of a story (id, or number in the last `onrecord hot`)." };
        var article = new Option<string[]>("--article") { Description = "Only these articles.", DefaultValueFactory = _ => [] };
        var entity = new Option<string[]>("--entity") { Description = "Only articles about these entities (id or name).", DefaultValueFactory = _ => [] };
        var overrides = new Option<FileInfo[]>("--overrides")
        {
            Description = "Only articles that use a name of an entry in these overrides of the knowledge base.",
            DefaultValueFactory = _ => [],
        };
        var only = TypedOptions.Words<RebuildPart>("--only", "What to make again; all when left out.");
        var depth = TypedOptions.Count("--depth", "Most articles under way at a time.", 500, 100_000);
        var command = new DetailedCommand("rebuild", Summary, Details) { since, story, article, entity, overrides, only, depth };
        command.SetAction(async (parsed, cancellation) =>
        {
            using var clients = connection.Connect(parsed);
            var request = new RebuildArticlesRequest
            {
                SubmittedSince = parsed.GetValue(since) is { } time ? Timestamp.FromDateTimeOffset(time) : null,
                Parts = { parsed.GetValue(only) ?? [] },
            };
            var ids = new List<string>(parsed.GetValue(article)!.Select(id => Ids.Checked(id, "--article", "`onrecord article list` prints the ids.")));
            var chosen = new HashSet<string>(ids, StringComparer.Ordinal);
            if (parsed.GetValue(story) is { } name)
            {
                var filter = new SearchFilter { StoryId = await StoryArgument.ResolveAsync(clients, name, cancellation) };
                var found = await ArticlesAsync(clients, new SearchArticlesRequest { Filter = filter }, cancellation);
                chosen.UnionWith(found.Count > 0 ? found : throw new UserException($"There are no articles in story {filter.StoryId}.", ExitCode.NotFound));
            }

            foreach (var id in await EntityArgument.ResolveAsync(clients, parsed.GetValue(entity)!, cancellation))
            {
                chosen.UnionWith(await ArticlesAsync(clients, new SearchArticlesRequest { Filter = new SearchFilter { EntityIds = { id } } }, cancellation));
            }

            foreach (var used in parsed.GetValue(overrides)!.SelectMany(NamesOf).Distinct(StringComparer.OrdinalIgnoreCase))
            {
                chosen.UnionWith(await ArticlesAsync(clients, new SearchArticlesRequest { Query = $"\"{used}\"" }, cancellation));
            }

            var isNarrowed = parsed.GetValue(entity)!.Length + parsed.GetValue(overrides)!.Length > 0;
            if (isNarrowed && chosen.Count == 0)
            {
                await Console.Error.WriteLineAsync("no article to rebuild");
                return ExitCode.Success;
            }

            return await RunAsync(clients, request, [.. chosen], parsed.GetValue(depth), cancellation);
        });
        return command;
    }

    /// <summary>All names in a file of overrides, quotation marks left out.</summary>
    private static IEnumerable<string> NamesOf(FileInfo file)
    {
        try
        {
            return KnowledgeOverrides.Read(file.FullName).SelectMany(entry => entry.Aliases.Select(alias => alias.Text).Prepend(entry.Name))
                .Select(name => name.Replace("\"", "", StringComparison.Ordinal));
        }
        catch (Exception fault) when (fault is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            throw new UserException(fault.Message, ExitCode.Usage);
        }
    }

    private static async Task<int> RunAsync(
        Clients clients, RebuildArticlesRequest request, List<string> ids, int depth, CancellationToken cancellation)
    {
        var before = await PipelineAsync(clients, cancellation);
        long queued = 0;
        var last = before;
        await Output.Remarks.Progress().AutoClear(true).Columns(
            new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn(), new SpinnerColumn()).StartAsync(async progress =>
        {
            var done = progress.AddTask("rebuilt", maxValue: Math.Max(1, ids.Count > 0 ? ids.Count : before.Articles));
            foreach (var chunk in ids.Count > 0 ? ids.Chunk(1_000) : [[]])
            {
                request.ArticleIds.Clear();
                request.ArticleIds.AddRange(chunk);
                request.PageToken = "";
                do
                {
                    request.PageSize = Math.Min(100, depth);
                    last = await RoomAsync(clients, depth - request.PageSize, waiting => done.Value = Math.Max(0, queued - waiting), cancellation);
                    var page = await clients.Ingest.RebuildArticlesAsync(request, deadline: Clients.Deadline, cancellationToken: cancellation);
                    queued += page.Queued;
                    if (ids.Count == 0 && page.Total > 0)
                    {
                        done.MaxValue = page.Total;
                    }

                    request.PageToken = page.NextPageToken;
                }
                while (request.PageToken.Length > 0);
            }

            last = await RoomAsync(clients, 0, waiting => done.Value = Math.Max(0, queued - waiting), cancellation);
            done.Value = done.MaxValue;
        });
        var failed = Math.Max(0, last.Failed - before.Failed);
        await Console.Error.WriteLineAsync($"{Counted.Of(queued, "article")} rebuilt, {failed} failed");
        return failed == 0 ? ExitCode.Success : ExitCode.Failed;
    }

    /// <summary>Waits until at most so many articles are under way.</summary>
    private static async Task<GetPipelineResponse> RoomAsync(Clients clients, int most, Action<long> waiting, CancellationToken cancellation)
    {
        while (true)
        {
            var pipeline = await PipelineAsync(clients, cancellation);
            waiting(pipeline.UnderWay);
            if (pipeline.UnderWay <= most)
            {
                return pipeline;
            }

            await Task.Delay(Pause, cancellation);
        }
    }

    private static async Task<GetPipelineResponse> PipelineAsync(Clients clients, CancellationToken cancellation) =>
        await clients.Ingest.GetPipelineAsync(new GetPipelineRequest(), deadline: Clients.Deadline, cancellationToken: cancellation);

    /// <summary>The ids of all articles that a search finds.</summary>
    private static async Task<IReadOnlyList<string>> ArticlesAsync(Clients clients, SearchArticlesRequest request, CancellationToken cancellation)
    {
        var ids = new List<string>();
        request.PageSize = 100;
        do
        {
            var page = await clients.Search.SearchArticlesAsync(request, deadline: Clients.Deadline, cancellationToken: cancellation);
            ids.AddRange(page.Hits.Select(hit => hit.Article.ArticleId));
            request.PageToken = page.NextPageToken;
        }
        while (request.PageToken.Length > 0);
        return ids;
    }
}
