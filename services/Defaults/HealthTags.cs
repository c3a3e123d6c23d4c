namespace OnRecord.Defaults;

/// <summary>Tags of health checks.</summary>
public static class HealthTags
{
    /// <summary>Checks that decide whether the process should get traffic; MassTransit uses the same tag.</summary>
    public const string Ready = "ready";
}
