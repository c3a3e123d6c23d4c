using System.Globalization;
using System.Net;

namespace OnRecord.Bench;

/// <summary>Processor time of the pipeline's processes, and of the servers under it.</summary>
internal static class ProcessorClock
{
    private const int TicksPerSecond = 100;
    private const string Listening = "0A";
    private static readonly string[] Servers = ["postgres", "beam.smp", "redis-server"];
    private static readonly string[] SocketTables = ["/proc/net/tcp", "/proc/net/tcp6"];

    /// <summary>
    /// Milliseconds so far, by name. A server counts with its children, and with what others ask of it at the same time; one that does not
    /// run in this network namespace counts with all of its name.
    /// </summary>
    public static Dictionary<string, double> Read(PipelineSystem system)
    {
        var spent = system.Hosts.ToDictionary(host => host.Name, host => host.ProcessorTime.TotalMilliseconds);
        if (system.Hosts.Count > 1)
        {
            var processes = Directory.EnumerateDirectories("/proc").Where(folder => char.IsAsciiDigit(Path.GetFileName(folder)[0]))
                .Select(Process.Read).OfType<Process>().ToList();
            var ours = Listeners(processes.Where(process => Servers.Contains(process.Name)), system.ServerPorts);
            foreach (var server in Servers)
            {
                var owners = processes.Where(process => process.Name == server && ours.Contains(process.Id)).Select(process => process.Id).ToHashSet();
                spent[server] = processes
                    .Where(process => process.Name == server && (owners.Count == 0 || owners.Contains(process.Id) || owners.Contains(process.Parent)))
                    .Sum(process => process.Milliseconds);
            }
        }

        return spent;
    }

    /// <summary>Which of some processes listen on one of the ports.</summary>
    private static HashSet<int> Listeners(IEnumerable<Process> processes, IReadOnlyCollection<int> ports)
    {
        // sl local_address rem_address st tx:rx tr:when retrnsmt uid timeout inode
        var sockets = SocketTables.Where(File.Exists).SelectMany(File.ReadLines).Skip(1)
            .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(fields => fields is [_, var local, _, Listening, ..] && ports.Contains(Port(local)))
            .Select(fields => $"socket:[{fields[9]}]")
            .ToHashSet();
        return [.. processes.Where(process => process.Files().Any(sockets.Contains)).Select(process => process.Id)];
    }

    private static int Port(string address) =>
        int.TryParse(address.AsSpan(address.LastIndexOf(':') + 1), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var port)
            ? port : IPEndPoint.MinPort;

    private sealed record Process(int Id, string Name, int Parent, double Milliseconds)
    {
        public static Process? Read(string folder)
        {
            try
            {
                // pid (name) state 4 ppid … 14 utime 15 stime 16 cutime 17 cstime: the last two are those of children that have ended.
                var stat = File.ReadAllText(Path.Combine(folder, "stat"));
                var (open, close) = (stat.IndexOf('('), stat.LastIndexOf(')'));
                var fields = stat[(close + 2)..].Split(' ');
                return new Process(
                    int.Parse(Path.GetFileName(folder), CultureInfo.InvariantCulture),
                    stat[(open + 1)..close],
                    int.Parse(fields[1], CultureInfo.InvariantCulture),
                    fields[11..15].Sum(ticks => long.Parse(ticks, CultureInfo.InvariantCulture)) * 1_000.0 / TicksPerSecond);
            }
            catch (IOException)
            {
                // Ended meanwhile.
                return null;
            }
        }

        public IEnumerable<string> Files()
        {
            try
            {
                return [.. Directory.EnumerateFileSystemEntries($"/proc/{Id}/fd").Select(file => new FileInfo(file).LinkTarget ?? "")];
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                return [];
            }
        }
    }
}
