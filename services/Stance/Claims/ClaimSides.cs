namespace OnRecord.Stances;

/// <summary>On which side of a claim the sentences of an article stand, each with the share of the claim that it holds.</summary>
internal sealed record ClaimSides(IReadOnlyList<(Side Side, float Share)> All)
{
    /// <summary>Reads an article.</summary>
    public static ClaimSides Of(PreparedText claim, PreparedText article)
    {
        var words = ClaimSide.WordsOf(claim);
        return new ClaimSides(
            [.. article.Sentences.Select((sentence, i) => ClaimSide.Of(words, sentence, i == 0 ? null : article.Sentences[i - 1]))]);
    }

    /// <summary>How many sentences stand there.</summary>
    public int Count(Side side) => All.Count(sentence => sentence.Side == side);

    /// <summary>The greatest share of the claim that one of them holds; 0 when none stands there.</summary>
    public float MostShare(Side side) => All.Where(sentence => sentence.Side == side).Select(sentence => sentence.Share).DefaultIfEmpty().Max();

    /// <summary>The first of those with the greatest share, or -1.</summary>
    public int Plainest(Side side)
    {
        var plainest = -1;
        for (var i = 0; i < All.Count; i++)
        {
            if (All[i].Side == side && (plainest < 0 || All[i].Share > All[plainest].Share))
            {
                plainest = i;
            }
        }

        return plainest;
    }
}
