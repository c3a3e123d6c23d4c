namespace OnRecord.Entities.Dump;

/// <summary>Which items of a dump are kept.</summary>
/// <param name="Sitelinks">Wikipedias and other projects that must have an item, at least.</param>
public sealed record DumpProfile(int Sitelinks)
{
    /// <summary>What several Wikipedias have: about three million items.</summary>
    public static DumpProfile News { get; } = new(5);

    /// <summary>What some Wikipedia has: about ten million items.</summary>
    public static DumpProfile Full { get; } = new(1);
}
