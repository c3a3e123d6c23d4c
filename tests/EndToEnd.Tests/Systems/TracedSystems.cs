namespace OnRecord.EndToEnd.Tests;

/// <summary>A standalone system that tells its spans and metrics.</summary>
public sealed class TracedStandalone : StandaloneSystem
{
    public TracedStandalone() => Traced = true;
}

/// <summary>A distributed system that tells its spans and metrics.</summary>
public sealed class TracedDistributed : DistributedSystem
{
    public TracedDistributed() => Traced = true;
}
