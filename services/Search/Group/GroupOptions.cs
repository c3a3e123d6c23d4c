using System.ComponentModel.DataAnnotations;

namespace OnRecord.Search;

/// <summary>When two articles tell the same story. The defaults are tuned on development data; see docs/stories-and-search.md.</summary>
public sealed class GroupOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Search:Group";

    /// <summary>An article joins the best story from this similarity on.</summary>
    [Range(0.01, 1)] public double JoinThreshold { get; init; } = 0.19;

    /// <summary>A lone article is drawn into a story that has grown near it from this similarity on; above the join threshold.</summary>
    [Range(0.01, 1)] public double DrawThreshold { get; init; } = 0.23;

    /// <summary>Two stories become one from this similarity of their centroids on.</summary>
    [Range(0.01, 2)] public double MergeThreshold { get; init; } = 0.8;

    /// <summary>A story parts when its halves are closer in themselves than to each other by this share; 0 never parts one.</summary>
    [Range(0, 1)] public double SplitThreshold { get; init; } = 0.5;

    /// <summary>An article is as similar to a story as, on average, to so many of its articles: the nearest, or all of a smaller story.</summary>
    [Range(1, 50)] public int Neighbours { get; init; } = 4;

    /// <summary>Terms kept per article vector, heaviest first.</summary>
    [Range(16, 1_000)] public int VectorTerms { get; init; } = 150;

    /// <summary>How much one occurrence in the headline counts; one in the body counts 1.</summary>
    [Range(1, 20)] public double TitleWeight { get; init; } = 8;

    /// <summary>How much one occurrence in the lead counts.</summary>
    [Range(1, 20)] public double LeadWeight { get; init; } = 2.5;

    /// <summary>
    /// Factor on terms that are mostly capitalised inside sentences. Below 1: names recur in many stories, and what happened tells
    /// them apart.
    /// </summary>
    [Range(0.1, 5)] public double NameWeight { get; init; } = 0.75;

    /// <summary>Factor on the similarity of two articles that were published together: news of one event comes together.</summary>
    [Range(1, 2)] public double SameTimeFactor { get; init; } = 1.3;

    /// <summary>What this factor falls to as time passes; background pieces come late.</summary>
    [Range(0, 1)] public double DistantTimeFactor { get; init; } = 0.8;

    /// <summary>Days in which the factor goes half of the way.</summary>
    [Range(0.1, 3_650)] public double HalvingDays { get; init; } = 8;

    /// <summary>Articles kept in memory for grouping; the stories that were quiet longest leave first.</summary>
    [Range(1_000, 2_000_000)] public int ActiveArticles { get; init; } = 100_000;
}
