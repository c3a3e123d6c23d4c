namespace OnRecord.Ingest;

/// <summary>When a text counts as a copy of an earlier one, by the shingles that they share and by the numbers, names and dates in them.</summary>
public static class CopyRule
{
    // Most of the new text is in the old one: the same report, cut, reordered, under another headline or agency line.
    private const double MinShareOfNew = 0.6;

    // Nearly all of the old text is in the new one: the copy that came first had been cut.
    private const double MinShareOfOld = 0.8;

    // A text that is but a small part of the other is no copy of it: the other is a round-up, or quotes it in full to answer it.
    private const double MinSizeRatio = 0.25;

    // A copy keeps what is reported. Two briefs written by one template share its words and differ in this.
    private const double MinShareOfFacts = 0.6;

    // Between the same words stand other numbers and names: one or two are a correction, more are another report.
    private const int MaxOtherFacts = 1;
    private const double MaxShareOfOtherFacts = 0.1;

    /// <summary>How much of a copy <paramref name="text"/> is: share of common shingles, 0 where the rule does not hold.</summary>
    public static double Strength(TextSketch text, TextSketch earlier)
    {
        if (text.Buckets.Count == 0 || earlier.Buckets.Count == 0)
        {
            return 0;
        }

        double shared = text.Shared(earlier);
        var ofNew = shared / text.Size;
        var ofOld = shared / earlier.Size;
        var ratio = (double)Math.Min(text.Size, earlier.Size) / Math.Max(text.Size, earlier.Size);
        var holds = ratio >= MinSizeRatio && (ofNew >= MinShareOfNew || ofOld >= MinShareOfOld);
        return holds && ReportsTheSame(text.Facts, earlier.Facts) ? Math.Max(ofNew, ofOld) : 0;
    }

    private static bool ReportsTheSame(TextFacts facts, TextFacts earlier)
    {
        var (places, differing) = facts.Compare(earlier);
        return facts.Contained(earlier) >= MinShareOfFacts && (differing <= MaxOtherFacts || differing <= places * MaxShareOfOtherFacts);
    }
}
