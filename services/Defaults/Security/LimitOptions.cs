using System.ComponentModel.DataAnnotations;

namespace OnRecord.Defaults;

/// <summary>How much one caller may ask. A caller is an API key, a JWT subject, or an address.</summary>
public sealed class LimitOptions
{
    /// <summary>Configuration section.</summary>
    public const string Section = "Limits";

    /// <summary>Calls per second and caller over time; 0 for no limit. A stream counts as one call.</summary>
    [Range(0, 1_000_000)] public int CallsPerSecond { get; init; }

    /// <summary>Calls that may come at once before the rate counts.</summary>
    [Range(1, 1_000_000)] public int Burst { get; init; } = 100;
}
