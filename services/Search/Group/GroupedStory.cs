namespace OnRecord.Search;

/// <summary>What grouping knows of an article.</summary>
/// <param name="ArticleId">The article.</param>
/// <param name="Vector">Term weights, length 1.</param>
/// <param name="PublishedAt">Unix milliseconds.</param>
/// <param name="IsDated">False where the outlet gave no date and the time is that of submission.</param>
/// <param name="OriginalArticleId">On a wire copy: the original.</param>
public sealed record GroupedArticle(Guid ArticleId, SparseVector Vector, long PublishedAt, bool IsDated, Guid? OriginalArticleId);

/// <summary>A story in the memory of the grouper.</summary>
public sealed class GroupedStory(Guid storyId)
{
    private const int HeadlineCandidates = 100;

    private readonly List<GroupedArticle> _articles = [];

    /// <summary>The story.</summary>
    public Guid StoryId { get; } = storyId;

    /// <summary>Its articles, in the order in which they joined.</summary>
    public IReadOnlyList<GroupedArticle> Articles => _articles;

    /// <summary>Sum of the article vectors.</summary>
    public SparseVector Sum { get; private set; } = SparseVector.Empty;

    /// <summary>Version of the story as last announced.</summary>
    public long Version { get; set; }

    /// <summary>Heat from arrivals, on the scale of <see cref="HeatScale"/>.</summary>
    public double Heat { get; set; } = HeatScale.Cold;

    /// <summary>Counts up with every change in the grouper; the smallest was quiet longest.</summary>
    internal long TouchedAt { get; set; }

    /// <summary>Position in the candidate index; -1 outside.</summary>
    internal int Slot { get; set; } = -1;

    /// <summary>Terms under which the candidate index holds it: some dozens, for which a set would take several times the room.</summary>
    internal List<uint> IndexedTerms { get; } = [];

    /// <summary>
    /// The article closest to the story as a whole, wire copies left out where there is another; null without articles. Of a large
    /// story only the newest are asked, so that its headline keeps up and the work stays bounded.
    /// </summary>
    public GroupedArticle? MostCentral() => _articles
        .TakeLast(HeadlineCandidates)
        .OrderBy(article => article.OriginalArticleId is not null)
        .ThenByDescending(article => article.Vector.Dot(Sum))
        .FirstOrDefault();

    internal void Add(GroupedArticle article)
    {
        _articles.Add(article);
        Sum = Sum.Plus(article.Vector);
    }

    internal void Remove(GroupedArticle article)
    {
        _articles.Remove(article);
        Sum = _articles.Count == 0 ? SparseVector.Empty : Sum.Plus(article.Vector, -1);
    }
}
