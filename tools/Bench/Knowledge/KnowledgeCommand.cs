using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using OnRecord.Data;
using OnRecord.Entities;
using OnRecord.Entities.Index;

namespace OnRecord.Bench.Knowledge;

/// <summary>How fast an index of a knowledge base answers on one thread, and what it costs in memory: names of news articles, and names that it has.</summary>
internal static partial class KnowledgeCommand
{
    private const int Lookups = 100_000;
    private const int Rounds = 5;

    private static readonly Argument<FileInfo> IndexFile = new("index") { Description = "Index of a knowledge base." };
    private static readonly Argument<FileInfo> Articles = new("articles") { Description = "Articles with texts (JSON Lines; .gz or plain)." };

    /// <summary>The command "knowledge".</summary>
    public static Command Create()
    {
        var command = new Command("knowledge", "Start, look-ups a second and resident memory of a knowledge base.") { IndexFile, Articles };
        command.SetAction(result => Run(result.GetRequiredValue(IndexFile).FullName, result.GetRequiredValue(Articles).FullName));
        return command;
    }

    private static void Run(string index, string articles)
    {
        var names = NamesOf(articles);
        var before = Resident();
        var clock = Stopwatch.StartNew();
        var opened = KnowledgeIndex.Open(index);
        var knowledge = new KnowledgeBase(opened, []);
        var found = knowledge.Find(names[0]).Count;
        Print("knowledge.entries", opened.Count);
        Print("knowledge.start_ms", clock.Elapsed.TotalMilliseconds);
        Print("knowledge.news.cold_per_second", PerSecond(knowledge, names, ref found));
        Print("knowledge.resident_mb_after_news", Resident() - before);
        Print("knowledge.news.warm_per_second", Enumerable.Range(0, Rounds).Max(_ => PerSecond(knowledge, names, ref found)));

        // Evenly through all entries, the least known too.
        var own = Enumerable.Range(0, Lookups).Select(turn => NameKey.Of(opened[(int)((long)turn * opened.Count / Lookups)].Name)).ToArray();
        found = 0;
        Print("knowledge.known.warm_per_second", Enumerable.Range(0, Rounds).Max(_ => PerSecond(knowledge, own, ref found)));
        Print("knowledge.known.found", found / (double)(Rounds * Lookups));
        Print("knowledge.resident_mb_after_all", Resident() - before);
    }

    private static double PerSecond(KnowledgeBase knowledge, string[] names, ref int found)
    {
        var clock = Stopwatch.StartNew();
        foreach (var name in names)
        {
            found += knowledge.Find(name).Count > 0 ? 1 : 0;
        }

        return names.Length / clock.Elapsed.TotalSeconds;
    }

    private static string[] NamesOf(string articles)
    {
        var names = TextFiles.ReadLines(articles).SelectMany(line => Texts(line)).SelectMany(text => CapitalisedWords().Matches(text).Select(match => NameKey.Of(match.ValueSpan)))
            .Where(name => name.Length > 0).Take(Lookups).ToArray();
        return names.Length > 0 ? names : throw new InvalidDataException($"{articles} has no names.");
    }

    private static IEnumerable<string> Texts(string line)
    {
        using var json = JsonDocument.Parse(line);
        return [json.RootElement.GetProperty("text").GetString()!];
    }

    /// <summary>Megabytes of this process in memory, mapped pages included.</summary>
    private static double Resident()
    {
        GC.Collect();
        using var process = Process.GetCurrentProcess();
        return process.WorkingSet64 / 1e6;
    }

    private static void Print(string name, double value) => Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name} {value:F1}"));

    [GeneratedRegex(@"\p{Lu}[\p{L}'’.-]*(?: \p{Lu}[\p{L}'’.-]*){0,3}")]
    private static partial Regex CapitalisedWords();
}
