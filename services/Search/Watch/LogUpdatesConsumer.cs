using System.Text.Json;
using MassTransit;
using OnRecord.Api.Search.V1;
using OnRecord.Defaults;
using OnRecord.Events;

namespace OnRecord.Search;

/// <summary>Writes what stance announces into the update log, from which all replicas tell their watchers.</summary>
public sealed class LogUpdatesConsumer(UpdateLog log) : IConsumer<BoardChanged>, IConsumer<PositionChanged>
{
    public Task Consume(ConsumeContext<BoardChanged> context)
    {
        var change = context.Message;
        SchemaGuard.Require(change.SchemaVersion);
        return log.AppendAsync(
            change.StoryId, StoryUpdateKind.Board, JsonSerializer.Serialize(change), change.ChangedAt, context.CancellationToken);
    }

    public Task Consume(ConsumeContext<PositionChanged> context)
    {
        var change = context.Message;
        SchemaGuard.Require(change.SchemaVersion);
        return log.AppendAsync(
            change.StoryId, StoryUpdateKind.PositionChange, JsonSerializer.Serialize(change), change.ChangedAt, context.CancellationToken);
    }
}
