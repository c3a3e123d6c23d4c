using System.Globalization;

namespace OnRecord.Eval;

/// <summary>What the metrics share: printing lines "name value".</summary>
internal static class Figures
{
    /// <summary>Prints one figure, four decimals, in the invariant culture.</summary>
    public static void Print(string name, double value) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name} {value:F4}"));

    /// <summary>Prints figures in their order.</summary>
    public static void Print(IEnumerable<(string Name, double Value)> figures)
    {
        foreach (var (name, value) in figures)
        {
            Print(name, value);
        }
    }

    /// <summary>F1, precision and recall of what was found; 0 where there is nothing to count.</summary>
    /// <param name="prefix">Name before the figures' own.</param>
    /// <param name="right">How many of those found are right.</param>
    /// <param name="found">How many were found.</param>
    /// <param name="wanted">How many there are.</param>
    public static (string Name, double Value)[] Of(string prefix, int right, int found, int wanted)
    {
        var precision = Share(right, found);
        var recall = Share(right, wanted);
        return [($"{prefix}.f1", F1(precision, recall)), ($"{prefix}.precision", precision), ($"{prefix}.recall", recall)];
    }

    /// <summary>A part of all; 0 of none.</summary>
    public static double Share(int part, int all) => all == 0 ? 0 : (double)part / all;

    /// <summary>F1 of precision and recall; 0 where both are.</summary>
    public static double F1(double precision, double recall) =>
        precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
}
