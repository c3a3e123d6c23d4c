namespace OnRecord.Search;

/// <summary>A field that results are counted by.</summary>
public enum FacetField
{
    Outlet,
    Entity,
    Language,
    Stance,
    Day,
}

/// <summary>What a query selects.</summary>
/// <param name="Keys">Article keys, newest first.</param>
/// <param name="Count">How many there are, as far as they were counted.</param>
public sealed record SelectedArticles(IReadOnlyList<long> Keys, int Count)
{
    /// <summary>Nothing.</summary>
    public static readonly SelectedArticles None = new([], 0);
}

/// <summary>An article that was found, and its rank.</summary>
/// <param name="Key">Article key.</param>
/// <param name="PublishedAt">Unix milliseconds.</param>
/// <param name="Score">Higher is better.</param>
public readonly record struct ScoredArticle(long Key, long PublishedAt, double Score);

/// <summary>What ranking reads of an article. It never changes: a revision takes a new key.</summary>
/// <param name="Key">Article key.</param>
/// <param name="PublishedAt">Unix milliseconds.</param>
/// <param name="Lengths">Its field lengths.</param>
/// <param name="Terms">Its terms, see <see cref="TermTable"/>.</param>
public sealed record RankedTerms(long Key, long PublishedAt, FieldLengths Lengths, byte[] Terms);

/// <summary>What a hit shows.</summary>
public sealed class FoundArticle
{
    /// <summary>Article key.</summary>
    public long ArticleKey { get; init; }

    /// <summary>The article.</summary>
    public Guid ArticleId { get; init; }

    /// <summary>Its revision.</summary>
    public int Revision { get; init; }

    /// <summary>Headline, or empty.</summary>
    public string Title { get; init; } = "";

    /// <summary>Outlet, or empty.</summary>
    public string Outlet { get; init; } = "";

    /// <summary>Canonical url, or empty.</summary>
    public string Url { get; init; } = "";

    /// <summary>ISO 639-1 code, or "und".</summary>
    public string Language { get; init; } = "";

    /// <summary>Unix milliseconds.</summary>
    public long PublishedAt { get; init; }

    /// <summary>Its story, once it has one.</summary>
    public Guid? StoryId { get; init; }

    /// <summary>Where the body begins.</summary>
    public int BodyStart { get; init; }

    /// <summary>Headline and body.</summary>
    public string Text { get; init; } = "";
}

/// <summary>A term and in how many articles it stands.</summary>
public sealed class TermRow
{
    /// <summary>As it is indexed.</summary>
    public string Term { get; init; } = "";

    /// <summary>A word that it was made from.</summary>
    public string Surface { get; init; } = "";

    /// <summary>Articles.</summary>
    public int Articles { get; init; }
}

/// <summary>An entity and in how many articles it is named.</summary>
public sealed class EntityNameRow
{
    /// <summary>The entity.</summary>
    public string EntityId { get; init; } = "";

    /// <summary>Its name.</summary>
    public string Name { get; init; } = "";

    /// <summary>Articles.</summary>
    public long Articles { get; init; }
}

/// <summary>A facet value and its count.</summary>
public sealed class FacetRow
{
    /// <summary>The value to filter by.</summary>
    public string Value { get; init; } = "";

    /// <summary>What to show.</summary>
    public string Label { get; init; } = "";

    /// <summary>Articles.</summary>
    public long Articles { get; init; }
}
