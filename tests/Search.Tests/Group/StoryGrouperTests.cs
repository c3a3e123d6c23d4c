namespace OnRecord.Search.Tests;

public sealed class StoryGrouperTests
{
    private static readonly GroupOptions Options = new();

    private readonly StoryGrouper _grouper = new(Options);
    private readonly ArticleVectorizer _vectorizer = new(Options, new TermStatistics());

    [Fact]
    public void A_bridge_between_two_stories_makes_them_one()
    {
        Add("Marlow bridge cracks pier divers inspection engineers closed");
        Add("Calloway mayor budget council vote deficit taxes schools");
        Assert.Equal(2, _grouper.Stories.Count);

        for (var index = 0; index < 6; index++)
        {
            Add("Marlow bridge cracks pier divers inspection engineers closed Calloway mayor budget council vote deficit taxes schools");
        }

        Assert.Single(_grouper.Stories);
        Assert.Equal(8, _grouper.ArticleCount);
    }

    [Fact]
    public void Two_events_that_were_taken_for_one_part_again()
    {
        // A low bar brings both together at first; as they grow, each shows its own words.
        var grouper = new StoryGrouper(new GroupOptions { JoinThreshold = 0.02 });
        var parted = new List<GroupDecision.Split>();
        for (var index = 0; index < 12; index++)
        {
            var text = index % 2 == 0
                ? $"mayor bridge cracks pier divers inspection engineers closed detail{index}"
                : $"mayor budget council vote deficit taxes schools hospital detail{index}";
            parted.AddRange(grouper.Add(new GroupedArticle(Guid.NewGuid(), Vector(text), 0, false, null), Guid.NewGuid).OfType<GroupDecision.Split>());
        }

        var split = Assert.Single(parted);
        Assert.NotEqual(split.From.StoryId, split.Into.StoryId);
        Assert.All(split.Articles, article => Assert.Equal(split.Into, grouper.StoryOf(article.ArticleId)));
        Assert.Matches("^story: split off, closeness 0\\.[0-4][0-9] below 0\\.50$", split.DecidedBy);
    }

    [Fact]
    public void Each_decision_says_what_decided_it_with_its_value_and_the_threshold()
    {
        var opened = Decide("Marlow bridge cracks pier divers inspection engineers closed");
        var joined = Decide("Marlow bridge cracks pier divers inspection engineers shut");
        var copy = Decide("Entirely other words about nothing of that kind whatever", opened.Article.ArticleId);

        Assert.Equal("story: opened, nearest story 0.00 below 0.19", opened.DecidedBy);
        Assert.Matches(@"^story: similarity (0\.[2-9]\d|1\.\d\d) of at least 0\.19$", joined.DecidedBy);
        Assert.Equal("story: wire copy of an article in it", copy.DecidedBy);
        Assert.Equal((true, false, false), (opened.Created, joined.Created, copy.Created));

        GroupDecision.Joined Decide(string text, Guid? original = null) =>
            _grouper.Add(new GroupedArticle(Guid.NewGuid(), Vector(text), 0, false, original), Guid.NewGuid).OfType<GroupDecision.Joined>().Single();
    }

    [Fact]
    public void A_wide_story_does_not_take_in_what_only_shares_its_topic()
    {
        // Any two of them share a fifth of their weight; the newcomer shares half as much with each, and is close to their centre all the same.
        for (var number = 1u; number <= 6; number++)
        {
            Add(OnTopic(0.469f, number), day: 0);
        }

        var newcomer = Add(OnTopic(0.256f, 7), day: 0);

        Assert.Equal(2, _grouper.Stories.Count);
        Assert.Single(_grouper.StoryOf(newcomer)!.Articles);
    }

    [Theory]
    [InlineData(60, 1)]
    [InlineData(30, 2)]
    public void A_story_stands_for_the_days_of_its_articles_not_for_those_between(int day, int stories)
    {
        Add(OnTopic(0.95f, 1), day: 0);
        Add(OnTopic(0.95f, 2), day: 60);

        Add(OnTopic(0.21f, 3), day);

        Assert.Equal(stories, _grouper.Stories.Count);
    }

    [Fact]
    public void A_wire_copy_goes_where_its_original_is()
    {
        var original = Add("Marlow bridge cracks pier divers inspection engineers closed");
        var copy = Add("Entirely other words about nothing of that kind whatever", original: original);

        Assert.Equal(_grouper.StoryOf(original), _grouper.StoryOf(copy));
    }

    [Fact]
    public void An_article_that_is_removed_takes_an_empty_story_with_it()
    {
        var only = Add("Marlow bridge cracks pier divers inspection engineers closed");

        _grouper.Remove(only);

        Assert.Empty(_grouper.Stories);
        Assert.Null(_grouper.StoryOf(only));
    }

    [Fact]
    public void The_same_articles_in_the_same_order_give_the_same_stories()
    {
        var texts = Enumerable.Range(0, 60).Select(index => $"bridge{index % 7} pier{index % 7} divers{index % 7} inspection{index % 5} closed{index % 3}").ToList();

        Assert.Equal(Partition(texts), Partition(texts));
    }

    [Fact]
    public void Memory_is_bounded()
    {
        var options = new GroupOptions { ActiveArticles = 1_000 };
        var grouper = new StoryGrouper(options);
        for (var index = 0; index < 3_000; index++)
        {
            grouper.Add(new GroupedArticle(Guid.NewGuid(), Vector($"word{index} other{index} third{index}"), 0, false, null), Guid.NewGuid);
        }

        Assert.Equal(1_000, grouper.ArticleCount);
    }

    private static List<int> Partition(List<string> texts)
    {
        var grouper = new StoryGrouper(Options);
        var vectorizer = new ArticleVectorizer(Options, new TermStatistics());
        var next = 0;
        var ids = texts.Select((_, index) => new Guid(index, 0, 0, new byte[8])).ToList();
        for (var index = 0; index < texts.Count; index++)
        {
            grouper.Add(
                new GroupedArticle(ids[index], vectorizer.Vectorize(ArticleTerms.Read(texts[index], 0, [])), 0, false, null),
                () => new Guid(next++, 1, 0, new byte[8]));
        }

        return ids.ConvertAll(id => grouper.StoryOf(id)!.StoryId.GetHashCode());
    }

    private SparseVector Vector(string text) => _vectorizer.Vectorize(ArticleTerms.Read(text, 0, []));

    /// <summary>A vector with so much of the topic, the rest its own.</summary>
    private static SparseVector OnTopic(float share, uint own) => SparseVector.From([0, own], [share, MathF.Sqrt(1 - (share * share))]);

    private Guid Add(SparseVector vector, int day)
    {
        var id = Guid.NewGuid();
        _grouper.Add(new GroupedArticle(id, vector, (long)TimeSpan.FromDays(day).TotalMilliseconds, true, null), Guid.NewGuid);
        return id;
    }

    private Guid Add(string text, Guid? original = null)
    {
        var id = Guid.NewGuid();
        _grouper.Add(new GroupedArticle(id, Vector(text), 0, false, original), Guid.NewGuid);
        return id;
    }
}
