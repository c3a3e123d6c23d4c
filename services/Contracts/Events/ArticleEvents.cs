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
    /// <summary>Only English is analysed; the rest is stored and searchable.</summary>
    public bool IsAnalysable => Language == "en";

    /// <summary>Whether <see cref="PublishedAt"/> is what the outlet says, and not the time of submission.</summary>
    public bool IsDated => PublishedAt != SubmittedAt;
}

/// <summary>Ingest stored a revision of an article. Published again by the ledger until <see cref="ArticleIndexed"/> comes back.</summary>
public sealed record ArticleIngested(int SchemaVersion, ArticleContent Article);

/// <summary>An article was withdrawn: every service drops its traces. <paramref name="Revision"/> is above all earlier ones.</summary>
public sealed record ArticleRetracted(int SchemaVersion, Guid ArticleId, int Revision, string Reason, DateTimeOffset RetractedAt);

/// <summary>Search has applied this revision (or retraction) in full. Closes the ledger entry in ingest. Travels in <see cref="ArticlesIndexed"/>.</summary>
public sealed record ArticleIndexed(int SchemaVersion, Guid ArticleId, int Revision, Guid? StoryId, DateTimeOffset IndexedAt);

/// <summary>Revisions that became complete at the same time.</summary>
public sealed record ArticlesIndexed(int SchemaVersion, IReadOnlyList<ArticleIndexed> Articles);
