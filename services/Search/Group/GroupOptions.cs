using System.ComponentModel.DataAnnotations;

namespace OnRecord.Search;

/// <summary>When two articles tell the same story. The defaults are tuned on development data; see docs/stories-and-search.md.</summary>
public sealed class GroupOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Search:Group";

    /// <summary>An article joins the best story from this similarity on (0 to 1).</summary>
    [Range(0.01, 1)] public double JoinThreshold { get; init; } = 0.20;

    /// <summary>Two stories become one from this similarity of their centroids on (0 to 1).</summary>
    [Range(0.01, 1)] public double MergeThreshold { get; init; } = 0.35;

    /// <summary>Terms kept per article vector, heaviest first.</summary>
    [Range(16, 1_000)] public int VectorTerms { get; init; } = 200;

    /// <summary>How much one occurrence in the headline counts; one in the body counts 1.</summary>
    [Range(1, 20)] public double TitleWeight { get; init; } = 3;

    /// <summary>How much one occurrence in the lead counts.</summary>
    [Range(1, 20)] public double LeadWeight { get; init; } = 2;

    /// <summary>Factor on terms that are mostly capitalised inside sentences: names carry a story.</summary>
    [Range(1, 5)] public double NameBoost { get; init; } = 1.3;

    /// <summary>Similarity halves for each so many days between a dated article and a dated story.</summary>
    [Range(1, 3_650)] public double HalvingDays { get; init; } = 365;

    /// <summary>Articles kept in memory for grouping; the stories that were quiet longest leave first.</summary>
    [Range(1_000, 2_000_000)] public int ActiveArticles { get; init; } = 100_000;
}
