using System.CommandLine;
using OnRecord.Search;

namespace OnRecord.Eval;

/// <summary>
/// `stories`: groups labelled articles in random order with the grouper of the search service and its default options, and
/// prints BCubed precision, recall and F1 (Bagga and Baldwin, 1998). Distractors are streamed in between, unlabelled. The sizes of
/// the largest stories, and with --largest their headlines, show how wide stories grow; that needs no labels.
/// </summary>
internal static class StoriesCommand
{
    public static Command Create()
    {
        var file = new Argument<FileInfo>("file") { Description = "JSON lines (.gz too) with story, text and headline or title." };
        var distractors = new Option<FileInfo?>("--distractors") { Description = "Unlabelled articles to stream in between." };
        var seed = new Option<int>("--seed") { Description = "Order of arrival.", DefaultValueFactory = _ => 1 };
        var orders = new Option<int>("--orders") { Description = "Average over so many orders.", DefaultValueFactory = _ => 1 };
        var largest = new Option<int>("--largest") { Description = "Print the headlines of so many of the largest stories of the first order." };
        var command = new Command("stories", "BCubed of story grouping.") { file, distractors, seed, orders, largest };
        command.SetAction(parse => Run(
            parse.GetValue(file)!, parse.GetValue(distractors), parse.GetValue(seed), parse.GetValue(orders), parse.GetValue(largest)));
        return command;
    }

    private static int Run(FileInfo file, FileInfo? distractors, int seed, int orders, int largest)
    {
        var articles = StoryArticle.Read(file).ToList();
        if (distractors is not null)
        {
            // A labelled article that stands among the distractors too is no distractor.
            var labelled = articles.Select(article => article.Text).ToHashSet();
            articles.AddRange(StoryArticle.Read(distractors)
                .Where(article => !labelled.Contains(article.Text)).Select(article => article with { Story = null }));
        }

        var name = file.Directory?.Name + (distractors is null ? "" : "+distractors");
        var groupings = Enumerable.Range(seed, orders).Select(order => Group(articles, new Random(order))).ToList();
        PrintLargest(name, groupings[0], largest);
        if (articles.TrueForAll(article => article.Story is null))
        {
            return 0;
        }

        var scores = groupings.ConvertAll(grouping => Score(grouping.ConvertAll(grouped => (grouped.Article.Story, grouped.Found))));
        Figures.Print($"stories {name} bcubed precision", scores.Average(score => score.Precision));
        Figures.Print($"stories {name} bcubed recall", scores.Average(score => score.Recall));
        Figures.Print($"stories {name} bcubed f1", scores.Average(score => score.F1));
        Figures.Print($"stories {name} bcubed f1 lowest of {orders} orders", scores.Min(score => score.F1));
        return 0;
    }

    private static void PrintLargest(string name, List<(StoryArticle Article, Guid Found)> grouping, int largest)
    {
        var stories = grouping.GroupBy(grouped => grouped.Found, grouped => grouped.Article).OrderByDescending(story => story.Count()).ToList();
        Console.WriteLine($"stories {name} sizes {string.Join(' ', stories.Take(5).Select(story => story.Count()))} of {stories.Count}");
        foreach (var story in stories.Take(largest))
        {
            Console.WriteLine($"story of {story.Count()}");
            foreach (var article in story.OrderBy(article => article.PublishedAt))
            {
                var day = article.PublishedAt is { } time ? $"{DateTimeOffset.FromUnixTimeMilliseconds(time):yyyy-MM-dd}" : "undated   ";
                Console.WriteLine($"  {day} {article.Title}");
            }
        }
    }

    private static List<(StoryArticle Article, Guid Found)> Group(List<StoryArticle> articles, Random random)
    {
        var statistics = new TermStatistics();
        var options = new GroupOptions();
        var vectorizer = new ArticleVectorizer(options, statistics);
        var grouper = new StoryGrouper(options);
        var arrived = articles.ToArray();
        random.Shuffle(arrived);
        var ids = new Dictionary<Guid, StoryArticle>();
        foreach (var article in arrived)
        {
            var terms = ArticleTerms.Read(article.FullText, article.BodyStart, []);
            statistics.Count(terms.Counts.Keys.Select(term => term.Hash), 1);
            var id = Guid.CreateVersion7();
            ids[id] = article;
            grouper.Add(
                new GroupedArticle(id, vectorizer.Vectorize(terms), article.PublishedAt ?? 0, article.PublishedAt is not null, null), Guid.NewGuid);
        }

        return ids.Select(pair => (pair.Value, grouper.StoryOf(pair.Key)!.StoryId)).ToList();
    }

    /// <summary>BCubed over the labelled articles; an unlabelled one in a cluster costs precision.</summary>
    internal static (double Precision, double Recall, double F1) Score(List<(string? Gold, Guid Found)> articles)
    {
        var clusters = articles.GroupBy(article => article.Found).ToDictionary(cluster => cluster.Key, cluster => cluster.ToList());
        var sizes = articles.Where(article => article.Gold is not null).CountBy(article => article.Gold!).ToDictionary();
        var (precision, recall, labelled) = (0.0, 0.0, 0);
        foreach (var (gold, found) in articles.Where(article => article.Gold is not null))
        {
            var cluster = clusters[found];
            var same = (double)cluster.Count(other => other.Gold == gold);
            precision += same / cluster.Count;
            recall += same / sizes[gold!];
            labelled++;
        }

        (precision, recall) = (precision / labelled, recall / labelled);
        return (precision, recall, 2 * precision * recall / (precision + recall));
    }
}
