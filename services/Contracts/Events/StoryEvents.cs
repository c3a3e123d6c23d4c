namespace OnRecord.Events;

/// <summary>What happened to a story.</summary>
public enum StoryChangeKind
{
    Created = 1,
    Updated = 2,
    /// <summary>The story went into <see cref="StoryChanged.IntoStoryId"/>; its id redirects.</summary>
    Merged = 3,
    /// <summary>Its last article was retracted.</summary>
    Removed = 4,
}

/// <summary>
/// A story has changed: caches drop it, watchers hear of it, and stance and ingest learn which articles belong to it.
/// A higher <paramref name="Version"/> of the same story always holds the whole truth. Travels in <see cref="StoriesChanged"/>.
/// </summary>
/// <param name="SchemaVersion">See <see cref="Schema"/>.</param>
/// <param name="StoryId">The story.</param>
/// <param name="Version">Grows with each change of this story.</param>
/// <param name="Kind">What happened.</param>
/// <param name="ArticlesAdded">
/// Articles that joined with this change (all of them when created or after a merge). Wherever an article goes, the story that it goes to names it here.
/// </param>
/// <param name="ArticlesRemoved">Articles that left with this change.</param>
/// <param name="IntoStoryId">Where a merged story went.</param>
/// <param name="ChangedAt">When: of two changes the later one is the later decision. Builds before gave all changes of a transaction the same time, in their order.</param>
public sealed record StoryChanged(
    int SchemaVersion,
    Guid StoryId,
    long Version,
    StoryChangeKind Kind,
    IReadOnlyList<Guid> ArticlesAdded,
    IReadOnlyList<Guid> ArticlesRemoved,
    Guid? IntoStoryId,
    DateTimeOffset ChangedAt);

/// <summary>Changes of stories that were decided at the same time, in their order.</summary>
/// <param name="SchemaVersion">See <see cref="Schema"/>.</param>
/// <param name="Changes">The changes; none where a revision has changed no story.</param>
/// <param name="Causes">
/// The revisions that brought them about: stance reports them to ingest once all changes stand on its boards. Null in events of earlier builds.
/// </param>
public sealed record StoriesChanged(int SchemaVersion, IReadOnlyList<StoryChanged> Changes, IReadOnlyList<RevisionRef>? Causes = null);
