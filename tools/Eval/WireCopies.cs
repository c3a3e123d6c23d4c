namespace OnRecord.Eval;

/// <summary>Copies of an article as other papers would print it. Deterministic: the group's number seeds the choices.</summary>
internal static class WireCopies
{
    private static readonly string[] Agencies = ["(Reuters)", "(AP)", "(AFP)", "(dpa)", "(Wire services)"];
    private static readonly string[] Places = ["LONDON", "WASHINGTON", "CAIRO", "NAIROBI", "DELHI"];

    private static readonly string[] Credits =
    [
        "The Associated Press contributed to this report.",
        "Reporting by our correspondents; editing by the night desk.",
        "This article was produced with material from news agencies and has been shortened.",
    ];

    /// <summary>One copy of each kind.</summary>
    public static IEnumerable<Copy> Of(SourceArticle article, int group)
    {
        var random = new Random(group);
        var paragraphs = article.Body.Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToList();
        if (paragraphs.Count < 4)
        {
            paragraphs = [.. article.Body.Split(". ", StringSplitOptions.RemoveEmptyEntries).Select(sentence => sentence.TrimEnd('.') + ".")];
        }

        var headline = $"{article.Title.Split(' ').LastOrDefault()}: what is known so far";
        yield return Make("cut", article.Title, Cut(paragraphs, random));
        yield return Make("reordered", article.Title, Reordered(paragraphs, random));
        yield return Make("reheadlined", headline, ["In brief: the latest on what happened, in full below.", .. paragraphs]);
        yield return Make("agency", article.Title, WithAgencyLine(paragraphs, random));
        yield return Make("combined", headline, WithAgencyLine(Reordered(Cut(paragraphs, random), random), random));

        Copy Make(string kind, string title, IEnumerable<string> body) => new(kind, group, title, string.Join("\n\n", body));
    }

    /// <summary>Cut from the end to between 40 and 85 per cent of the length, as a page's space demands.</summary>
    private static List<string> Cut(List<string> paragraphs, Random random)
    {
        var room = (0.40 + (0.45 * random.NextDouble())) * paragraphs.Sum(paragraph => paragraph.Length);
        var kept = new List<string>();
        foreach (var paragraph in paragraphs)
        {
            if (kept.Sum(one => one.Length) >= room)
            {
                break;
            }

            kept.Add(paragraph);
        }

        return kept;
    }

    /// <summary>The first paragraph stays; the others come in another order, some of them joined.</summary>
    private static List<string> Reordered(List<string> paragraphs, Random random)
    {
        var rest = paragraphs.Skip(1).ToArray();
        random.Shuffle(rest);
        var joined = new List<string>();
        foreach (var paragraph in rest)
        {
            if (joined.Count > 0 && random.Next(4) == 0)
            {
                joined[^1] += " " + paragraph;
            }
            else
            {
                joined.Add(paragraph);
            }
        }

        return [.. paragraphs.Take(1), .. joined];
    }

    private static List<string> WithAgencyLine(List<string> paragraphs, Random random)
    {
        var first = paragraphs[0];
        var dash = first.IndexOfAny(['–', '—']);
        var opening = dash is > 0 and < 60 ? first[(dash + 1)..].TrimStart() : first;
        var line = $"{Places[random.Next(Places.Length)]} {Agencies[random.Next(Agencies.Length)]} — {opening}";
        return [line, .. paragraphs.Skip(1), Credits[random.Next(Credits.Length)]];
    }
}
