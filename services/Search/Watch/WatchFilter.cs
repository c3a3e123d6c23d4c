using OnRecord.Api.Search.V1;
using OnRecord.Defaults;

namespace OnRecord.Search;

/// <summary>Where a watch goes on: the number of the last update that was received.</summary>
public sealed record WatchPosition(long Sequence);

/// <summary>What a watcher wants to hear of; empty sets do not restrict. Outlets are read blind to case.</summary>
public sealed record WatchFilter(IReadOnlySet<string> EntityIds, IReadOnlySet<string> Outlets, IReadOnlySet<Guid> StoryIds, double MinimumHeat)
{
    private const int MaxValues = 200;

    /// <summary>Checks a request.</summary>
    public static WatchFilter Read(WatchStoriesRequest request, RequestFaults faults)
    {
        faults.Require(request.EntityIds.Count <= MaxValues, "entity_ids", $"Must be at most {MaxValues}.");
        faults.Require(request.Outlets.Count <= MaxValues, "outlets", $"Must be at most {MaxValues}.");
        faults.Require(request.StoryIds.Count <= MaxValues, "story_ids", $"Must be at most {MaxValues}.");
        faults.Require(double.IsFinite(request.MinimumHeat) && request.MinimumHeat >= 0, "minimum_heat", "Must be 0 or more.");
        var storyIds = request.StoryIds.Select((id, index) => faults.Uuid(id, $"story_ids[{index}]")).ToHashSet();
        return new WatchFilter(request.EntityIds.ToHashSet(), request.Outlets.ToHashSet(StringComparer.OrdinalIgnoreCase), storyIds, request.MinimumHeat);
    }

    /// <summary>Whether an update passes.</summary>
    public bool Accepts(WatchedUpdate update) =>
        (StoryIds.Count == 0 || StoryIds.Contains(update.StoryId))
        && (EntityIds.Count == 0 || EntityIds.Overlaps(update.EntityIds))
        && (Outlets.Count == 0 || Outlets.Overlaps(update.Outlets))
        && (MinimumHeat <= 0 || update.Heat >= MinimumHeat || update.IsEnd);
}

/// <summary>An update as it is sent, and what filters look at.</summary>
/// <param name="Sequence">Its number.</param>
/// <param name="StoryId">The story.</param>
/// <param name="EntityIds">All entities of the story.</param>
/// <param name="Outlets">All outlets of the story.</param>
/// <param name="Heat">Heat of the story now.</param>
/// <param name="IsEnd">Whether the story is no more; its heat says nothing then.</param>
/// <param name="Message">Shared by all watchers; nobody changes it.</param>
public sealed record WatchedUpdate(
    long Sequence,
    Guid StoryId,
    IReadOnlySet<string> EntityIds,
    IReadOnlySet<string> Outlets,
    double Heat,
    bool IsEnd,
    WatchStoriesResponse Message);
