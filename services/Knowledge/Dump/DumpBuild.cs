using System.Globalization;
using System.Text.Json;
using OnRecord.Entities.Index;
using OnRecord.Events;

namespace OnRecord.Entities.Dump;

/// <summary>How far a build is.</summary>
/// <param name="Step">What it does: "classes", "entries", "index".</param>
/// <param name="Share">0 to 1 of that.</param>
public readonly record struct DumpProgress(string Step, double Share);

/// <summary>What a build found.</summary>
/// <param name="Lines">Lines of the dump that hold an entity.</param>
/// <param name="Entries">Entries of the index.</param>
/// <param name="Damaged">Lines that could not be read.</param>
/// <param name="IsCut">Whether the end of the dump is missing.</param>
public sealed record DumpResult(long Lines, long Entries, long Damaged, bool IsCut);

/// <summary>
/// Makes an index out of a dump of Wikidata (the JSON dump, plain or gzip) in two passes: classes, countries and offices first, then the entries. What is done
/// stands in a folder beside the index; the same call takes an interrupted build up where it was. Memory: the classes and a few dozen bytes an entry.
/// </summary>
public sealed class DumpBuild(string dump, string target, DumpProfile profile, DateOnly asOf)
{
    private const int LinesPerCheckpoint = 100_000;
    private const int MaxRoles = 8;
    private const byte MostPopular = 92;

    private readonly string _folder = target + ".build";
    private long _damaged;

    /// <summary>Builds the index.</summary>
    /// <exception cref="IOException">The dump cannot be read or the index not written.</exception>
    public DumpResult Run(IProgress<DumpProgress>? progress = null, CancellationToken cancellation = default)
    {
        Directory.CreateDirectory(_folder);
        var tree = Classes(Step(progress, "classes"), cancellation);
        using var spool = new EntrySpool(Path.Combine(_folder, "entries"));
        var (lines, entries, isCut) = Entries(tree, spool, Step(progress, "entries"), cancellation);
        IndexWriter.Write(spool, target, Step(progress, "index"), cancellation);
        spool.Dispose();
        Directory.Delete(_folder, recursive: true);
        return new DumpResult(lines, entries, _damaged, isCut);
    }

    private static Progress? Step(IProgress<DumpProgress>? progress, string step) => progress is null ? null : new Progress(progress, step);

    private ClassTree Classes(Progress? progress, CancellationToken cancellation)
    {
        var path = Path.Combine(_folder, "classes");
        if (File.Exists(path))
        {
            return ClassTree.Read(path);
        }

        var tree = new ClassTree();
        new DumpLines(dump).Read((_, line) => Parse(line, item => tree.Add(item.Id, item)), 0, progress, cancellation);
        tree.Write(path + ".new");
        File.Move(path + ".new", path);
        return tree;
    }

    private (long Lines, long Entries, bool IsCut) Entries(ClassTree tree, EntrySpool spool, Progress? progress, CancellationToken cancellation)
    {
        var path = Path.Combine(_folder, "done");
        var (done, length, entries) = File.Exists(path) && File.ReadAllText(path).Split(' ') is [var first, var second, var third]
            ? (long.Parse(first, CultureInfo.InvariantCulture), long.Parse(second, CultureInfo.InvariantCulture), long.Parse(third, CultureInfo.InvariantCulture))
            : (0, 0, 0);
        spool.Truncate(length);
        _damaged = 0;
        var lines = done;
        var dumpLines = new DumpLines(dump);
        dumpLines.Read(
            (number, line) =>
            {
                lines = number;
                Parse(line, item =>
                {
                    if (Entry(tree, item) is { } entry)
                    {
                        spool.Append(entry);
                        entries++;
                    }
                });
                if (number % LinesPerCheckpoint == 0)
                {
                    spool.Flush();
                    File.WriteAllText(path + ".new", string.Create(CultureInfo.InvariantCulture, $"{number} {spool.Length} {entries}"));
                    File.Move(path + ".new", path, overwrite: true);
                }
            },
            done,
            progress,
            cancellation);
        return (lines, entries, dumpLines.IsCut);
    }

    private void Parse(ReadOnlyMemory<byte> line, Action<DumpItem> take)
    {
        try
        {
            using var json = JsonDocument.Parse(line);
            var item = new DumpItem(json.RootElement);
            if (item.Id > 0)
            {
                take(item);
            }
        }
        catch (JsonException)
        {
            _damaged++;
        }
    }

    private KnowledgeEntry? Entry(ClassTree tree, DumpItem item)
    {
        var (sitelinks, name) = (item.Sitelinks, item.Name);
        if (sitelinks < profile.Sitelinks || NameKey.Of(name).Length == 0 || tree.Sort(item.Items("P31")) is not { } sort)
        {
            return null;
        }

        var roles = item.Offices().Select(office => Role(tree.Office(office.Office), office.Start, office.End)).OfType<KnowledgeRole>()
            .OrderByDescending(role => role.End).ThenByDescending(role => role.Start).ThenBy(role => role.Title, StringComparer.Ordinal).Take(MaxRoles).ToArray();
        var country = item.Items(sort.Type == EntityType.Person ? "P27" : "P17").Select(tree.Country).FirstOrDefault(code => code.Length > 0)
            ?? (sort.Kind == EntityKind.Country ? item.Value("P297") : "");
        return new KnowledgeEntry(
            string.Create(CultureInfo.InvariantCulture, $"Q{item.Id}"),
            sort.Type,
            sort.Kind == EntityKind.Person && roles.Length > 0 ? EntityKind.Politician : sort.Kind,
            name,
            [.. item.Aliases.Where(alias => alias != name).Select(alias => new KnowledgeAlias(alias, AliasStrength.Full))],
            country,
            (byte)Math.Min(MostPopular, 5 + (25 * Math.Log10(1 + sitelinks))),
            item.Description)
        {
            Roles = roles,
            Source = "wikidata",
        };
    }

    private KnowledgeRole? Role(string title, DateOnly? start, DateOnly? end) =>
        title.Length == 0 || (start is null && end is null) ? null : new KnowledgeRole(title, start ?? DateOnly.MinValue, end ?? (start > asOf ? start.Value : asOf), end is null);

    private sealed class Progress(IProgress<DumpProgress> progress, string step) : IProgress<double>
    {
        public void Report(double value) => progress.Report(new DumpProgress(step, value));
    }
}
