using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;

namespace OnRecord.Defaults;

/// <summary>The configuration keys that there are, read from their documentation, which is part of the program.</summary>
internal static partial class KnownKeys
{
    // Of the framework: they are its own to check.
    private static readonly string[] Foreign = ["Logging", "Kestrel", "environment", "contentRoot", "hostBuilder"];

    private static readonly List<Row> Rows = Read();

    // In a list (Auth:Keys:0:Name) the documentation says N for the number.
    private static readonly HashSet<string> Names = new(Rows.Select(row => row.Key), StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> Sections =
        new(Rows.Select(row => row.Key[..row.Key.IndexOf(':', StringComparison.Ordinal)]), StringComparer.OrdinalIgnoreCase);

    /// <summary>One row of the documentation.</summary>
    internal sealed record Row(string Key, string Default, string Limits, string Description);

    /// <summary>All keys, in the order of the documentation.</summary>
    public static IEnumerable<Row> All => Rows;

    /// <summary>Refuses what the command line says that no one would read.</summary>
    /// <param name="args">Arguments of the process, without its switches.</param>
    /// <param name="switches">Switches that the process knows.</param>
    /// <exception cref="StartException">An unknown key, a key without a value, a switch with one, a word without a key.</exception>
    public static void CheckArguments(IReadOnlyList<string> args, IReadOnlyCollection<string> switches)
    {
        for (var at = 0; at < args.Count; at++)
        {
            if (!args[at].StartsWith("--", StringComparison.Ordinal))
            {
                throw new StartException($"\"{args[at]}\" belongs to no key: write --Key=value. --help lists the keys.");
            }

            var name = args[at][2..].Split('=', 2)[0];
            if (switches.Contains($"--{name}", StringComparer.Ordinal))
            {
                throw new StartException($"--{name} takes no value: leave out \"{args[at][(name.Length + 2)..]}\".");
            }

            CheckKey(name.Replace("__", ":", StringComparison.Ordinal), $"--{name}", [.. Names.Select(key => $"--{key}"), .. switches]);
            if (!args[at].Contains('=', StringComparison.Ordinal) && ++at == args.Count)
            {
                throw new StartException($"--{name} needs a value: --{name}=VALUE.");
            }
        }
    }

    /// <summary>Refuses keys of our sections that are spelt wrong, wherever they come from (environment, appsettings.json, arguments).</summary>
    /// <exception cref="StartException">An unknown key.</exception>
    public static void CheckSettings(IConfiguration configuration)
    {
        foreach (var section in configuration.GetChildren().Where(section => Sections.Contains(section.Key)))
        {
            // A variable that merely bears the section's name (CONSOLE=/dev/tty1) is not ours.
            foreach (var leaf in Leaves(section).Where(leaf => leaf.Path.Contains(':', StringComparison.Ordinal)))
            {
                CheckKey(leaf.Path, leaf.Path, Names);
            }
        }
    }

    private static IEnumerable<IConfigurationSection> Leaves(IConfigurationSection section)
    {
        var children = section.GetChildren().ToList();
        return children.Count == 0 ? [section] : children.SelectMany(Leaves);
    }

    private static void CheckKey(string key, string shown, IReadOnlyCollection<string> known)
    {
        if (Foreign.Contains(key.Split(':')[0], StringComparer.OrdinalIgnoreCase))
        {
            return;
        }

        // A list's items are numbered at its end (…:Scopes:0) or in the middle (Auth:Keys:0:Name).
        var documented = ListNumber().Replace(key, ":N");
        if (!Names.Contains(documented) && !Names.Contains(Regex.Replace(documented, ":N$", "")))
        {
            throw new StartException(NearestName.Of(shown, known) is { } nearest
                ? $"There is no key {shown}. Did you mean {nearest}?"
                : $"There is no key {shown}. --help lists the keys.");
        }
    }

    private static List<Row> Read()
    {
        using var resource = typeof(KnownKeys).Assembly.GetManifestResourceStream("configuration.md")!;
        using var text = new StreamReader(resource);
        return [.. KeyRow().Matches(text.ReadToEnd()).Select(row => new Row(
            row.Groups["key"].Value, row.Groups["default"].Value.Trim(' ', '`'), row.Groups["limits"].Value.Trim(), row.Groups["text"].Value.Trim()))];
    }

    [GeneratedRegex(@"^\| `(?<key>[A-Z]\w*:[\w:]+)` \|(?<default>[^|]*)\|(?<limits>[^|]*)\|(?<text>[^|]*)\|", RegexOptions.Multiline)]
    private static partial Regex KeyRow();

    [GeneratedRegex(@":\d+(?=:|$)")]
    private static partial Regex ListNumber();
}
