using System.Diagnostics.Metrics;
using OnRecord.Defaults;

namespace OnRecord.Search;

/// <summary>Figures of the search service.</summary>
internal static class SearchMetrics
{
    /// <summary>Stories read from the store because neither level of the cache had them.</summary>
    public static readonly Counter<long> StoryLoads = OnRecordTelemetry.Meter.CreateCounter<long>(
        "onrecord.search.story_loads", "{story}", "Stories read from the store because neither level of the cache had them.");

    /// <summary>Stories asked for.</summary>
    public static readonly Counter<long> StoryLookups = OnRecordTelemetry.Meter.CreateCounter<long>(
        "onrecord.search.story_lookups", "{story}", "Stories asked for.");

    /// <summary>Story changes announced.</summary>
    public static readonly Counter<long> StoryChanges = OnRecordTelemetry.Meter.CreateCounter<long>(
        "onrecord.search.story_changes", "{change}", "Story changes announced.");

    /// <summary>Watchers sent away because they read too slowly.</summary>
    public static readonly Counter<long> WatchersShed = OnRecordTelemetry.Meter.CreateCounter<long>(
        "onrecord.search.watchers_shed", "{watcher}", "Watchers sent away because they read too slowly.");

    /// <summary>Watchers that are served now.</summary>
    public static readonly UpDownCounter<long> Watchers = OnRecordTelemetry.Meter.CreateUpDownCounter<long>(
        "onrecord.search.watchers", "{watcher}", "Watchers that are served now.");
}
