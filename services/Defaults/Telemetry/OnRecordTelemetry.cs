using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace OnRecord.Defaults;

/// <summary>The source of OnRecord's own spans and the meter of its domain figures.</summary>
public static class OnRecordTelemetry
{
    /// <summary>Name of the source and of the meter.</summary>
    public const string Name = "OnRecord";

    /// <summary>Spans that no library makes by itself.</summary>
    public static ActivitySource ActivitySource { get; } = new(Name);

    /// <summary>Figures that matter to the domain; instruments are named "onrecord.…".</summary>
    public static Meter Meter { get; } = new(Name);
}
