using System.Diagnostics;
using System.Globalization;
using OnRecord.TestKit;

namespace OnRecord.Quality.Tests;

/// <summary>Figures that tools/Eval prints.</summary>
internal static class Figures
{
    /// <summary>Runs a command and holds its figures against their floors.</summary>
    /// <param name="command">Of tools/Eval.</param>
    /// <param name="arguments">Its data.</param>
    /// <param name="floors">Names of figures, and the least that each may be.</param>
    public static async Task NotBelowAsync(string command, IReadOnlyList<string> arguments, IEnumerable<(string Name, double Floor)> floors)
    {
        var (code, output, error) = await ProgramRun.ToEndAsync(new ProcessStartInfo("dotnet", [typeof(Eval.NerScore).Assembly.Location, command, .. arguments]));
        Assert.True(code == 0, error);
        var figures = output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => (Line: line, Space: line.LastIndexOf(' ')))
            .Where(line => line.Space > 0 && double.TryParse(line.Line.AsSpan(line.Space), CultureInfo.InvariantCulture, out _))
            .ToDictionary(line => line.Line[..line.Space], line => double.Parse(line.Line.AsSpan(line.Space), CultureInfo.InvariantCulture));

        foreach (var (name, floor) in floors)
        {
            Assert.True(figures[name] >= floor, $"{command} {string.Join(' ', arguments)}: {name} is {figures[name]:F4}, the floor {floor}");
        }
    }
}
