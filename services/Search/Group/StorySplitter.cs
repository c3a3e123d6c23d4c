namespace OnRecord.Search;

/// <summary>
/// Tells whether a story has fallen into two: bisects it by 2-means from its two most distant articles, and compares how close
/// the halves are to each other with how close each is in itself (average link).
/// </summary>
internal static class StorySplitter
{
    private const int SmallestStory = 5;
    private const int LargestStory = 200;
    private const int SmallestHalf = 2;
    private const int Rounds = 6;
    private const double Growth = 1.15;

    /// <summary>
    /// The smaller half, when the story should part, and how close the halves are, as a share of their closeness in themselves; null when the story holds
    /// together, or is not due to be looked at.
    /// </summary>
    /// <param name="story">The story, which an article has just joined.</param>
    /// <param name="threshold">Closeness of the halves to each other, as a share of their closeness in themselves.</param>
    public static (IReadOnlyList<GroupedArticle> Half, double Closeness)? SmallerHalf(GroupedStory story, double threshold)
    {
        var articles = story.Articles;
        if (articles.Count is < SmallestStory or > LargestStory || !IsDue(articles.Count))
        {
            return null;
        }

        var first = articles.MinBy(article => article.Vector.Cosine(story.Sum))!;
        var second = articles.MinBy(article => article.Vector.Dot(first.Vector))!;
        var (left, right) = Bisect(articles, first.Vector, second.Vector);
        if (left.Count < SmallestHalf || right.Count < SmallestHalf)
        {
            return null;
        }

        var (leftSum, rightSum) = (Sum(left), Sum(right));
        var between = leftSum.Dot(rightSum) / ((double)left.Count * right.Count);
        var within = Math.Sqrt(Within(leftSum, left.Count) * Within(rightSum, right.Count));
        return between < threshold * within ? (left.Count < right.Count ? left : right, between / within) : null;
    }

    /// <summary>A story is looked at each time it has grown by a seventh: the work per article stays bounded.</summary>
    private static bool IsDue(int size) => (int)Math.Log(size, Growth) != (int)Math.Log(size - 1, Growth);

    private static (List<GroupedArticle> Left, List<GroupedArticle> Right) Bisect(
        IReadOnlyList<GroupedArticle> articles, SparseVector leftCentre, SparseVector rightCentre)
    {
        List<GroupedArticle> left = [], right = [];
        for (var round = 0; round < Rounds; round++)
        {
            (left, right) = ([], []);
            foreach (var article in articles)
            {
                (article.Vector.Cosine(leftCentre) >= article.Vector.Cosine(rightCentre) ? left : right).Add(article);
            }

            (leftCentre, rightCentre) = (Sum(left), Sum(right));
        }

        return (left, right);
    }

    private static SparseVector Sum(List<GroupedArticle> articles) =>
        articles.Aggregate(SparseVector.Empty, static (sum, article) => sum.Plus(article.Vector));

    /// <summary>Mean inner product of different articles; vectors have length 1.</summary>
    private static double Within(SparseVector sum, int count) => Math.Max(0, (sum.Dot(sum) - count) / (count * (count - 1.0)));
}
