using System.CommandLine;
using System.Globalization;
using Spectre.Console;

namespace OnRecord.Bench;

/// <summary>
/// `pipeline`: from submission to index and board, through real processes that the bench starts itself. Bulk loads give articles per
/// second and processor time per article, a paced load the latencies, articles in a language that is not analysed the pipeline
/// without its analysis, next to a bare loop over as many queues.
/// </summary>
internal static class PipelineCommand
{
    public static Command Create()
    {
        var file = new Argument<FileInfo>("articles") { Description = "JSON lines (.gz too) with title, text and outlet." };
        var standalone = new Option<bool>("--standalone") { Description = "One process on SQLite instead of four on the servers of the ONRECORD_TEST_ variables." };
        var settings = ServiceSettings.Ask("--set", "Configuration of the services, key=value, as often as wanted.");
        var (options, sizes) = PipelineSizes.Ask(small: false);
        var plot = new Option<FileInfo>("--plot") { Description = "Where the plot goes.", DefaultValueFactory = _ => new FileInfo("pipeline.png") };
        var command = new Command("pipeline", "Articles per second, latency, processor time and memory from submission to board.") { file, standalone, settings, plot };
        options.ToList().ForEach(command.Add);
        command.SetAction((parse, _) => RunAsync(
            parse.GetValue(file)!, parse.GetValue(standalone), ServiceSettings.Read(parse.GetValue(settings)), sizes(parse), parse.GetValue(plot)!));
        return command;
    }

    private static async Task<int> RunAsync(
        FileInfo file, bool standalone, IReadOnlyDictionary<string, string> settings, PipelineSizes sizes, FileInfo plot)
    {
        var setUp = standalone ? "standalone" : "distributed";
        var table = new Table().AddColumns("figure", setUp);
        var spent = await PipelineRun.MeasureAsync(Checkout.Here, standalone ? null : Servers.FromEnvironment(), settings, file, sizes, (name, value) =>
        {
            var number = value.ToString("0.##", CultureInfo.InvariantCulture);
            Console.WriteLine($"pipeline.{setUp}.{name} {number}");
            table.AddRow(name, number);
        });
        AnsiConsole.Write(table);
        Plots.Bars(plot, $"Pipeline, {setUp}: processor time per article", "ms", spent);
        return 0;
    }
}
