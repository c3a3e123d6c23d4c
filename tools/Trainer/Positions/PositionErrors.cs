using OnRecord.Language;
using OnRecord.Stances;

namespace OnRecord.Trainer.Positions;

/// <summary>Why gold positions are missed and what superfluous positions are, counted; each missed one can be listed with its sentence and who was in reach instead.</summary>
/// <param name="threshold">Least probability of a position.</param>
internal sealed class PositionErrors(float threshold)
{
    private readonly SortedDictionary<string, int> _counts = new(StringComparer.Ordinal);
    private readonly List<string> _missed = [];

    /// <summary>One line a missed gold position: why, the story, the gold holder, the stance, the evidence, and the candidates there, each with its holders, the chosen one first.</summary>
    public IReadOnlyList<string> Missed => _missed;

    /// <summary>Compares what an article gets with its gold.</summary>
    public void Add(GoldArticle article, PositionModel model)
    {
        var scored = PositionScores.Of(article, model).ToDictionary(one => one.Candidate.Index);
        for (var g = 0; g < article.Stands.Count; g++)
        {
            var meetings = article.Candidates.SelectMany(candidate => candidate.Golds.Where(m => m.Gold == g && m.IsMain).Select(m => (candidate, m))).ToList();
            var reach = meetings.Where(one => one.m.Holders.Count > 0).ToList();
            var chosen = reach.Where(one => one.m.Holders.Intersect(scored[one.candidate.Index].Holders).Any()).ToList();
            var kept = chosen.Where(one => scored[one.candidate.Index].Keep >= threshold).ToList();
            var why = meetings.Count == 0 ? "no candidate" : reach.Count == 0 ? "holder out of reach" : chosen.Count == 0 ? "another holder chosen"
                : kept.Count == 0 ? "not kept" : kept.Exists(one => scored[one.candidate.Index].Label == article.Stands[g].Label) ? "right" : "wrong label";
            Count("gold: " + why);
            if (why != "right")
            {
                _missed.Add(Line(why, article, article.Stands[g], meetings.Select(one => (one.candidate, scored.GetValueOrDefault(one.candidate.Index)))));
            }
        }

        foreach (var position in PositionScores.Decided(article, model with { Threshold = threshold }))
        {
            bool Same(GoldStand stand) => PositionScores.IsBy(position, stand);
            var main = article.Stands.Where(stand => stand.Evidence.Any(evidence => evidence.Overlaps(position.Evidence))).ToList();
            var also = article.Stands.Where(stand => stand.AlsoIn.Any(evidence => evidence.Overlaps(position.Evidence))).ToList();
            Count("found: " + (main.Exists(stand => Same(stand) && stand.Label == position.Stance) ? "right"
                : main.Exists(Same) ? "wrong label" : also.Exists(Same) ? "says it again" : main.Count > 0 ? "another holder" : "nothing there"));
        }
    }

    /// <summary>Prints the counts.</summary>
    public void Print()
    {
        foreach (var (name, count) in _counts)
        {
            Console.WriteLine($"{count,5} {name}");
        }
    }

    private void Count(string name) => _counts[name] = _counts.GetValueOrDefault(name) + 1;

    private static string Line(string why, GoldArticle article, GoldStand gold, IEnumerable<(GoldCandidate Candidate, ScoredCandidate? Scored)> met)
    {
        string Words(TextRange range) => range.Of(article.Document.Text).ReplaceLineEndings(" ");
        var candidates = met.Select(one =>
        {
            var holders = one.Candidate.Read.Holders;
            var order = Enumerable.Range(0, holders.Count).OrderByDescending(i => one.Scored is { } scored && scored.Holders.Contains(i));
            var cue = one.Candidate.Read.Candidate.Cue;
            var words = Words(new TextRange(article.Document.Tokens[cue.First].Start, article.Document.Tokens[cue.End - 1].End));
            return $"{one.Candidate.Read.Candidate.Source} “{words}” {one.Scored?.Keep:F2}: {string.Join(", ", order.Select(i => $"{holders[i].Holder.Name} ({holders[i].Places})"))}";
        });
        return string.Join('\t', [
            why, article.Story, gold.IsUnnamed ? $"unnamed {gold.Names[0]}" : string.Join(" / ", gold.Names.Take(3)), gold.Label.ToString(),
            string.Join(" … ", gold.Evidence.Select(Words)), .. candidates]);
    }
}
