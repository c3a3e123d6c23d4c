namespace OnRecord.Stances;

/// <summary>What the text so far hands to the next sentence; handed on, never changed.</summary>
/// <param name="Person">The person who spoke or was a source last.</param>
/// <param name="PersonEnd">One past the last token by which that person was called.</param>
/// <param name="Author">Whose statement, report or letter was spoken of last.</param>
/// <param name="Speakers">Sources before, the nearest last.</param>
internal sealed record Discourse(
    Holder? Person, int PersonEnd, EntityReference? Author, IReadOnlyList<HolderCandidate> Speakers)
{
    private const int Remembered = 4;

    public static Discourse Start { get; } = new(null, 0, null, []);

    /// <summary>The same after a source.</summary>
    /// <param name="speaker">Who it was.</param>
    /// <param name="isUtterance">Whether the text named their statement and not them: "the report".</param>
    public Discourse After(HolderCandidate speaker, bool isUtterance)
    {
        var entity = speaker.Holder.Entity;
        var isPerson = entity is { Type: Events.EntityType.Person };
        return new Discourse(
            isPerson ? speaker.Holder : Person,
            isPerson ? speaker.Phrase.End : PersonEnd,
            isUtterance && entity is not null ? entity : Author,
            [.. Speakers.Where(other => other.Key != speaker.Key).TakeLast(Remembered - 1), speaker]);
    }
}
