using OnRecord.Api.Ingest.V1;

namespace OnRecord.Cli.Submit;

/// <summary>An article on its way, or the reason why it could not even be read.</summary>
/// <param name="Source">Where it came from, for messages: "file.jsonl:17".</param>
/// <param name="Article">What to send; null when it could not be read.</param>
/// <param name="Fault">Why it could not be read.</param>
internal sealed record OutgoingArticle(string Source, ArticleInput? Article, string? Fault = null);
