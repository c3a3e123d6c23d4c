using System.Globalization;
using OnRecord.Api.Common.V1;
using OnRecord.Api.Search.V1;
using OnRecord.Defaults;

namespace OnRecord.Search;

/// <summary>A search request that was checked and taken apart.</summary>
/// <param name="Text">What was asked, as it came.</param>
/// <param name="Parsed">Words, phrases, exclusions and prefixes.</param>
/// <param name="Filter">Restrictions.</param>
/// <param name="RecencyWeight">0 ranks by words alone, 1 by time alone.</param>
public sealed record SearchQuery(string Text, ParsedQuery Parsed, ArticleFilter Filter, double RecencyWeight)
{
    /// <summary>The share of recency in the rank when the request does not say.</summary>
    public const float DefaultRecencyWeight = 0.2f;

    private const int MaxLength = 1_000;
    private const int MaxFilterValues = 50;

    /// <summary>Checks a request.</summary>
    public static SearchQuery Read(string text, SearchFilter? filter, float recencyWeight, RequestFaults faults)
    {
        faults.Require(text.Length <= MaxLength, "query", $"Must be at most {MaxLength} characters.");
        faults.Require(recencyWeight is >= 0 and <= 1, "recency_weight", "Must be 0 to 1.");
        filter ??= new SearchFilter();
        faults.Require(filter.EntityIds.Count <= MaxFilterValues, "filter.entity_ids", $"Must be at most {MaxFilterValues}.");
        faults.Require(filter.Outlets.Count <= MaxFilterValues, "filter.outlets", $"Must be at most {MaxFilterValues}.");
        faults.Require(filter.Languages.Count <= MaxFilterValues, "filter.languages", $"Must be at most {MaxFilterValues}.");
        faults.Require(filter.Stances.Count <= MaxFilterValues, "filter.stances", $"Must be at most {MaxFilterValues}.");
        faults.Require(
            filter.Stances.All(stance => stance != Stance.Unspecified && Enum.IsDefined(stance)), "filter.stances", "Must be stances that exist.");
        var (from, to) = filter.TimeRange.Bounds(faults, "filter.time_range");
        var storyId = faults.OptionalUuid(filter.StoryId, "filter.story_id");
        return new SearchQuery(
            text,
            ParsedQuery.Parse(text),
            new ArticleFilter(
                [.. filter.EntityIds.Distinct()],
                [.. filter.Outlets.Distinct()],
                [.. filter.Languages.Distinct()],
                from,
                to,
                [.. filter.Stances.Select(stance => (int)stance).Distinct()],
                filter.HolderId,
                storyId),
            recencyWeight);
    }

    /// <summary>Names everything that decides the result: a page token of one request is no good for another.</summary>
    public string Key(string method) => string.Join(
        '\u001f',
        [
            method, Text, RecencyWeight.ToString("R", CultureInfo.InvariantCulture),
            .. Filter.EntityIds, "|", .. Filter.Outlets.Select(outlet => outlet.ToUpperInvariant()).Distinct(), "|", .. Filter.Languages, "|",
            $"{Filter.From}", $"{Filter.To}", .. Filter.Stances.Select(stance => $"{stance}"), "|", Filter.HolderId, $"{Filter.StoryId}",
        ]);
}

/// <summary>Which articles may be found; empty lists do not restrict.</summary>
/// <param name="EntityIds">Articles with at least one of these entities.</param>
/// <param name="Outlets">Articles of one of these outlets.</param>
/// <param name="Languages">Articles in one of these languages.</param>
/// <param name="From">Published at or after, Unix milliseconds.</param>
/// <param name="To">Published before, Unix milliseconds.</param>
/// <param name="Stances">Articles that hold a position of one of these stances.</param>
/// <param name="HolderId">Articles in which this entity holds a position (of one of the stances, if those are given); empty for any.</param>
/// <param name="StoryId">Articles of this story.</param>
public sealed record ArticleFilter(
    IReadOnlyList<string> EntityIds,
    IReadOnlyList<string> Outlets,
    IReadOnlyList<string> Languages,
    long From,
    long To,
    IReadOnlyList<int> Stances,
    string HolderId,
    Guid? StoryId)
{
    /// <summary>Whether a filter looks at the time of publication.</summary>
    public bool NeedsTime => From > long.MinValue || To < long.MaxValue;

    /// <summary>Whether a filter looks at the article's own row.</summary>
    public bool NeedsArticle =>
        EntityIds.Count > 0 || Outlets.Count > 0 || Languages.Count > 0 || Stances.Count > 0 || HolderId.Length > 0 || StoryId is not null;

    /// <summary>No restriction.</summary>
    public static readonly ArticleFilter None = new([], [], [], long.MinValue, long.MaxValue, [], "", null);
}
