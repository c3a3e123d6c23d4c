namespace OnRecord.Eval;

/// <summary>Counts which copies were linked to an article of their group.</summary>
internal sealed class DuplicateScore
{
    private readonly HashSet<int> _groups = [];
    private readonly List<Copy> _right = [];
    private int _links;

    /// <summary>Of the links that were made, how many are right.</summary>
    public double Precision => Figures.Share(_right.Count, _links);

    /// <summary>Of the articles that should be linked, how many are, and rightly.</summary>
    /// <param name="expected">How many there are.</param>
    /// <param name="kind">Only copies of this kind; null for all articles.</param>
    public double Recall(int expected, string? kind = null) => Figures.Share(_right.Count(copy => kind is null || copy.Kind == kind), expected);

    /// <summary>Counts an article, in the order of submission.</summary>
    /// <param name="article">The article.</param>
    /// <param name="head">What it was taken for a copy of; null for nothing.</param>
    /// <returns>Whether that is right: the first article of a group is a copy of nothing, each later one of an article of its group.</returns>
    public bool Add(Copy article, Copy? head)
    {
        var isFirst = _groups.Add(article.Group);
        if (head is null)
        {
            return isFirst;
        }

        _links++;
        if (head.Group != article.Group)
        {
            return false;
        }

        _right.Add(article);
        return true;
    }
}
