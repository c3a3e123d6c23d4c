using System.CommandLine;
using System.Text;
using Google.Protobuf.WellKnownTypes;
using OnRecord.Api.Common.V1;
using OnRecord.Api.Search.V1;
using OnRecord.Cli.Connect;
using OnRecord.Cli.Values;
using OnRecord.Terminal;
using Spectre.Console;
using Spectre.Console.Rendering;
using Stance = OnRecord.Api.Common.V1.Stance;

namespace OnRecord.Cli.Read;

/// <summary>onrecord search: articles or stories by their words.</summary>
internal static class SearchCommand
{
    private const string Summary = "Search articles (or stories): words, \"a phrase\", -exclusion, prefix*.";

    private const string Details = """
        Examples:
          onrecord search '"pure fiction" kremlin'
          onrecord search budget --stance denies --since 2026-01-01 --facets
          onrecord search --stories "prison inquiry"
        """;

    public static Command Create(ConnectionOptions connection)
    {
        var query = new Argument<string[]>("QUERY") { Description = "What to look for; nothing lists by time.", Arity = ArgumentArity.ZeroOrMore };
        var stories = new Option<bool>("--stories") { Description = "Search stories instead of articles." };
        var filter = new FilterOptions();
        var top = TypedOptions.Count("--top", "How many, at most 100.", 20, 100, "-n");
        var pageToken = new Option<string>("--page-token") { Description = "Goes on where an earlier answer ended.", DefaultValueFactory = _ => "" };
        var recency = TypedOptions.Number("--recency", "0 ranks by words alone, 1 mostly by time.", 0, 1);
        var facets = new Option<bool>("--facets") { Description = "Adds counts by outlet, entity, stance and day." };
        var command = new DetailedCommand("search", Summary, Details) { query, stories, top, pageToken, recency, facets };
        filter.AddTo(command);
        command.SetAction(async (parsed, cancellation) =>
        {
            using var clients = connection.Connect(parsed);
            var output = connection.Output(parsed);
            var words = string.Join(' ', parsed.GetValue(query) ?? []);
            var restrict = await filter.ReadAsync(parsed, clients, cancellation);
            if (parsed.GetValue(stories))
            {
                var request = new SearchStoriesRequest
                {
                    Query = words,
                    Filter = restrict,
                    PageSize = parsed.GetValue(top),
                    PageToken = parsed.GetValue(pageToken),
                };
                SetRecency(parsed.GetValue(recency), weight => request.RecencyWeight = weight);
                var found = await clients.Search.SearchStoriesAsync(request, deadline: Clients.Deadline, cancellationToken: cancellation);
                output.WriteNumbered(clients, found.Stories);
                NextPage.Tell(found.NextPageToken);
            }
            else
            {
                var request = new SearchArticlesRequest
                {
                    Query = words,
                    Filter = restrict,
                    PageSize = parsed.GetValue(top),
                    PageToken = parsed.GetValue(pageToken),
                    IncludeFacets = parsed.GetValue(facets),
                };
                SetRecency(parsed.GetValue(recency), weight => request.RecencyWeight = weight);
                var found = await clients.Search.SearchArticlesAsync(request, deadline: Clients.Deadline, cancellationToken: cancellation);
                output.Write(found.Hits, hits => Output.Piped ? Plain(hits) : Render(hits, found));
                NextPage.Tell(found.NextPageToken);
            }

            return ExitCode.Success;
        });
        return command;
    }

    private static void SetRecency(double? weight, Action<float> set)
    {
        if (weight is { } value)
        {
            set((float)value);
        }
    }

    private static Listing Plain(IEnumerable<ArticleHit> hits)
    {
        var listing = new Listing(["Article", "Story", "When", "Outlet", "Title", "Excerpt"]);
        foreach (var hit in hits)
        {
            listing.Add(
            [
                hit.Article.ArticleId,
                hit.StoryId,
                Cells.Exact(hit.Article.PublishTime),
                Cells.Plain(hit.Article.Outlet),
                Cells.Plain(hit.Article.Title),
                Cells.Plain(string.Join(" … ", hit.Highlights.Select(highlight => highlight.Text))),
            ]);
        }

        return listing;
    }

    private static Rows Render(IReadOnlyCollection<ArticleHit> hits, SearchArticlesResponse found)
    {
        var parts = new List<IRenderable> { new Markup($"[grey]{Counted.Of(found.TotalSize, "article")}[/]") };
        if (found.CorrectedQuery.Length > 0)
        {
            parts.Add(new Markup($"Did you mean [bold]{Cells.Plain(found.CorrectedQuery)}[/]?"));
        }

        foreach (var hit in hits)
        {
            parts.Add(new Markup(
                $"\n[bold]{Cells.Plain(hit.Article.Title)}[/]\n[grey]{Cells.Plain(hit.Article.Outlet)} {Cells.Time(hit.Article.PublishTime)}"
                + $"\narticle {hit.Article.ArticleId}\nstory   {hit.StoryId}[/]"));
            parts.AddRange(hit.Highlights.Select(highlight => new Padder(new Markup(Marked(highlight)), new Padding(2, 0, 0, 0))));
        }

        foreach (var facet in found.Facets)
        {
            parts.Add(new Markup($"\n[bold]{Cells.Plain(facet.Field)}[/]  "
                + string.Join("  ", facet.Values.Select(value => $"{Cells.Plain(value.Label)} [grey]{value.Count}[/]"))));
        }

        return new Rows(parts);
    }

    /// <summary>The excerpt with its matches; dots say where it was cut.</summary>
    private static string Marked(Highlight highlight)
    {
        var text = highlight.Text;
        var markup = new StringBuilder(text.Length > 0 && char.IsLower(text[0]) ? "… " : "");
        var at = 0;
        foreach (var match in highlight.Matches)
        {
            markup.Append(Cells.Plain(text[at..match.Start])).Append("[yellow]").Append(Cells.Plain(text[match.Start..match.End])).Append("[/]");
            at = match.End;
        }

        markup.Append(Cells.Plain(text[at..]));
        // A new paragraph comes as blanks in a row.
        return markup.Replace("  ", " ").ToString() + (text.TrimEnd() is { Length: > 0 } whole && char.IsLetterOrDigit(whole[^1]) ? " …" : "");
    }
}
