namespace OnRecord.Search;

/// <summary>
/// How close articles and stories are. An article is compared with the members of a story that it is nearest to, each dampened by
/// the time between: a centre of all members would take in anything on the topic once a story has grown wide, and the span of all their dates
/// would let time pass unnoticed.
/// </summary>
internal sealed class StorySimilarity(GroupOptions options)
{
    // Of a large story the newest are asked: the work per article stays bounded.
    private const int ComparedMembers = 60;
    private const int ComparedDates = 30;
    private const double MillisecondsPerDay = 86_400_000;

    /// <summary>Similarity of an article that is not in the story; about 0 to 1.</summary>
    public double Of(GroupedArticle article, GroupedStory story)
    {
        Span<double> nearest = stackalloc double[Math.Min(options.Neighbours, story.Articles.Count)];
        for (var index = Math.Max(0, story.Articles.Count - ComparedMembers); index < story.Articles.Count; index++)
        {
            var member = story.Articles[index];
            var similarity = article.Vector.Dot(member.Vector) * Closeness(article, member);
            // The least of the nearest stands first.
            if (similarity > nearest[0])
            {
                nearest[0] = similarity;
                nearest.Sort();
            }
        }

        var sum = 0.0;
        foreach (var similarity in nearest)
        {
            sum += similarity;
        }

        return sum / nearest.Length;
    }

    /// <summary>Similarity of two stories: how near their centres are, dampened by the time between their articles. Below the merge threshold a bound will do.</summary>
    public double Of(GroupedStory left, GroupedStory right)
    {
        var cosine = left.Sum.Cosine(right.Sum);
        var most = cosine * options.SameTimeFactor;
        return most < options.MergeThreshold ? most : cosine * Closeness(left, right);
    }

    private double Closeness(GroupedStory left, GroupedStory right)
    {
        var (sum, pairs) = (0.0, 0);
        foreach (var one in left.Articles.Where(article => article.IsDated).TakeLast(ComparedDates))
        {
            foreach (var other in right.Articles.Where(article => article.IsDated).TakeLast(ComparedDates))
            {
                sum += Closeness(one, other);
                pairs++;
            }
        }

        return pairs == 0 ? 1 : sum / pairs;
    }

    /// <summary>1 where a date is unknown; else from the factor for the same time towards that for distant times.</summary>
    private double Closeness(GroupedArticle left, GroupedArticle right)
    {
        if (!left.IsDated || !right.IsDated)
        {
            return 1;
        }

        var gap = Math.Abs(left.PublishedAt - right.PublishedAt) / MillisecondsPerDay;
        var (near, far) = (options.SameTimeFactor, options.DistantTimeFactor);
        return far + ((near - far) * Math.Pow(2, -gap / options.HalvingDays));
    }
}
