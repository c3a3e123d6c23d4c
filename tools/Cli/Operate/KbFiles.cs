using System.CommandLine;
using OnRecord.Cli.Connect;
using OnRecord.Entities;
using OnRecord.Entities.Dump;
using Spectre.Console;

namespace OnRecord.Cli.Operate;

/// <summary>onrecord kb build and kb update: files that a service reads, made without one.</summary>
internal static class KbFiles
{
    /// <summary>"kb build": an index out of a dump of Wikidata.</summary>
    public static Command Build()
    {
        var dump = new Option<FileInfo>("--dump") { Description = "The JSON dump of Wikidata (latest-all.json.gz, or unpacked).", Required = true };
        var to = new Option<string>("--to") { Description = "File to write.", DefaultValueFactory = _ => "knowledge.index" };
        var profile = new Option<string>("--profile")
        {
            Description = "news: what five Wikipedias or more have. full: what one has.",
            DefaultValueFactory = _ => "news",
        };
        profile.AcceptOnlyFromAmong("news", "full");
        var command = new Command("build", "Make an index out of a dump of Wikidata; the same call takes up an interrupted one.") { dump, to, profile };
        command.SetAction((parsed, cancellation) => Task.Run(
            () =>
            {
                var file = parsed.GetValue(dump)!;
                if (!file.Exists)
                {
                    throw new UserException($"{file} is not there.");
                }

                var build = new DumpBuild(
                    file.FullName,
                    Path.GetFullPath(parsed.GetValue(to)!),
                    parsed.GetValue(profile) == "full" ? DumpProfile.Full : DumpProfile.News,
                    DateOnly.FromDateTime(file.LastWriteTimeUtc));
                var result = WithBar(progress => build.Run(progress, cancellation));
                Console.WriteLine($"entries\t{result.Entries}");
                Console.WriteLine($"lines\t{result.Lines}");
                Console.WriteLine($"damaged lines\t{result.Damaged}");
                Console.WriteLine($"dump is cut off\t{(result.IsCut ? "yes" : "no")}");
                return ExitCode.Success;
            },
            cancellation));
        return command;
    }

    /// <summary>"kb update": overrides out of a query's result.</summary>
    public static Command Update()
    {
        var sparql = new Option<FileInfo?>("--sparql") { Description = "Result of a query on who holds which office (SPARQL results in JSON)." };
        var to = new Option<string>("--to") { Description = "File of overrides to write.", DefaultValueFactory = _ => "overrides.jsonl" };
        var query = new Option<bool>("--query") { Description = "Print a query to run at query.wikidata.org, and do nothing else." };
        var overrides = new Option<FileInfo[]>("--overrides") { Description = "Overrides of your own, checked and put after the others." };
        var command = new Command("update", "Make overrides out of the result of a query and of files of your own.") { sparql, overrides, to, query };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(query))
            {
                Console.WriteLine(SparqlResult.Query);
                return ExitCode.Success;
            }

            var target = parsed.GetValue(to)!;
            var count = 0;
            try
            {
                using (var writer = new StreamWriter(target + ".new") { NewLine = "\n" })
                {
                    if (parsed.GetValue(sparql) is { } file)
                    {
                        using var result = file.OpenRead();
                        count += SparqlResult.ToOverrides(result, writer);
                    }

                    foreach (var own in parsed.GetValue(overrides) ?? [])
                    {
                        count += KnowledgeOverrides.Read(own.FullName).Count;
                        writer.Write(File.ReadAllText(own.FullName).TrimEnd() + "\n");
                    }
                }

                _ = KnowledgeOverrides.Read(target + ".new");
                File.Move(target + ".new", target, overwrite: true);
            }
            catch (Exception fault) when (fault is InvalidDataException or IOException)
            {
                File.Delete(target + ".new");
                throw new UserException(fault.Message);
            }

            Console.WriteLine($"entries\t{count}");
            return ExitCode.Success;
        });
        return command;
    }

    private static DumpResult WithBar(Func<IProgress<DumpProgress>, DumpResult> work) => Output.Remarks.Progress()
        .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
        .Start(context =>
        {
            var bars = new Dictionary<string, ProgressTask>(StringComparer.Ordinal);
            return work(new Bars(step =>
            {
                if (!bars.TryGetValue(step.Step, out var bar))
                {
                    bars[step.Step] = bar = context.AddTask(step.Step, maxValue: 1);
                }

                bar.Value = step.Share;
            }));
        });

    private sealed class Bars(Action<DumpProgress> report) : IProgress<DumpProgress>
    {
        public void Report(DumpProgress value) => report(value);
    }
}
