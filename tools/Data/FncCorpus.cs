using System.Text.Json;
using OnRecord.Stances;

namespace OnRecord.Data;

/// <summary>A headline and a body of the Fake News Challenge, with the stance of the body to the headline.</summary>
internal sealed record FncPair(string Headline, int Body, ClaimAnswer Stance);

/// <summary>Reads the Fake News Challenge in the format of stance-fnc1/.</summary>
internal static class FncCorpus
{
    /// <summary>The texts of bodies.jsonl.gz in <paramref name="folder"/>, by id.</summary>
    public static Dictionary<int, string> Bodies(IEnumerable<string> lines)
    {
        var bodies = new Dictionary<int, string>();
        foreach (var line in lines)
        {
            using var row = JsonDocument.Parse(line);
            bodies[row.RootElement.GetProperty("body_id").GetInt32()] = row.RootElement.GetProperty("text").GetString()!;
        }

        return bodies;
    }

    /// <summary>The pairs of train.jsonl.gz or dev.jsonl.gz.</summary>
    public static IEnumerable<FncPair> Pairs(IEnumerable<string> lines)
    {
        foreach (var line in lines)
        {
            using var row = JsonDocument.Parse(line);
            yield return new FncPair(
                row.RootElement.GetProperty("headline").GetString()!,
                row.RootElement.GetProperty("body_id").GetInt32(),
                Enum.Parse<ClaimAnswer>(row.RootElement.GetProperty("stance").GetString()!, ignoreCase: true));
        }
    }

    /// <summary>The official score of the challenge, relative to the best possible, and F1 per answer.</summary>
    public static (double Weighted, double MacroF1, double[] F1) Score(IReadOnlyList<(ClaimAnswer Gold, ClaimAnswer Told)> pairs)
    {
        double score = 0, possible = 0;
        foreach (var (gold, told) in pairs)
        {
            var related = gold != ClaimAnswer.Unrelated;
            possible += related ? 1 : 0.25;
            score += (gold == told ? 0.25 : 0) + (gold == told && related ? 0.5 : 0) + (related && told != ClaimAnswer.Unrelated ? 0.25 : 0);
        }

        var f1 = new double[4];
        for (var answer = ClaimAnswer.Agree; answer <= ClaimAnswer.Unrelated; answer++)
        {
            var right = pairs.Count(pair => pair.Gold == answer && pair.Told == answer);
            var all = pairs.Count(pair => pair.Gold == answer) + pairs.Count(pair => pair.Told == answer);
            f1[(int)answer - 1] = all == 0 ? 0 : 2.0 * right / all;
        }

        return (score / possible, f1.Average(), f1);
    }
}
