using OnRecord.Events;

namespace OnRecord.Stances;

/// <summary>Builds the board of a story from its positions. Pure: the same positions give the same board.</summary>
public static class BoardBuilder
{
    /// <summary>Pieces of evidence shown per stand.</summary>
    public const int MaxEvidence = 5;

    private const int MaxEntities = 5;
    private const int MaxClaimWords = 15;

    // "The truce" names the matter; a claim says something of it.
    private const int MinClaimWords = 4;

    /// <summary>Groups <paramref name="positions"/>, most contested and best covered claims first.</summary>
    /// <param name="storyId">The story.</param>
    /// <param name="articleCount">Its articles, also those without positions.</param>
    /// <param name="outletCount">Their outlets.</param>
    /// <param name="updatedAt">When the story last changed, Unix milliseconds.</param>
    /// <param name="positions">All of the story; those without a claim are left out.</param>
    public static Board Build(Guid storyId, int articleCount, int outletCount, long updatedAt, IEnumerable<StoredPosition> positions)
    {
        var claims = positions
            .Where(position => position.ClaimId is not null)
            .GroupBy(position => position.ClaimId!.Value)
            .Select(claim => Claim(claim.Key, [.. claim]))
            .OrderByDescending(claim => claim.Contested)
            .ThenByDescending(claim => claim.OutletCount)
            .ThenByDescending(claim => claim.Stands.Count)
            .ThenBy(claim => claim.FirstSeen)
            .ThenBy(claim => claim.ClaimId);
        return new Board(storyId, [.. claims], articleCount, outletCount, updatedAt);
    }

    private static BoardClaim Claim(Guid claimId, List<StoredPosition> positions)
    {
        var stands = positions
            .GroupBy(position => (position.HolderKey, position.Stance))
            .Select(stand => Stand(stand.Key.Stance, stand))
            .OrderByDescending(stand => Strength(stand.Strongest))
            .ThenByDescending(stand => stand.ArticleCount)
            .ThenBy(stand => stand.Strongest.HolderKey, StringComparer.Ordinal)
            .ThenBy(stand => stand.Stance)
            .ToList();
        var entities = positions
            .SelectMany(position => position.Targets)
            .GroupBy(target => target.EntityId.Length > 0 ? target.EntityId : target.Name)
            .OrderByDescending(mentions => mentions.Count())
            .ThenBy(mentions => mentions.Key, StringComparer.Ordinal)
            .Take(MaxEntities)
            .Select(mentions => mentions.First());
        return new BoardClaim(
            claimId,
            Wording(positions),
            [.. entities],
            stands,
            IsContested(stands),
            positions.Min(position => position.PublishedAt),
            positions.Max(position => position.PublishedAt),
            Outlets(positions));
    }

    private static BoardStand Stand(StanceLabel stance, IEnumerable<StoredPosition> positions)
    {
        var all = positions.OrderByDescending(Strength).ThenBy(position => position.PublishedAt).ThenBy(position => position.PositionId).ToList();
        var told = all.DistinctBy(position => (position.VoiceId, position.Evidence)).ToList();
        return new BoardStand(
            all[0],
            stance,
            [.. told.DistinctBy(position => position.Evidence, StringComparer.Ordinal).Take(MaxEvidence)],
            told.Count,
            Outlets(all),
            all.Select(position => position.VoiceId).Distinct().Count(),
            all.Min(position => position.PublishedAt),
            all.Max(position => position.PublishedAt));
    }

    /// <summary>The words that stand nearest to all other wordings of the claim; of equals, the ones that say more.</summary>
    private static string Wording(List<StoredPosition> positions)
    {
        var frequency = positions
            .SelectMany(position => ClaimTerms.Split(position.Terms))
            .GroupBy(term => term, StringComparer.Ordinal)
            .ToDictionary(term => term.Key, term => term.Count(), StringComparer.Ordinal);
        return positions
            .Where(position => position.About.Length > 0)
            .OrderByDescending(position => WordCount(position.About) >= MinClaimWords)
            .ThenByDescending(position => Centrality(position, frequency))
            .ThenBy(position => position.Stance is StanceLabel.Affirms or StanceLabel.Supports ? 0 : 1)
            .ThenByDescending(position => Math.Min(MaxClaimWords, WordCount(position.About)))
            .ThenBy(position => position.PublishedAt)
            .ThenBy(position => position.PositionId)
            .Select(position => position.About)
            .FirstOrDefault("");
    }

    private static int WordCount(string about) => about.Count(c => c == ' ') + 1;

    private static double Centrality(StoredPosition position, Dictionary<string, int> frequency)
    {
        var terms = ClaimTerms.Split(position.Terms);
        return terms.Length == 0 ? 0 : terms.Sum(term => frequency[term]) / Math.Sqrt(terms.Length);
    }

    private static bool IsContested(List<BoardStand> stands) =>
        Opposed(stands, StanceLabel.Affirms, StanceLabel.Denies) || Opposed(stands, StanceLabel.Supports, StanceLabel.Opposes);

    private static bool Opposed(List<BoardStand> stands, StanceLabel pro, StanceLabel contra) =>
        stands.Any(one => one.Stance == pro
            && stands.Any(other => other.Stance == contra && other.Strongest.HolderKey != one.Strongest.HolderKey));

    private static int Outlets(List<StoredPosition> positions) =>
        positions.Select(position => position.Outlet).Where(outlet => outlet.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase).Count();

    /// <summary>Somebody's own words prove more than a paraphrase, and a name more than "sources".</summary>
    private static double Strength(StoredPosition position) =>
        position.Confidence
        * position.Form switch { StatementForm.DirectQuote or StatementForm.Action => 1, StatementForm.Mixed => 0.95, _ => 0.85 }
        * (position.IsUnnamed ? 0.8 : 1);
}
