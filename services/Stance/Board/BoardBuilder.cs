using OnRecord.Events;

namespace OnRecord.Stances;

/// <summary>Builds the board of a story from its positions. Pure: the same positions give the same board.</summary>
public static class BoardBuilder
{
    /// <summary>Pieces of evidence shown per stand.</summary>
    public const int MaxEvidence = 5;

    private const int MaxEntities = 5;

    /// <summary>Groups <paramref name="positions"/>, most contested and best covered claims first.</summary>
    /// <param name="storyId">The story.</param>
    /// <param name="articleCount">Its articles, also those without positions.</param>
    /// <param name="outletCount">Their outlets.</param>
    /// <param name="updatedAt">When the story last changed, Unix milliseconds.</param>
    /// <param name="positions">All of the story; those without a claim are left out.</param>
    public static Board Build(Guid storyId, int articleCount, int outletCount, long updatedAt, IEnumerable<StoredPosition> positions)
    {
        StoredPosition[] grouped = [.. positions.Where(position => position.ClaimId is not null)];
        var holders = new StoryHolders(grouped);
        var claims = grouped
            .GroupBy(position => position.ClaimId!.Value)
            .Select(claim => Claim(claim.Key, [.. claim], holders))
            .OrderByDescending(claim => claim.Contested)
            .ThenByDescending(claim => claim.OutletCount)
            .ThenByDescending(claim => claim.Stands.Count)
            .ThenBy(claim => claim.FirstSeen)
            .ThenBy(claim => claim.ClaimId);
        return new Board(storyId, [.. claims], articleCount, outletCount, updatedAt);
    }

    private static BoardClaim Claim(Guid claimId, List<StoredPosition> positions, StoryHolders holders)
    {
        var stands = positions
            .GroupBy(position => (Holder: holders.KeyOf(position), position.Stance))
            .Select(stand => Stand(holders.NameOf(stand.First()), stand.Key.Stance, stand))
            .OrderByDescending(stand => Strength(stand.Strongest))
            .ThenByDescending(stand => stand.ArticleCount)
            .ThenBy(stand => stand.Holder.HolderKey, StringComparer.Ordinal)
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
            BoardWording.Of(positions, position => holders.NameOf(position).HolderName),
            [.. entities],
            stands,
            IsContested(stands),
            positions.Min(position => position.PublishedAt),
            positions.Max(position => position.PublishedAt),
            Outlets(positions));
    }

    private static BoardStand Stand(StoredPosition holder, StanceLabel stance, IEnumerable<StoredPosition> positions)
    {
        var all = positions.OrderByDescending(Strength).ThenBy(position => position.PublishedAt).ThenBy(position => position.PositionId).ToList();
        var told = all.DistinctBy(position => (position.VoiceId, position.Evidence)).ToList();
        return new BoardStand(
            holder,
            all[0],
            stance,
            [.. told.DistinctBy(position => position.Evidence, StringComparer.Ordinal).Take(MaxEvidence)],
            told.Count,
            Outlets(all),
            all.Select(position => position.VoiceId).Distinct().Count(),
            all.Min(position => position.PublishedAt),
            all.Max(position => position.PublishedAt));
    }

    private static bool IsContested(List<BoardStand> stands) =>
        Opposed(stands, StanceLabel.Affirms, StanceLabel.Denies) || Opposed(stands, StanceLabel.Supports, StanceLabel.Opposes);

    private static bool Opposed(List<BoardStand> stands, StanceLabel pro, StanceLabel contra) =>
        stands.Any(one => one.Stance == pro
            && stands.Any(other => other.Stance == contra && other.Holder.HolderKey != one.Holder.HolderKey));

    private static int Outlets(List<StoredPosition> positions) =>
        positions.Select(position => position.Outlet).Where(outlet => outlet.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase).Count();

    /// <summary>Somebody's own words prove more than a paraphrase, and a name more than "sources".</summary>
    private static double Strength(StoredPosition position) =>
        position.Confidence
        * position.Form switch { StatementForm.DirectQuote or StatementForm.Action => 1, StatementForm.Mixed => 0.95, _ => 0.85 }
        * (position.IsUnnamed ? 0.8 : 1);
}
