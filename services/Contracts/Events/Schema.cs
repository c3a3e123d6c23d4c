namespace OnRecord.Events;

/// <summary>
/// The version that every event carries. It grows only when an old consumer would misread the new form;
/// a consumer that meets a version it does not know sends the event to its error queue, where it waits for the upgrade.
/// </summary>
public static class Schema
{
    /// <summary>The version that this build writes and reads.</summary>
    public const int Version = 1;
}
