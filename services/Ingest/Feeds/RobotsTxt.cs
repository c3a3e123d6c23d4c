using System.Text;

namespace OnRecord.Ingest;

/// <summary>The rules of a robots.txt for one robot (RFC 9309): of the groups that name it the longest matching path decides.</summary>
public sealed class RobotsTxt
{
    /// <summary>Everything may be fetched.</summary>
    public static readonly RobotsTxt AllowAll = new([], null);

    /// <summary>Nothing may be fetched.</summary>
    public static readonly RobotsTxt DisallowAll = new([new Rule("/", Allow: false)], null);

    // What lies beyond is not read, as the RFC permits.
    private const int MaxLength = 500_000;
    private const int MaxRules = 5_000;

    private readonly IReadOnlyList<Rule> _rules;

    private RobotsTxt(IReadOnlyList<Rule> rules, TimeSpan? crawlDelay)
    {
        _rules = rules;
        CrawlDelay = crawlDelay;
    }

    /// <summary>The time between requests that the host asks for, where it does.</summary>
    public TimeSpan? CrawlDelay { get; }

    /// <summary>Reads the file.</summary>
    /// <param name="body">UTF-8 bytes.</param>
    /// <param name="robot">Product token of the robot, compared without case.</param>
    public static RobotsTxt Parse(ReadOnlySpan<byte> body, string robot)
    {
        var own = new Group();
        var common = new Group();
        var agents = new List<string>();
        var namesAgents = false;
        var text = Encoding.UTF8.GetString(body[..Math.Min(body.Length, MaxLength)]).TrimStart('\uFEFF');
        foreach (var line in text.Split(['\n', '\r'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (!TrySplit(line, out var name, out var value))
            {
                continue;
            }

            if (name == "user-agent")
            {
                if (!namesAgents)
                {
                    agents.Clear();
                }

                agents.Add(value);
                namesAgents = true;
                own.Named |= value.Equals(robot, StringComparison.OrdinalIgnoreCase);
                continue;
            }

            namesAgents = false;
            if (agents.Exists(agent => agent.Equals(robot, StringComparison.OrdinalIgnoreCase)))
            {
                own.Add(name, value);
            }

            if (agents.Contains("*"))
            {
                common.Add(name, value);
            }
        }

        var group = own.Named ? own : common;
        return new RobotsTxt(group.Rules, group.CrawlDelay);
    }

    /// <summary>Whether the robot may fetch a url of this host.</summary>
    public bool Allows(Uri url)
    {
        var path = url.PathAndQuery;
        Rule? best = null;
        foreach (var rule in _rules)
        {
            // The longest path wins; of two equally long ones the permission does.
            if ((best is null || rule.Path.Length > best.Path.Length || (rule.Path.Length == best.Path.Length && rule.Allow)) && Matches(rule.Path, path))
            {
                best = rule;
            }
        }

        return best?.Allow ?? true;
    }

    /// <summary>Matches a pattern with "*" for any run and a closing "$" for the end, in time proportional to both lengths at worst.</summary>
    private static bool Matches(string pattern, string path)
    {
        var anchored = pattern.EndsWith('$');
        var wanted = anchored ? pattern.AsSpan(0, pattern.Length - 1) : pattern.AsSpan();
        int at = 0, inPath = 0, star = -1, retry = 0;
        while (inPath < path.Length)
        {
            if (at == wanted.Length && !anchored)
            {
                return true;
            }

            if (at < wanted.Length && wanted[at] == '*')
            {
                star = at++;
                retry = inPath;
            }
            else if (at < wanted.Length && wanted[at] == path[inPath])
            {
                at++;
                inPath++;
            }
            else if (star >= 0)
            {
                at = star + 1;
                inPath = ++retry;
            }
            else
            {
                return false;
            }
        }

        return wanted[at..].Trim('*').IsEmpty;
    }

    private static bool TrySplit(string line, out string name, out string value)
    {
        var content = line.Split('#', 2)[0];
        var colon = content.IndexOf(':', StringComparison.Ordinal);
        name = colon < 0 ? "" : content[..colon].Trim().ToLowerInvariant();
        value = colon < 0 ? "" : content[(colon + 1)..].Trim();
        return colon >= 0;
    }

    private sealed record Rule(string Path, bool Allow);

    private sealed class Group
    {
        public List<Rule> Rules { get; } = [];

        public TimeSpan? CrawlDelay { get; private set; }

        public bool Named { get; set; }

        public void Add(string name, string value)
        {
            switch (name)
            {
                case "allow" or "disallow" when value.Length > 0 && Rules.Count < MaxRules:
                    Rules.Add(new Rule(value, name == "allow"));
                    break;
                case "crawl-delay" when double.TryParse(value, System.Globalization.CultureInfo.InvariantCulture, out var seconds) && seconds is > 0 and < 3_600:
                    CrawlDelay = TimeSpan.FromSeconds(seconds);
                    break;
            }
        }
    }
}
