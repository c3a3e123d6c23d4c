using System.Diagnostics;
using MassTransit;
using OnRecord.Defaults;

namespace OnRecord.Search;

/// <summary>
/// Publishes what a batch has brought about as one event: a message costs the broker, and everyone who reads it, about as much as an article in it.
/// Whoever added to the batch waits for the publication before the message that it came with is acknowledged.
/// </summary>
public sealed class Announcer(IServiceProvider services)
{
    // Evaluations index without a bus.
    private readonly IBus? _bus = services.GetService<IBus>();

    /// <summary>Completes when the broker has confirmed.</summary>
    /// <param name="announcement">The event.</param>
    /// <param name="cause">Trace of one of those whom it is about: an event has one.</param>
    public async Task PublishAsync<T>(T announcement, ActivityContext cause)
        where T : class
    {
        if (_bus is not null)
        {
            using var activity = cause == default ? null : OnRecordTelemetry.ActivitySource.StartActivity("announce", ActivityKind.Internal, cause);
            await _bus.Publish(announcement);
        }
    }
}
