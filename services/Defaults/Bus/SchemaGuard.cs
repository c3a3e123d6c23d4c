using OnRecord.Events;

namespace OnRecord.Defaults;

/// <summary>Refuses events that this build cannot read.</summary>
public static class SchemaGuard
{
    /// <summary>Lets known versions pass.</summary>
    /// <exception cref="PermanentException">The version is unknown; the event waits in the error queue for an upgrade.</exception>
    public static void Require(int version)
    {
        if (version != Schema.Version)
        {
            throw new PermanentException($"Event schema version {version} is unknown; this build reads {Schema.Version}.");
        }
    }
}
