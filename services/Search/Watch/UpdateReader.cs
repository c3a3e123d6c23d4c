using System.Text.Json;
using OnRecord.Api.Common.V1;
using OnRecord.Api.Search.V1;
using OnRecord.Defaults;
using OnRecord.Events;

namespace OnRecord.Search;

/// <summary>Turns log entries into what watchers are sent: once per entry, however many watch.</summary>
public sealed class UpdateReader(StoryStore stories, HotStories hot)
{
    /// <summary>Describes entries; in their order, one each.</summary>
    public async Task<IReadOnlyList<WatchedUpdate>> DescribeAsync(IReadOnlyList<UpdateEntry> entries, CancellationToken cancellation)
    {
        var ids = entries.Select(entry => entry.StoryId).Distinct().ToList();
        var summaries = await stories.SummariesAsync(ids, cancellation);
        var keys = await stories.FilterKeysAsync(ids, cancellation);
        var heat = await hot.HeatAsync([.. summaries.Values.Select(summary => summary.StoryId)], cancellation);
        return entries.Select(entry => Describe(entry, summaries.GetValueOrDefault(entry.StoryId), keys, heat)).ToList();
    }

    private static WatchedUpdate Describe(
        UpdateEntry entry, StoredSummary? stored, StoryFilterKeys keys, Func<Guid, double, double> heat)
    {
        var summary = stored?.Summary.Clone() ?? new StorySummary();
        summary.StoryId = entry.StoryId.ToString("D");
        summary.Heat = stored is null ? 0 : heat(stored.StoryId, stored.Heat);
        var message = new WatchStoriesResponse
        {
            Kind = entry.Kind,
            Story = summary,
            ResumeToken = PageToken.Encode(new WatchPosition(entry.Sequence), "watch"),
            Time = ProtoMapping.ToTimestamp(entry.HappenedAt),
        };
        if (entry.Kind == StoryUpdateKind.Merged)
        {
            message.IntoStoryId = JsonSerializer.Deserialize<StoryChanged>(entry.Payload)!.IntoStoryId?.ToString("D") ?? "";
        }
        else if (entry.Kind == StoryUpdateKind.PositionChange)
        {
            message.PositionChange = ToProto(JsonSerializer.Deserialize<PositionChanged>(entry.Payload)!);
        }

        var isEnd = entry.Kind is StoryUpdateKind.Merged or StoryUpdateKind.Removed;
        return new WatchedUpdate(
            entry.Sequence, entry.StoryId, keys.Entities(entry.StoryId), keys.Outlets(entry.StoryId), summary.Heat, isEnd, message);
    }

    private static WatchedPositionChange ToProto(PositionChanged change) => new()
    {
        ChangeId = change.ChangeId.ToString("D"),
        Holder = new EntityRef { EntityId = change.HolderEntityId, Name = change.HolderName, Type = (Api.Common.V1.EntityType)change.HolderType },
        Before = (Stance)change.Before,
        After = (Stance)change.After,
        Claim = change.Claim,
    };
}
