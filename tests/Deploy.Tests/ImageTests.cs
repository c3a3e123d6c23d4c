using System.Diagnostics;
using System.Text.RegularExpressions;
using OnRecord.TestKit;

namespace OnRecord.Deploy.Tests;

/// <summary>
/// What the Dockerfile copies, and no file more, builds: no container engine is needed to know that the image does. Sources that the context lacks
/// are what breaks it.
/// </summary>
public sealed partial class ImageTests(ImageTests.Context context) : IClassFixture<ImageTests.Context>
{
    private const string Version = "7.8.9";

    /// <summary>The programs that the Dockerfile publishes.</summary>
    public static TheoryData<string> Programs() => [.. Services().Match(Dockerfile()).Groups[1].Value.Split(' ')];

    // A test for each: together they may take longer than a test that hangs is given.
    [Theory]
    [MemberData(nameof(Programs))]
    public async Task The_context_of_the_image_builds_every_program(string service)
    {
        var output = context.Folder.Combine($"app/{service}");

        var (code, log) = await PublishAsync(context.Folder.Path, service, output);

        Assert.True(code == 0, log);
        var program = Path.Combine(output, $"OnRecord.{service}.dll");
        Assert.StartsWith(Version, FileVersionInfo.GetVersionInfo(program).ProductVersion, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("services/Ingest/Program.cs", true)]
    [InlineData("services/Ingest/bin/Release/x.dll", false)]
    [InlineData("services/Ingest/obj/project.assets.json", false)]
    [InlineData(".editorconfig", true)]
    [InlineData("docs/operations.md", false)]
    [InlineData(".env", false)]
    public void The_context_holds_sources_and_no_secrets(string path, bool held) =>
        Assert.Equal(held, new IgnoreFile(File.ReadAllLines(RepoRoot.Combine(".dockerignore"))).Holds(path));

    private static void CopyInto(string context, string source, IgnoreFile ignored)
    {
        var root = RepoRoot.Combine(source);
        var files = Directory.Exists(root) ? Directory.EnumerateFiles(root, "*", SearchOption.AllDirectories) : [root];
        foreach (var file in files)
        {
            var path = Path.GetRelativePath(RepoRoot.Path, file).Replace('\\', '/');
            if (ignored.Holds(path))
            {
                var target = Path.Combine(context, path);
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.Copy(file, target, overwrite: true);
            }
        }
    }

    /// <summary>How the Dockerfile publishes.</summary>
    private static string[] Switches()
    {
        var switches = Publish().Match(Dockerfile()).Groups[1].Value.Replace("\"$VERSION\"", Version, StringComparison.Ordinal);
        Assert.DoesNotContain('$', switches);
        return switches.Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }

    private static string Dockerfile() => File.ReadAllText(RepoRoot.Combine("Dockerfile"));

    private static async Task<(int Code, string Log)> PublishAsync(string context, string service, string output)
    {
        var (code, log, errors) = await ProgramRun.ToEndAsync(new ProcessStartInfo(
            "dotnet", ["publish", $"services/{service}", .. Switches(), "--output", output, "-v", "q", "-nodeReuse:false"])
        {
            WorkingDirectory = context,
        });
        return (code, log + errors);
    }

    /// <summary>A folder with what the Dockerfile copies.</summary>
    public sealed class Context : IDisposable
    {
        /// <summary>Copies it.</summary>
        public Context()
        {
            var ignored = new IgnoreFile(File.ReadAllLines(RepoRoot.Combine(".dockerignore")));
            foreach (Match copy in Copy().Matches(Dockerfile()))
            {
                foreach (var source in copy.Groups[1].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries)[..^1])
                {
                    CopyInto(Folder.Path, source, ignored);
                }
            }
        }

        internal ScratchFolder Folder { get; } = new();

        /// <inheritdoc />
        public void Dispose() => Folder.Dispose();
    }

    [GeneratedRegex(@"^COPY (?!--from)(.+)$", RegexOptions.Multiline)]
    private static partial Regex Copy();

    [GeneratedRegex(@"dotnet publish ""services/\$service"" (.+) --output")]
    private static partial Regex Publish();

    [GeneratedRegex(@"for service in ([\w ]+); do")]
    private static partial Regex Services();

    /// <summary>A .dockerignore: the last rule that matches a path, or a folder above it, decides.</summary>
    private sealed class IgnoreFile(IEnumerable<string> lines)
    {
        private readonly List<(Regex Pattern, bool Holds)> _rules = [.. lines.Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#').Select(Rule)];

        public bool Holds(string path)
        {
            var holds = true;
            foreach (var (pattern, rule) in _rules)
            {
                if (pattern.IsMatch(path))
                {
                    holds = rule;
                }
            }

            return holds;
        }

        private static (Regex Pattern, bool Holds) Rule(string line)
        {
            var negated = line[0] == '!';
            var glob = Regex.Escape(negated ? line[1..] : line)
                .Replace(@"\*\*/", "(?:.*/)?", StringComparison.Ordinal).Replace(@"\*", "[^/]*", StringComparison.Ordinal);
            return (new Regex($"^{glob}(?:/.*)?$"), negated);
        }
    }
}
