using System.Globalization;
using OnRecord.Events;

namespace OnRecord.Stances;

/// <summary>Builds the board of a story from its positions. Pure: the same positions give the same board.</summary>
public static class BoardBuilder
{
    /// <summary>Pieces of evidence shown per stand.</summary>
    public const int MaxEvidence = 5;

    /// <summary>Rows that are shown first.</summary>
    public const int MaxMain = 8;

    private const int MaxEntities = 5;
    private const int MaxNames = 8;

    /// <summary>Groups <paramref name="positions"/>, what the story is about first.</summary>
    /// <param name="storyId">The story.</param>
    /// <param name="articleCount">Its articles, also those without positions.</param>
    /// <param name="outletCount">Their outlets.</param>
    /// <param name="updatedAt">When the story last changed, Unix milliseconds.</param>
    /// <param name="positions">All of the story; those without a claim are left out.</param>
    public static Board Build(Guid storyId, int articleCount, int outletCount, long updatedAt, IEnumerable<StoredPosition> positions) =>
        Build(storyId, articleCount, outletCount, updatedAt, positions, BoardModels.Shipped);

    /// <summary>The same with other models.</summary>
    internal static Board Build(
        Guid storyId, int articleCount, int outletCount, long updatedAt, IEnumerable<StoredPosition> positions, BoardModels models)
    {
        var story = Read(positions, articleCount, models.Pairs).WithContests(models.Contests);
        var features = new float[RowFeatures.Count];
        var ranked = story.Rows
            .Select(row =>
            {
                RowFeatures.Fill(row, story, features);
                var importance = models.Rows.Probability(features);
                return row.Claim with { Importance = importance, DecidedBy = Sign(row, importance, models) };
            })
            .OrderByDescending(claim => claim.Importance)
            .ThenByDescending(claim => claim.OutletCount)
            .ThenByDescending(claim => claim.Stands.Count)
            .ThenBy(claim => claim.FirstSeen)
            // Not by its id: that tells which article came first.
            .ThenBy(claim => claim.Stands[0].Strongest.PositionId)
            .Select((claim, place) => claim with { IsMain = place < MaxMain });
        return new Board(storyId, [.. ranked], articleCount, outletCount, updatedAt, models.Version);
    }

    /// <summary>"row: pairs-1f2e of at least 0.40 on average, 7 positions; place: rows-8c1d 0.93".</summary>
    private static string Sign(ReadRow row, float importance, BoardModels models)
    {
        var grouping = row.Positions.Count == 1 ? "nothing else like it" : string.Create(
            CultureInfo.InvariantCulture, $"{models.Pairs.Version} of at least {models.Pairs.Thresholds[0]:0.00} on average, {row.Positions.Count} positions");
        return string.Create(CultureInfo.InvariantCulture, $"row: {grouping}; place: {models.Rows.Version} {importance:0.00}");
    }

    /// <summary>The rows, not yet in order and without contests.</summary>
    internal static ReadStory Read(IEnumerable<StoredPosition> positions, int articleCount, TreeModel pairModel)
    {
        // In an order of their own: sums and ties must not tell in which order the store gives them.
        StoredPosition[] grouped = [.. positions.Where(position => position.ClaimId is not null).Order(StoredPosition.StoryOrder)];
        PlainNegatives.Resolve(grouped);
        var holders = new StoryHolders(grouped);
        var rows = Enumerable.Range(0, grouped.Length)
            .GroupBy(i => grouped[i].ClaimId!.Value)
            .Select(claim => new ReadRow(Claim(claim.Key, [.. claim.Select(i => grouped[i])], holders), [.. claim]));
        return new ReadStory(grouped, holders, new PairFeatures(grouped, holders), pairModel, articleCount, [.. rows]);
    }

    private static BoardClaim Claim(Guid claimId, List<StoredPosition> positions, StoryHolders holders)
    {
        var stands = positions
            .GroupBy(position => (Holder: holders.KeyOf(position), position.Stance))
            .Select(stand => Stand(holders.NameOf(stand.First()), stand.Key.Stance, stand) with { DecidedBy = holders.DecidedBy(stand.First()) })
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
            Contest: null,
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
            [.. told.DistinctBy(position => position.ArticleId).DistinctBy(position => position.Evidence, StringComparer.Ordinal).Take(MaxEvidence)],
            told.Count,
            Outlets(all),
            all.Select(position => position.VoiceId).Distinct().Count(),
            all.Min(position => position.PublishedAt),
            all.Max(position => position.PublishedAt))
        {
            HolderNames = [.. all.SelectMany(position => position.HolderNameList).GroupBy(name => name, StringComparer.Ordinal)
                .OrderByDescending(name => name.Count()).ThenBy(name => name.Key, StringComparer.Ordinal).Take(MaxNames).Select(name => name.Key)],
        };
    }

    private static int Outlets(List<StoredPosition> positions) =>
        positions.Select(position => position.Outlet).Where(outlet => outlet.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase).Count();

    /// <summary>Somebody's own words prove more than a paraphrase, and a name more than "sources".</summary>
    private static double Strength(StoredPosition position) =>
        position.Confidence
        * position.Form switch { StatementForm.DirectQuote or StatementForm.Action => 1, StatementForm.Mixed => 0.95, _ => 0.85 }
        * (position.IsUnnamed ? 0.8 : 1);
}
