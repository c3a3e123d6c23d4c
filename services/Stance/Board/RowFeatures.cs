using OnRecord.Events;

namespace OnRecord.Stances;

/// <summary>What tells whether a row of a board is what its story is about: who carries it, who stands there, how near it is to headlines and leads.</summary>
internal static class RowFeatures
{
    /// <summary>Numbers a row has.</summary>
    public const int Count = 26;

    private const int Contested = 6;

    // UTF-16 units after the headline that count as the lead.
    private const int Lead = 400;

    /// <summary>The numbers of a row.</summary>
    /// <param name="read">The row.</param>
    /// <param name="story">What it is read with.</param>
    /// <param name="features"><see cref="Count"/> numbers, overwritten.</param>
    public static void Fill(ReadRow read, ReadStory story, Span<float> features)
    {
        (read.Numbers ??= Numbers(read, story)).CopyTo(features);
        // The one number that its contest changes.
        features[Contested] = read.Claim.Contested ? 1 : 0;
    }

    private static float[] Numbers(ReadRow read, ReadStory story)
    {
        var features = new float[Count];
        var row = read.Claim;
        var own = read.Positions.Select(i => story.Positions[i]).ToList();
        var articles = own.Select(position => position.ArticleId).Distinct().Count();
        var nearness = read.Positions.Select(story.Pairs.Nearness).ToList();
        features[0] = MathF.Log(1 + own.Count);
        features[1] = (float)articles / story.Articles;
        features[2] = articles;
        features[3] = row.OutletCount;
        features[4] = row.Stands.Count;
        features[5] = row.Stands.Where(stand => !stand.Holder.IsUnnamed).Select(stand => stand.Holder.HolderKey).Distinct(StringComparer.Ordinal).Count();
        features[7] = own.Exists(IsFor) && own.Exists(IsAgainst) ? 1 : 0;
        features[8] = nearness.Max(near => near.NearestTitle);
        features[9] = nearness.Average(near => near.NearestTitle);
        features[10] = nearness.Max(near => near.AllTitles);
        features[11] = nearness.Average(near => near.AllTitles);
        features[12] = nearness.Max(near => near.TitleWords);
        features[13] = nearness.Average(near => near.Centre);
        features[14] = own.Min(position => MathF.Log(1 + position.EvidenceStart));
        features[15] = own.Average(position => MathF.Log(1 + position.EvidenceStart));
        features[16] = own.Count(position => position.EvidenceStart < position.Title.Length);
        features[17] = own.Where(position => position.EvidenceStart < position.Title.Length + Lead).Select(position => position.ArticleId).Distinct().Count();
        features[18] = Share(own, position => position.Stance is StanceLabel.Supports or StanceLabel.Opposes);
        features[19] = Share(own, position => position.Stance is StanceLabel.NoComment);
        features[20] = own.Max(position => position.Confidence);
        features[21] = Share(own, position => !position.IsUnnamed);
        features[22] = row.Text.Count(c => c == ' ') + 1;
        features[23] = (float)own.Count / story.Positions.Count;
        features[24] = MathF.Log(story.Rows.Count);
        features[25] = Share(own, position => position.Form == StatementForm.DirectQuote);
        return features;
    }

    private static bool IsFor(StoredPosition position) => position.Stance is StanceLabel.Affirms or StanceLabel.Supports;

    private static bool IsAgainst(StoredPosition position) => position.Stance is StanceLabel.Denies or StanceLabel.Opposes;

    private static float Share(List<StoredPosition> positions, Func<StoredPosition, bool> counts) => (float)positions.Count(counts) / positions.Count;
}
