using ScottPlot;

namespace OnRecord.Bench;

/// <summary>Draws results.</summary>
internal static class Plots
{
    /// <summary>One bar per value, as PNG.</summary>
    public static void Bars(FileInfo file, string title, IReadOnlyList<(string Name, double Value)> bars)
    {
        using var plot = new Plot();
        plot.Add.Bars(bars.Select(bar => bar.Value).ToArray());
        plot.Axes.Bottom.SetTicks([.. bars.Select((_, index) => (double)index)], [.. bars.Select(bar => bar.Name)]);
        plot.Axes.Margins(bottom: 0);
        plot.Title(title);
        plot.SavePng(file.FullName, 800, 500);
        Console.WriteLine($"plot {file.FullName}");
    }
}
