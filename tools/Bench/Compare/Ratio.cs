namespace OnRecord.Bench;

/// <summary>One figure of two builds, measured in turns.</summary>
/// <param name="Base">Median of the base.</param>
/// <param name="Present">Median of the present build.</param>
/// <param name="Middle">Median of the rounds' ratios, present to base.</param>
/// <param name="Least">Least ratio of a round.</param>
/// <param name="Most">Greatest ratio of a round.</param>
internal sealed record Ratio(double Base, double Present, double Middle, double Least, double Most)
{
    /// <summary>Of rounds, in each of which both were measured. Other work on the machine hits both alike, so ratios are taken within rounds.</summary>
    /// <returns>Null where a base of zero leaves no ratio.</returns>
    public static Ratio? Of(IReadOnlyList<(double Base, double Present)> rounds)
    {
        double[] ratios = [.. rounds.Where(round => round.Base != 0).Select(round => round.Present / round.Base)];
        return ratios.Length == 0 ? null : new Ratio(
            Median(rounds.Select(round => round.Base)), Median(rounds.Select(round => round.Present)), Median(ratios), ratios.Min(), ratios.Max());
    }

    private static double Median(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        return (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
