using System.Globalization;

namespace OnRecord.Ingest.Tests;

/// <summary>Briefs that a service writes by one template, with the same long note below (briefs.txt): other reports, however alike their words.</summary>
public sealed class TemplatedBriefsTests
{
    private static readonly Dictionary<string, List<string>> Briefs = Read();

    public static TheoryData<string, int, int> Pairs()
    {
        var pairs = new TheoryData<string, int, int>();
        foreach (var (kind, briefs) in Briefs)
        {
            for (var one = 0; one < briefs.Count; one++)
            {
                for (var other = one + 1; other < briefs.Count; other++)
                {
                    pairs.Add(kind, one, other);
                }
            }
        }

        return pairs;
    }

    public static TheoryData<string, int> All()
    {
        var all = new TheoryData<string, int>();
        foreach (var (kind, briefs) in Briefs)
        {
            for (var at = 0; at < briefs.Count; at++)
            {
                all.Add(kind, at);
            }
        }

        return all;
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void Two_briefs_of_one_template_are_two_reports(string kind, int one, int other)
    {
        var (first, second) = (TextSketch.Of(Briefs[kind][one]), TextSketch.Of(Briefs[kind][other]));

        Assert.Equal(0, CopyRule.Strength(first, second));
        Assert.Equal(0, CopyRule.Strength(second, first));
    }

    [Fact]
    public void Their_words_alone_would_make_most_of_them_copies()
    {
        var pairs = Briefs.Values.SelectMany(briefs => briefs.SelectMany((one, at) => briefs.Skip(at + 1).Select(other => (TextSketch.Of(one), TextSketch.Of(other))))).ToList();

        Assert.True(pairs.Count >= 60);
        Assert.True(pairs.Count(pair => (double)pair.Item1.Shared(pair.Item2) / Math.Min(pair.Item1.Size, pair.Item2.Size) >= 0.5) >= pairs.Count / 2);
    }

    [Theory]
    [MemberData(nameof(All))]
    public void A_brief_that_another_paper_prints_is_still_a_copy(string kind, int at)
    {
        var brief = Briefs[kind][at];
        var earlier = TextSketch.Of(brief);
        var paragraphs = brief.Split("\n\n");

        Assert.True(CopyRule.Strength(TextSketch.Of($"LINDON (Wire services) — {brief}\n\nEditing by Ann Lee."), earlier) > 0.6);
        Assert.True(CopyRule.Strength(TextSketch.Of(string.Join("\n\n", paragraphs.Reverse())), earlier) > 0.6);
        Assert.True(CopyRule.Strength(TextSketch.Of($"{paragraphs[0]}\n\n{paragraphs[2]}"), earlier) > 0.6);
    }

    [Fact]
    public void A_copy_that_mends_one_figure_is_a_copy()
    {
        var (was, isNow) = (Briefs["earthquakes"][0], Briefs["earthquakes"][0].Replace("magnitude 3.4", "magnitude 3.5", StringComparison.Ordinal));

        Assert.True(CopyRule.Strength(TextSketch.Of(isNow), TextSketch.Of(was)) > 0.6);
    }

    private static Dictionary<string, List<string>> Read() =>
        File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Deduplicate", "briefs.txt")).ReplaceLineEndings("\n").Split("=== ")[1..]
            .Select(section => section.Split('\n', 2))
            .ToDictionary(section => section[0], section =>
            {
                var parts = section[1].Split("\n---\n", 2);
                return parts[1].Split('\n', StringSplitOptions.RemoveEmptyEntries)
                    .Select(row => string.Format(CultureInfo.InvariantCulture, parts[0], row.Split('|'))).ToList();
            });
}
