using System.Globalization;
using ScottPlot;

namespace OnRecord.Bench;

/// <summary>Draws results.</summary>
internal static class Plots
{
    private const int LongestLine = 12;
    private const float TextSize = 16;

    /// <summary>One bar per value with the value above it, as SVG or PNG, whichever the file's name ends with.</summary>
    /// <param name="file">Where it goes.</param>
    /// <param name="title">What is shown.</param>
    /// <param name="unit">Of the values.</param>
    /// <param name="bars">Names and values.</param>
    public static void Bars(FileInfo file, string title, string unit, IReadOnlyList<(string Name, double Value)> bars)
    {
        using var plot = new Plot();
        var drawn = plot.Add.Bars(bars.Select(bar => bar.Value).ToArray());
        foreach (var bar in drawn.Bars)
        {
            bar.Label = Short(bar.Value);
        }

        drawn.ValueLabelStyle.FontSize = TextSize;
        plot.Axes.Bottom.SetTicks([.. bars.Select((_, index) => (double)index)], [.. bars.Select(bar => Wrapped(bar.Name))]);
        plot.Axes.Bottom.TickLabelStyle.FontSize = TextSize;
        plot.Axes.Left.TickLabelStyle.FontSize = TextSize;
        plot.Axes.Left.Label.Text = unit;
        plot.Axes.Left.Label.FontSize = TextSize;
        plot.Axes.Margins(bottom: 0, top: 0.12);
        plot.Grid.XAxisStyle.IsVisible = false;
        plot.Title(title, TextSize + 2);
        plot.Save(file.FullName, Math.Max(800, 110 * bars.Count), 500);
        Console.WriteLine($"plot {file.FullName}");
    }

    private static string Short(double value) =>
        value.ToString(Math.Abs(value) >= 100 ? "N0" : Math.Abs(value) >= 1 ? "N1" : "N2", CultureInfo.InvariantCulture);

    /// <summary>Breaks a name at blanks, so that neighbours do not run into each other.</summary>
    private static string Wrapped(string name)
    {
        var lines = new List<string> { "" };
        foreach (var word in name.Split(' '))
        {
            if (lines[^1].Length > 0 && lines[^1].Length + word.Length >= LongestLine)
            {
                lines.Add(word);
            }
            else
            {
                lines[^1] = $"{lines[^1]} {word}".TrimStart();
            }
        }

        return string.Join('\n', lines);
    }
}
