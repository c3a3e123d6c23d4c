namespace OnRecord.Ingest;

/// <summary>When a text counts as a copy of an earlier one, by the shingles that they share.</summary>
public static class CopyRule
{
    // Most of the new text is in the old one: the same report, cut, reordered, under another headline or agency line.
    private const double MinShareOfNew = 0.6;

    // Nearly all of the old text is in the new one, and the new one is not much more than that: the copy that came first had been
    // cut. A round-up that quotes a short report in full stays an article of its own.
    private const double MinShareOfOld = 0.8;
    private const double MinSizeOfOld = 0.3;

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
        var holds = ofNew >= MinShareOfNew || (ofOld >= MinShareOfOld && earlier.Size >= MinSizeOfOld * text.Size);
        return holds ? Math.Max(ofNew, ofOld) : 0;
    }
}
