using System.Globalization;

namespace OnRecord.Bench;

/// <summary>Processor time of the pipeline's processes, and of the servers under it.</summary>
internal static class ProcessorClock
{
    private const int TicksPerSecond = 100;
    private static readonly string[] Servers = ["postgres", "beam.smp", "redis-server"];

    /// <summary>Milliseconds so far, by name. Servers count as a whole: what others ask of them at the same time is in it.</summary>
    public static Dictionary<string, double> Read(PipelineSystem system)
    {
        var spent = system.Hosts.ToDictionary(host => host.Service.ToLowerInvariant(), host => host.ProcessorTime.TotalMilliseconds);
        if (system.Hosts.Count > 1)
        {
            foreach (var server in Servers)
            {
                spent[server] = 0;
            }

            foreach (var folder in Directory.EnumerateDirectories("/proc").Where(folder => char.IsAsciiDigit(Path.GetFileName(folder)[0])))
            {
                Add(spent, Path.Combine(folder, "stat"));
            }
        }

        return spent;
    }

    private static void Add(Dictionary<string, double> spent, string file)
    {
        try
        {
            // pid (name) state … 14 utime 15 stime 16 cutime 17 cstime: the last two are those of children that have ended.
            var stat = File.ReadAllText(file);
            var (open, close) = (stat.IndexOf('('), stat.LastIndexOf(')'));
            var name = stat[(open + 1)..close];
            if (Servers.Contains(name))
            {
                spent[name] += stat[(close + 2)..].Split(' ')[11..15].Sum(ticks => long.Parse(ticks, CultureInfo.InvariantCulture)) * 1_000.0 / TicksPerSecond;
            }
        }
        catch (IOException)
        {
            // Ended meanwhile.
        }
    }
}
