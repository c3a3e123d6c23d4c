using OnRecord.Events;

namespace OnRecord.Ingest;

/// <summary>A revision that was applied in some parts of the platform.</summary>
/// <param name="Key">The revision.</param>
/// <param name="Parts">Where.</param>
/// <param name="Indexed">What search says of it, where search is among the parts.</param>
public sealed record LedgerNews(RevisionKey Key, RevisionParts Parts, ArticleIndexed? Indexed)
{
    /// <summary>Search has indexed a revision; the search of earlier builds speaks for all.</summary>
    public static LedgerNews Of(ArticleIndexed indexed) => new(
        new RevisionKey(indexed.ArticleId, indexed.Revision), indexed.AwaitsOthers ? RevisionParts.Index : RevisionParts.All, indexed);

    /// <summary>A part has applied a revision.</summary>
    public static LedgerNews Of(RevisionRef revision, RevisionParts parts) => new(new RevisionKey(revision.ArticleId, revision.Revision), parts, null);
}
