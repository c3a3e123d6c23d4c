using MassTransit;

namespace OnRecord.Defaults;

/// <summary>The queues behind the endpoints of a process.</summary>
internal static class EndpointQueues
{
    /// <summary>The name of the queue that an endpoint reads.</summary>
    public static string Queue(this EndpointHealthResult endpoint) => Uri.UnescapeDataString(endpoint.InputAddress.Segments[^1]);
}
