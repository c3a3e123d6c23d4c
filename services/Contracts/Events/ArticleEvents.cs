namespace OnRecord.Events;

/// <summary>What every article event tells, so that no consumer has to ask another service.</summary>
/// <param name="ArticleId">The article.</param>
/// <param name="Revision">Counts from 1; a retraction takes a number of its own, so the higher number always wins.</param>
/// <param name="Url">Canonical url, or empty.</param>
/// <param name="Outlet">Outlet, or empty.</param>
/// <param name="Title">Headline, or empty; it is also the first paragraph of <paramref name="Text"/>.</param>
/// <param name="Text">Clean text. All spans are half-open UTF-16 ranges into it.</param>
/// <param name="BodyStart">Where the body begins in <paramref name="Text"/>; 0 without a title.</param>
/// <param name="Language">ISO 639-1 code, or "und".</param>
/// <param name="PublishedAt">When the outlet published it; the time of submission where the outlet does not say.</param>
/// <param name="SubmittedAt">When ingest took it.</param>
/// <param name="OriginalArticleId">On a wire copy: the earliest article of its syndication group.</param>
public sealed record ArticleContent(
    Guid ArticleId,
    int Revision,
    string Url,
    string Outlet,
    string Title,
    string Text,
    int BodyStart,
    string Language,
    DateTimeOffset PublishedAt,
    DateTimeOffset SubmittedAt,
    Guid? OriginalArticleId)
{
    /// <summary>Whether the article is analysed; others are stored and searchable.</summary>
    public bool IsAnalysable => AnalysedLanguage.Is(Language);

    /// <summary>Whether <see cref="PublishedAt"/> is what the outlet says, and not the time of submission.</summary>
    public bool IsDated => PublishedAt != SubmittedAt;
}

/// <summary>Ingest stored a revision of an article. Published again by the ledger where the broker has lost it.</summary>
/// <param name="SchemaVersion">See <see cref="Schema"/>.</param>
/// <param name="Article">The revision.</param>
/// <param name="IsRepeat">
/// Published before: whoever has stored the revision already announces it from the store. Only a hint; any event may come twice.
/// </param>
/// <param name="Rebuild">What is to be made anew though it is stored.</param>
public sealed record ArticleIngested(
    int SchemaVersion, ArticleContent Article, bool IsRepeat = false, RebuildParts Rebuild = RebuildParts.None);

/// <summary>What a rebuild makes anew. What is not stored is made in any case.</summary>
[Flags]
public enum RebuildParts
{
    None = 0,
    /// <summary>Entity's mentions and links.</summary>
    Entities = 1,
    /// <summary>Stance's positions and portrayals.</summary>
    Positions = 2,
    /// <summary>Search's index; an article stays in its story.</summary>
    Index = 4,
    All = Entities | Positions | Index,
}

/// <summary>An article was retracted: every service drops its traces and keeps a tombstone, which bears the revision. <paramref name="Revision"/> is above all earlier ones.</summary>
public sealed record ArticleRetracted(int SchemaVersion, Guid ArticleId, int Revision, string Reason, DateTimeOffset RetractedAt);

/// <summary>Search has applied this revision (or retraction) in full. Travels in <see cref="ArticlesIndexed"/>.</summary>
/// <param name="SchemaVersion">See <see cref="Schema"/>.</param>
/// <param name="ArticleId">The article.</param>
/// <param name="Revision">Its revision, or that of the retraction.</param>
/// <param name="StoryId">Its story; null for a retraction.</param>
/// <param name="IndexedAt">When.</param>
/// <param name="AwaitsOthers">
/// True where a <see cref="RevisionsApplied"/> of each other part will follow; the ledger stays open until then. Builds that do not know it send
/// false: then this event alone closes the ledger.
/// </param>
public sealed record ArticleIndexed(
    int SchemaVersion, Guid ArticleId, int Revision, Guid? StoryId, DateTimeOffset IndexedAt, bool AwaitsOthers = false);

/// <summary>Revisions that became complete at the same time.</summary>
public sealed record ArticlesIndexed(int SchemaVersion, IReadOnlyList<ArticleIndexed> Articles);

/// <summary>Where a revision has to be applied before it is done.</summary>
[Flags]
public enum RevisionParts
{
    None = 0,
    /// <summary>Search's index and stories.</summary>
    Index = 1,
    /// <summary>The boards of all stories that the revision has changed.</summary>
    Boards = 2,
    /// <summary>Entity's mentions; a part of its own for retractions, else in <see cref="Index"/>.</summary>
    Entities = 4,
    /// <summary>Stance's positions; a part of its own for retractions, else in <see cref="Index"/>.</summary>
    Positions = 8,
    /// <summary>Ingest's own note of which story each article is in; nobody reports it.</summary>
    Stories = 16,
    All = Index | Boards | Entities | Positions | Stories,
}

/// <summary>A revision of an article, or a retraction.</summary>
public sealed record RevisionRef(Guid ArticleId, int Revision);

/// <summary>A service has applied revisions in a part of its own. Ingest's ledger closes when all parts are in.</summary>
public sealed record RevisionsApplied(int SchemaVersion, RevisionParts Parts, IReadOnlyList<RevisionRef> Revisions);
