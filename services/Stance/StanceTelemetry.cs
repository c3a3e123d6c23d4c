using System.Diagnostics.Metrics;
using OnRecord.Defaults;

namespace OnRecord.Stances;

/// <summary>The domain figures of stance.</summary>
internal static class StanceTelemetry
{
    /// <summary>Positions stored, repeats of a redelivered article included.</summary>
    public static Counter<long> PositionsFound { get; } =
        OnRecordTelemetry.Meter.CreateCounter<long>("onrecord.positions.found", "{position}", "Positions found in articles.");

    /// <summary>Changes of position announced.</summary>
    public static Counter<long> PositionChanges { get; } =
        OnRecordTelemetry.Meter.CreateCounter<long>("onrecord.position_changes", "{change}", "Changes of position announced.");
}
