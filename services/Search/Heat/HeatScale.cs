namespace OnRecord.Search;

/// <summary>
/// Heat halves every six hours. A score is its logarithm as seen from a fixed moment (forward decay: Cormode, Shkapenyuk,
/// Srivastava and Xu, ICDE 2009): log2 of the sum of amount × 2^(time / half-life). So a score never has to be rewritten as time
/// goes by, scores of different ages compare directly, and numbers stay small for centuries.
/// </summary>
public static class HeatScale
{
    /// <summary>Time in which heat halves.</summary>
    public static readonly TimeSpan HalfLife = TimeSpan.FromHours(6);

    /// <summary>The score of nothing.</summary>
    public const double Cold = double.NegativeInfinity;

    /// <summary>The score of an amount of heat that came at a time (Unix milliseconds).</summary>
    public static double Score(double amount, long time) => Math.Log2(amount) + (time / HalfLife.TotalMilliseconds);

    /// <summary>The score of both together.</summary>
    public static double Combine(double left, double right)
    {
        var (high, low) = left >= right ? (left, right) : (right, left);
        return double.IsNegativeInfinity(low) ? high : high + Math.Log2(1 + Math.Pow(2, low - high));
    }

    /// <summary>How much heat is left of a score at a time (Unix milliseconds): 1 is one article just now.</summary>
    public static double Value(double score, long time) => Math.Pow(2, score - (time / HalfLife.TotalMilliseconds));
}
