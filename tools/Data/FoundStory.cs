using OnRecord.Events;
using OnRecord.Stances;

namespace OnRecord.Data;

/// <summary>A board as the API shows it, in the format of the board data.</summary>
internal static class FoundStory
{
    /// <summary>The rows in the board's order; positions are the evidence shown, each under the holder that the board names.</summary>
    /// <param name="gold">The story, for the articles' own ids.</param>
    /// <param name="articles">Its articles as they were analysed.</param>
    /// <param name="board">The board made of them.</param>
    public static BoardStory Of(BoardStory gold, IReadOnlyList<ReadArticle> articles, Board board)
    {
        var byArticle = board.Claims
            .SelectMany(claim => claim.Stands.SelectMany(stand => stand.Positions.Select(position => (claim.ClaimId, stand, position))))
            .ToLookup(shown => shown.position.ArticleId);
        return new BoardStory(
            gold.Story,
            [.. board.Claims.SelectMany(claim => claim.Stands).Where(stand => !stand.Holder.IsUnnamed).GroupBy(stand => stand.Holder.HolderName)
                .Select(named => new BoardActor(named.Key, named.First().Holder.HolderType.ToString().ToUpperInvariant(), NamesOf(named)))],
            [.. board.Claims.Select(claim => new BoardRow(claim.ClaimId.ToString(), claim.Text, claim.IsMain ? 2 : 3) { Contested = claim.Contested })],
            [.. articles.Select(article => article.Source with
            {
                Positions = [.. byArticle[article.Analysed.Article.ArticleId].OrderBy(shown => shown.position.Ordinal)
                    .Select(shown => Position(shown.position, shown.stand.Holder, shown.ClaimId))],
            })]);
    }

    /// <summary>What the board and the positions shown call a holder, with the article and without it, as gold's lists of names do.</summary>
    private static string[] NamesOf(IEnumerable<BoardStand> stands) =>
        [.. stands.SelectMany(stand => stand.Positions.Select(position => position.HolderName).Append(stand.Holder.HolderName).Concat(stand.HolderNames))
            .SelectMany(HolderNames.Variants)
            .Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>A position of a change, under the holder of its article.</summary>
    public static PlacedPosition Placed(IReadOnlyList<ReadArticle> articles, StoredPosition position) => new(
        articles.First(article => article.Analysed.Article.ArticleId == position.ArticleId).Source.Id, Position(position, position, Guid.Empty));

    private static BoardPosition Position(StoredPosition position, StoredPosition holder, Guid claim) => new(
        holder.HolderName,
        holder.IsUnnamed ? "UNNAMED" : holder.HolderType.ToString().ToUpperInvariant(),
        StanceLabels.NameOf(position.Stance),
        claim.ToString(),
        position.Form switch { StatementForm.DirectQuote => "DIRECT_QUOTE", var form => form.ToString().ToUpperInvariant() },
        position.Cue,
        position.Evidence,
        position.ReportedVia.Length > 0 ? position.ReportedVia : null,
        []);
}
