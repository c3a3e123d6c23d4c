using System.Numerics.Tensors;
using OnRecord.Language.Meaning;

namespace OnRecord.Stances;

/// <summary>
/// What a claim and an article have in common, as numbers: overlap of words, n-grams, names and word vectors with the whole
/// article, its lead and its best sentences, nearness in meaning to these, on which side sentences stand, and words of refutation, doubt
/// and confirmation. In the spirit of
/// the Fake News Challenge's winners (Pan, Sibley and Baird 2017; Hanselowski et al. 2018), without topic-bound features.
/// </summary>
internal static class ClaimFeatures
{
    /// <summary>Numbers per pair.</summary>
    public const int Count = Words + Meanings + SideNumbers;

    /// <summary>Where the share of the claim's weight stands that its best sentence holds.</summary>
    public const int EvidenceShare = 15;

    private const int Words = 103;
    private const int Meanings = 8;
    private const int SideNumbers = 14;
    private const int LeadSentences = 4;
    private const int BestSentences = 3;

    /// <summary>Fills <paramref name="features"/>.</summary>
    /// <param name="claim">The claim.</param>
    /// <param name="article">The article; at least one sentence.</param>
    /// <param name="features">Receives <see cref="Count"/> numbers.</param>
    /// <param name="leastEvidence">When the best sentence holds less of the claim, only the first numbers are filled.</param>
    /// <returns>The best sentences, and on which side each sentence stands.</returns>
    public static (int[] Best, ClaimSides Sides) Extract(PreparedText claim, PreparedText article, Span<float> features, float leastEvidence = 0)
    {
        var best = ExtractWords(claim, article, features[..Words]);
        var sides = ClaimSides.Of(claim, article);
        if (features[EvidenceShare] >= leastEvidence)
        {
            ExtractMeaning(claim, article, best, features.Slice(Words, Meanings));
            ExtractSides(sides, best, features[(Words + Meanings)..]);
        }

        return (best, sides);
    }

    private static void ExtractMeaning(PreparedText claim, PreparedText article, int[] best, Span<float> features)
    {
        var write = new FeatureWriter(features);
        int[] read = [.. best, .. Enumerable.Range(0, Math.Min(3, article.Sentences.Count))];
        var vectors = MeaningEncoder.Default.Encode(
            [string.Join(' ', claim.Sentences.Select(sentence => sentence.Text)), .. read.Select(i => article.Sentences[i].Text)]);
        var cosines = new float[read.Length];
        for (var i = 0; i < read.Length; i++)
        {
            cosines[i] = TensorPrimitives.Dot(vectors[0].Span, vectors[i + 1].Span);
        }

        for (var i = 0; i < BestSentences; i++)
        {
            write.Add(i < best.Length ? cosines[i] : 0);
        }

        write.Add(cosines[best.Length]);
        write.Add(cosines.Max());
        write.Add(cosines.Average());
        write.Add(cosines.Skip(best.Length).Max());

        // Sentences that are near to each other but not to the claim tell of another thing.
        write.Add(best.Length > 1 ? TensorPrimitives.Dot(vectors[1].Span, vectors[2].Span) : 0);
        write.Finish();
    }

    private static void ExtractSides(ClaimSides sides, int[] best, Span<float> features)
    {
        var write = new FeatureWriter(features);
        foreach (var side in new[] { Side.For, Side.Against, Side.Open })
        {
            write.Add(sides.Count(side));
            write.Add((float)sides.Count(side) / sides.All.Count);
            write.Add(sides.MostShare(side));
            write.Add(best.Count(i => sides.All[i].Side == side));
        }

        write.Add((int)sides.All[best[0]].Side);
        write.Add((int)sides.All[0].Side);
        write.Finish();
    }

    private static int[] ExtractWords(PreparedText claim, PreparedText article, Span<float> features)
    {
        var write = new FeatureWriter(features);
        PreparedWord[] asked = [.. claim.Sentences.SelectMany(sentence => sentence.Words)];
        var askedMean = ClaimOverlap.Mean(claim.Sentences);
        var weights = ClaimOverlap.Weights(asked);
        var scores = ClaimOverlap.Score(article, weights, askedMean);
        var best = Enumerable.Range(0, scores.Length).OrderByDescending(i => scores[i]).ThenBy(i => i).Take(BestSentences).ToArray();
        PreparedSentence[] bestSentences = [.. best.Select(i => article.Sentences[i])];
        PreparedSentence[] lead = [.. article.Sentences.Take(LeadSentences)];

        write.Add(asked.Length);
        write.Add(article.Sentences.Count);
        write.Add(weights.Count);
        ClaimOverlap.Overlap(ref write, weights, askedMean, article.Sentences);
        ClaimOverlap.Overlap(ref write, weights, askedMean, lead);
        ClaimOverlap.Overlap(ref write, weights, askedMean, bestSentences);
        ClaimOverlap.Overlap(ref write, weights, askedMean, bestSentences[..1]);
        ClaimOverlap.Overlap(ref write, weights, askedMean, [article.Sentences[0]]);
        for (var i = 0; i < BestSentences; i++)
        {
            write.Add(i < best.Length ? scores[best[i]] : 0);
            write.Add(i < best.Length ? (float)best[i] / article.Sentences.Count : 1);
        }

        write.Add(scores.Average());
        write.Add((float)scores.Count(score => score > 0.5f) / scores.Length);
        ClaimOverlap.Grams(ref write, asked, article.Sentences);
        ClaimOverlap.Names(ref write, asked, article.Sentences);
        ClaimOverlap.Names(ref write, asked, bestSentences);
        write.Add(ClaimOverlap.Soft(asked, bestSentences));
        write.Add(ClaimOverlap.Soft(asked, lead));

        ClaimTones.Shares(ref write, asked);
        ClaimTones.Shares(ref write, article.Sentences);
        ClaimTones.Shares(ref write, lead);
        ClaimTones.Shares(ref write, bestSentences);
        ClaimTones.Shares(ref write, bestSentences[..1]);
        ClaimTones.Near(ref write, weights, article.Sentences);
        write.Add(ClaimTones.First(article, Tone.Refute));
        write.Add(ClaimTones.First(article, Tone.Doubt));
        write.Add(ClaimTones.Polarity(asked) == ClaimTones.Polarity(bestSentences[0].Words) ? 1 : 0);
        write.Add(ClaimTones.Polarity(asked));
        write.Add(ClaimTones.Polarity(bestSentences[0].Words));
        write.Finish();
        return best;
    }
}
