using System.Globalization;

namespace OnRecord.Eval;

/// <summary>What the metrics share: printing lines "name value".</summary>
internal static class Figures
{
    /// <summary>Prints one figure, four decimals, in the invariant culture.</summary>
    public static void Print(string name, double value) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name} {value:F4}"));

    /// <summary>F1 of precision and recall; 0 where both are.</summary>
    public static double F1(double precision, double recall) =>
        precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
}
