using System.Globalization;
using OnRecord.Api.Search.V1;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace OnRecord.Terminal;

/// <summary>Stories as a table, numbered so that the next command can say which one.</summary>
public static class HotStoriesTable
{
    private const int HeadlineLength = 70;
    private const int EntitiesShown = 3;
    private const int WideTerminal = 120;

    /// <summary>The same in columns for a pipe, headlines whole.</summary>
    public static Listing Plain(IEnumerable<StorySummary> stories)
    {
        var listing = new Listing(["#", "Story", "Headline", "Articles", "Outlets", "Heat", "Last", "Who"]);
        var rank = 0;
        foreach (var story in stories)
        {
            listing.Add(
            [
                (++rank).ToString(CultureInfo.InvariantCulture),
                story.StoryId,
                Cells.Plain(story.Headline),
                story.ArticleCount.ToString(CultureInfo.InvariantCulture),
                story.OutletCount.ToString(CultureInfo.InvariantCulture),
                story.Heat.ToString("0.00", CultureInfo.InvariantCulture),
                Cells.Exact(story.LastPublishTime),
                Cells.Names(story.Entities),
            ]);
        }

        return listing;
    }

    /// <summary>One row a story, in the given order; their ids where the terminal is wide enough.</summary>
    public static IRenderable Of(IEnumerable<StorySummary> stories)
    {
        var showIds = AnsiConsole.Profile.Width >= WideTerminal;
        var table = new Table().Border(TableBorder.Rounded);
        table.AddColumn(new TableColumn("#").RightAligned());
        table.AddColumns("Story", "Who");
        table.AddColumn(new TableColumn("Articles").RightAligned().NoWrap());
        table.AddColumn(new TableColumn("Outlets").RightAligned().NoWrap());
        table.AddColumn(new TableColumn("Heat").RightAligned().NoWrap());
        if (showIds)
        {
            table.AddColumn(new TableColumn("Last").NoWrap());
        }

        var rank = 0;
        foreach (var story in stories)
        {
            List<string> row =
            [
                (++rank).ToString(CultureInfo.InvariantCulture),
                Cells.Shorten(story.Headline, HeadlineLength) + (showIds ? $"\n[grey]{story.StoryId}[/]" : ""),
                Cells.Names(story.Entities.Take(EntitiesShown)),
                story.ArticleCount.ToString(CultureInfo.InvariantCulture),
                story.OutletCount.ToString(CultureInfo.InvariantCulture),
                story.Heat.ToString("0.00", CultureInfo.InvariantCulture),
            ];
            if (showIds)
            {
                row.Add(Cells.Time(story.LastPublishTime));
            }

            table.AddRow([.. row]);
        }

        return table;
    }
}
