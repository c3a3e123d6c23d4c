using System.Text.RegularExpressions;

namespace OnRecord.Eval;

/// <summary>
/// What was found of a page, in runs of four words, as parts of all runs of that page, so that every page weighs the same (article extraction
/// benchmark, scrapinghub 2020).
/// </summary>
internal sealed partial record PageScore(
    string Url, double TruePositives, double FalsePositives, double FalseNegatives, bool Exact, string[] Gold, string[] Found)
{
    private const int ShingleLength = 4;

    /// <summary>Of what was found, how much is right; 1 where both are empty.</summary>
    public double Precision => FalsePositives + FalseNegatives == 0 ? 1 : TruePositives == 0 ? 0 : TruePositives / (TruePositives + FalsePositives);

    /// <summary>Of what there is, how much was found.</summary>
    public double Recall => FalsePositives + FalseNegatives == 0 ? 1 : TruePositives == 0 ? 0 : TruePositives / (TruePositives + FalseNegatives);

    /// <summary>F1 of both.</summary>
    public double F1 => Eval.Figures.F1(Precision, Recall);

    /// <summary>
    /// The figures of some pages. Precision is over pages where something was found, recall over those where there is something to find.
    /// </summary>
    public static IEnumerable<(string Name, double Value)> Figures(IReadOnlyCollection<PageScore> scores)
    {
        var precision = scores.Where(score => score.TruePositives + score.FalsePositives > 0).Average(score => score.Precision);
        var recall = scores.Where(score => score.TruePositives + score.FalseNegatives > 0).Average(score => score.Recall);
        return
        [
            ("extraction.f1", Eval.Figures.F1(precision, recall)),
            ("extraction.precision", precision),
            ("extraction.recall", recall),
            ("extraction.accuracy", scores.Average(score => score.Exact ? 1.0 : 0.0)),
        ];
    }

    /// <summary>Compares the text of a page with what was found of it.</summary>
    public static PageScore Of(string url, string gold, string found)
    {
        var goldWords = Words(gold);
        var foundWords = Words(found);
        var goldShingles = Shingles(goldWords);
        var foundShingles = Shingles(foundWords);
        double right = 0, tooMuch = 0, missing = 0;
        foreach (var shingle in goldShingles.Keys.Union(foundShingles.Keys))
        {
            var wanted = goldShingles.GetValueOrDefault(shingle);
            var got = foundShingles.GetValueOrDefault(shingle);
            right += Math.Min(wanted, got);
            tooMuch += Math.Max(0, got - wanted);
            missing += Math.Max(0, wanted - got);
        }

        var sum = Math.Max(1, right + tooMuch + missing);
        return new PageScore(url, right / sum, tooMuch / sum, missing / sum, goldWords.SequenceEqual(foundWords), goldWords, foundWords);
    }

    /// <summary>Writes what is missing and what is too much.</summary>
    public void Explain(TextWriter output)
    {
        Runs("missing ", Gold, Shingles(Found), output);
        Runs("too much", Found, Shingles(Gold), output);
    }

    private static void Runs(string label, string[] words, Dictionary<string, int> other, TextWriter output)
    {
        var run = new List<string>();
        for (var at = 0; at <= words.Length - ShingleLength; at++)
        {
            var known = other.ContainsKey(string.Join(' ', words.AsSpan(at, ShingleLength)!));
            if (!known)
            {
                run.Add(words[at]);
            }

            if (run.Count > 0 && (known || at == words.Length - ShingleLength))
            {
                var text = string.Join(' ', run);
                output.WriteLine($"  {label} {run.Count,4}: {(text.Length > 220 ? text[..150] + " … " + text[^60..] : text)}");
                run.Clear();
            }
        }
    }

    private static string[] Words(string text) => [.. Word().Matches(text).Select(match => match.Value)];

    private static Dictionary<string, int> Shingles(string[] words)
    {
        var shingles = new Dictionary<string, int>();
        var length = Math.Min(ShingleLength, words.Length);
        for (var at = 0; length > 0 && at <= words.Length - length; at++)
        {
            var shingle = string.Join(' ', words.AsSpan(at, length)!);
            shingles[shingle] = shingles.GetValueOrDefault(shingle) + 1;
        }

        return shingles;
    }

    [GeneratedRegex(@"\w+", RegexOptions.CultureInvariant)]
    private static partial Regex Word();
}
