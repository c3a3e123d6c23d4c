using System.ComponentModel.DataAnnotations;

namespace OnRecord.Search;

/// <summary>How the search service answers.</summary>
public sealed class SearchOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Search";

    /// <summary>How many articles the words of a query may select for ranking. More finds more, and takes longer.</summary>
    [Range(100, 100_000)] public int CandidateLimit { get; init; } = 1_000;

    /// <summary>Memory for what ranking reads of articles, in megabytes: about 1.5 KB an article, read from the store where it does not suffice.</summary>
    [Range(1, 16_384)] public int RankingCacheMegabytes { get; init; } = 128;

    /// <summary>Watchers of stories that a process serves at a time.</summary>
    [Range(1, 1_000_000)] public int MaxWatchers { get; init; } = 20_000;

    /// <summary>Updates that wait for a slow watcher before it is sent away.</summary>
    [Range(1, 100_000)] public int WatchBuffer { get; init; } = 256;

    /// <summary>Time between heartbeats of a watch, in seconds.</summary>
    [Range(1, 300)] public int HeartbeatSeconds { get; init; } = 15;
}

/// <summary>Where the cache is.</summary>
public sealed class CacheOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Cache";

    /// <summary>StackExchange.Redis connection string; empty for a single process, which needs none.</summary>
    public string Redis { get; init; } = "";
}
