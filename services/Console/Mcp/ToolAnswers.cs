using ModelContextProtocol;
using OnRecord.Api;
using OnRecord.Api.Common.V1;
using OnRecord.Api.Search.V1;
using OnRecord.Api.Stance.V1;

namespace OnRecord.Web.Mcp;

/// <summary>Stories that were found.</summary>
internal sealed record StoryList(IReadOnlyList<StoryLine> Stories);

/// <summary>One story.</summary>
internal sealed record StoryLine(string StoryId, string Headline, string Summary, int Articles, int Outlets, DateTimeOffset? LastPublished);

/// <summary>Articles that were found, and how many there are in all.</summary>
internal sealed record ArticleList(int Total, IReadOnlyList<ArticleLine> Articles);

/// <summary>One article with its passages that match.</summary>
internal sealed record ArticleLine(string ArticleId, string StoryId, string Title, string Outlet, string Url, DateTimeOffset? Published, IReadOnlyList<string> Passages);

/// <summary>A sentence and where it stands; start and end are UTF-16 code units of the article's text, half-open.</summary>
internal sealed record Proof(string Sentence, string Outlet, string Title, string Url, DateTimeOffset? Published, string ArticleId, int Start, int End);

/// <summary>Who stands where, and the proof.</summary>
internal sealed record Stand(string Holder, string HolderId, string Stance, string About, string HowSure, string ReportedVia, Proof Proof);

/// <summary>Positions that were found.</summary>
internal sealed record StandList(IReadOnlyList<Stand> Positions);

/// <summary>A claim with all who take a stand on it.</summary>
internal sealed record BoardClaim(string Claim, bool Contested, IReadOnlyList<Stand> Stands);

/// <summary>A story's board.</summary>
internal sealed record Board(string StoryId, int Articles, int Outlets, int MinorClaimsLeftOut, IReadOnlyList<BoardClaim> Claims);

/// <summary>What articles write of a claim.</summary>
internal sealed record ClaimCheck(bool InsufficientEvidence, int Agree, int Disagree, int Discuss, IReadOnlyList<ClaimProof> Articles);

/// <summary>What one article writes of a claim.</summary>
internal sealed record ClaimProof(string Stance, string HowSure, Proof Proof);

/// <summary>Answers of the API, cut to what a model needs.</summary>
internal static class ToolAnswers
{
    public static StoryLine Of(StorySummary story) => new(
        story.StoryId, story.Headline, story.Summary, story.ArticleCount, story.OutletCount, story.LastPublishTime?.ToDateTimeOffset());

    public static ArticleLine Of(ArticleHit hit) => new(
        hit.Article.ArticleId, hit.StoryId, hit.Article.Title, hit.Article.Outlet, hit.Article.Url, hit.Article.PublishTime?.ToDateTimeOffset(),
        [.. hit.Highlights.Select(highlight => highlight.Text)]);

    public static Stand Of(Holder holder, Position position) => new(
        Words.NameOf(holder), holder.Entity?.EntityId ?? "", Words.Of(position.Stance), position.About, ConfidenceWords.Of(position.Confidence), position.ReportedVia,
        Of(position.Evidence));

    public static Board Of(PositionBoard board, bool mainOnly)
    {
        var shown = board.Claims.Where(claim => claim.Main || !mainOnly).ToList();
        return new Board(board.StoryId, board.ArticleCount, board.OutletCount, board.Claims.Count - shown.Count, [.. shown.Select(claim => new BoardClaim(
            claim.Text, claim.Contested, [.. claim.Stands.Where(stand => stand.Positions.Count > 0).Select(stand => Of(stand.Holder, stand.Positions[0]))]))]);
    }

    public static ClaimCheck Of(CheckClaimResponse answer) => new(
        answer.InsufficientEvidence, answer.Tally?.Agree ?? 0, answer.Tally?.Disagree ?? 0, answer.Tally?.Discuss ?? 0,
        [.. answer.Articles.Select(article => new ClaimProof(Words.Of(article.Stance), ConfidenceWords.Of(article.Confidence), Of(article.Evidence)))]);

    /// <exception cref="McpException">The word names no stance.</exception>
    public static Stance StanceOf(string word) =>
        Words.Stances.FirstOrDefault(stance => Plain(Words.Of(stance)) == Plain(word)) is var found and not Stance.Unspecified
            ? found
            : throw new McpException($"stance: must be one of {string.Join(", ", Words.Stances.Select(stance => Words.Of(stance).ToLowerInvariant().Replace(' ', '-')))}.");

    private static Proof Of(Evidence evidence) => new(
        evidence.Text, evidence.Article.Outlet, evidence.Article.Title, evidence.Article.Url, evidence.Article.PublishTime?.ToDateTimeOffset(), evidence.Article.ArticleId,
        evidence.Span.Start, evidence.Span.End);

    private static string Plain(string word) => word.ToLowerInvariant().Replace("stance_", "", StringComparison.Ordinal).Replace('_', ' ').Replace('-', ' ').Trim();
}
