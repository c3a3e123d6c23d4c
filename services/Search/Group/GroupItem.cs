using OnRecord.Events;

namespace OnRecord.Search;

/// <summary>An article that waits for its story, or a retraction (then <paramref name="Article"/> is null).</summary>
/// <param name="ArticleId">The article.</param>
/// <param name="Revision">The revision, or that of the retraction.</param>
/// <param name="Article">The content; null for a retraction.</param>
/// <param name="Terms">Its terms; null for a retraction.</param>
public sealed record GroupItem(Guid ArticleId, int Revision, ArticleContent? Article, ArticleTerms? Terms);
