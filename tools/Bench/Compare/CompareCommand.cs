using System.CommandLine;
using System.Globalization;
using Spectre.Console;

namespace OnRecord.Bench;

/// <summary>
/// `compare`: all figures of `pipeline`, of the build of another commit and of this one, with the same articles on the same servers, in turns:
/// on a machine that others use, too, only ratios of what ran side by side say something.
/// </summary>
internal static class CompareCommand
{
    private const string Base = "base";
    private const string Present = "present";
    private const string Variant = "variant";

    public static Command Create()
    {
        var file = new Argument<FileInfo>("articles") { Description = "JSON lines (.gz too) with title, text and outlet." };
        var commit = new Option<string>("--base") { Description = "Commit to compare with; built once, in a folder for temporary files.", Required = true };
        var rounds = new Option<int>("--rounds") { Description = "Rounds; in each of them every side runs once.", DefaultValueFactory = _ => 3 };
        var standalone = new Option<bool>("--standalone") { Description = "One process on SQLite instead of four on the servers of the ONRECORD_TEST_ variables." };
        var variant = ServiceSettings.Ask("--variant", "Configuration of a third side, key=value, as often as wanted: this build, otherwise configured.");
        var (options, sizes) = PipelineSizes.Ask(small: true);
        var plot = new Option<FileInfo>("--plot") { Description = "Where the plot goes.", DefaultValueFactory = _ => new FileInfo("compare.svg") };
        var command = new Command("compare", "This build against that of another commit, in turns.") { file, commit, rounds, standalone, variant, plot };
        options.ToList().ForEach(command.Add);
        command.SetAction((parse, _) => RunAsync(
            parse.GetValue(file)!, parse.GetValue(commit)!, parse.GetValue(rounds), parse.GetValue(standalone) ? null : Servers.FromEnvironment(),
            ServiceSettings.Read(parse.GetValue(variant)), sizes(parse), parse.GetValue(plot)!));
        return command;
    }

    private static async Task<int> RunAsync(
        FileInfo file, string commit, int rounds, Servers? servers, IReadOnlyDictionary<string, string> variant, PipelineSizes sizes, FileInfo plot)
    {
        var none = new Dictionary<string, string>();
        List<(string Name, Checkout Checkout, IReadOnlyDictionary<string, string> Settings)> sides =
            [(Base, await Checkout.OfAsync(commit), none), (Present, Checkout.Here, none)];
        if (variant.Count > 0)
        {
            sides.Add((Variant, Checkout.Here, variant));
        }

        var setUp = servers is null ? "standalone" : "distributed";
        var measured = new Rounds();
        for (var round = 0; round < rounds; round++)
        {
            // Back and forth: whoever came last comes first the next time.
            foreach (var (side, checkout, settings) in round % 2 == 0 ? sides : sides.AsEnumerable().Reverse())
            {
                var load = MachineLoad();
                await PipelineRun.MeasureAsync(checkout, servers, settings, file, sizes, (name, value) =>
                {
                    // All are paced by what the base reaches at first.
                    sizes = name == PipelineRun.Peak ? sizes with { Rate = sizes.Rate ?? value / 2 } : sizes;
                    measured.Add(side, round, name, value);
                    Console.WriteLine(Line($"compare.{setUp}.round{round + 1}.{side}.{name} {value:0.##} load {load}"));
                });
            }
        }

        var table = new Table().AddColumns("figure", Base, "this", "ratio", "in rounds");
        foreach (var side in sides.Skip(1))
        {
            table.AddRow($"[bold]{side.Name}[/]");
            foreach (var (name, ratio) in measured.Ratios(Base, side.Name))
            {
                Console.WriteLine(Line($"compare.{setUp}.{side.Name}.{name} base {ratio.Base:0.##} this {ratio.Present:0.##} ratio {ratio.Middle:0.###} least {ratio.Least:0.###} most {ratio.Most:0.###}"));
                table.AddRow(name, Line($"{ratio.Base:0.##}"), Line($"{ratio.Present:0.##}"), Line($"{ratio.Middle:0.00}"), Line($"{ratio.Least:0.00} to {ratio.Most:0.00}"));
            }
        }

        AnsiConsole.Write(table);
        Plots.Bars(plot, Line($"{setUp}, ratio to {commit}, {rounds} rounds in turns"), "this build / base", [.. measured.Ratios(Base, sides[^1].Name)
            .Where(figure => IsHeadline(figure.Name)).Select(figure => (figure.Name.Replace('.', ' ').Replace('_', ' '), figure.Ratio.Middle))]);
        return 0;
    }

    private static bool IsHeadline(string name) =>
        name is PipelineRun.Peak or "cpu_ms_per_article.all" or "trickle.cpu_ms_per_article.all" or "paced.board_ms.p95" or "stored_kb_per_article.all" or "resident_mb.all"
        || name.StartsWith("start_cpu_ms.", StringComparison.Ordinal);

    /// <summary>How many processes want a core, as an average over a minute.</summary>
    private static string MachineLoad() => File.ReadAllText("/proc/loadavg").Split(' ')[0];

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
