using OnRecord.Data;

namespace OnRecord.Eval.Boards;

/// <summary>What is missing on boards and what is too much, by class: counts, and a line for each case.</summary>
internal sealed class BoardErrors
{
    private readonly SortedDictionary<string, List<string>> _classes = new(StringComparer.Ordinal);

    /// <summary>Adds a story.</summary>
    public void Add(BoardMatch match)
    {
        AddMissing(match);
        AddSuperfluous(match);
        AddStands(match);
        AddContests(match);
    }

    /// <summary>Prints the counts, then the cases.</summary>
    public void Print()
    {
        foreach (var (name, cases) in _classes)
        {
            Console.WriteLine($"{cases.Count,5} {name}");
        }

        foreach (var (name, cases) in _classes)
        {
            foreach (var line in cases)
            {
                Console.WriteLine($"{name}\t{line}");
            }
        }
    }

    private void AddMissing(BoardMatch match)
    {
        for (var g = 0; g < match.Gold.Count; g++)
        {
            var gold = match.Gold[g];
            if (!match.Lenient.TryGetValue(g, out var f))
            {
                var there = match.Found.Where(found => match.SameEvidence(gold, found)).Select(found => found.Position).ToList();
                Note(
                    there.Count == 0 ? $"missing: evidence not found, {gold.Position.Form}" : "missing: evidence under another holder",
                    $"{match.Story.Story}\t{Told(gold.Position)}\t{string.Join(" / ", there.Select(found => found.Holder))}");
            }
            else if (!match.Strict.ContainsKey(g))
            {
                Note($"label: {gold.Position.Stance} read as {match.Found[f].Position.Stance}", $"{match.Story.Story}\t{Told(gold.Position)}");
            }
        }
    }

    private void AddSuperfluous(BoardMatch match)
    {
        var matched = match.Lenient.Values.ToHashSet();
        for (var f = 0; f < match.Found.Count; f++)
        {
            if (!matched.Contains(f))
            {
                var found = match.Found[f];
                var gold = match.Gold.Where(gold => match.SameEvidence(gold, found)).ToList();
                Note(
                    gold.Count == 0 ? "superfluous: no gold position in the sentence"
                        : gold.Exists(one => match.SameHolder(one.Position, found.Position)) ? "superfluous: said once already"
                        : "superfluous: another holder's sentence",
                    $"{match.Story.Story}\t{Told(found.Position)}");
            }
        }
    }

    /// <summary>Positions that were found right and stand in another row than theirs.</summary>
    private void AddStands(BoardMatch match)
    {
        var texts = match.Story.Claims.ToDictionary(claim => claim.Id, claim => claim.Text);
        var rows = match.FoundStory.Claims.ToDictionary(row => row.Id, row => row.Text);
        foreach (var (g, f) in match.Strict)
        {
            var (gold, found) = (match.Gold[g].Position, match.Found[f].Position);
            if (match.FoundClaimOf.GetValueOrDefault(gold.Claim) is var aligned && aligned != found.Claim)
            {
                Note(
                    match.GoldClaimOf.ContainsKey(found.Claim) ? "claim: under a foreign claim" : "claim: a row of its own",
                    $"{match.Story.Story}\t{Told(gold)}\tgold [{texts.GetValueOrDefault(gold.Claim)}]\trow [{rows[found.Claim]}]\tits row [{(aligned is null ? "" : rows[aligned])}]");
            }
        }
    }

    private void AddContests(BoardMatch match)
    {
        var (gold, found) = (BoardMatch.Contests(match.Gold), BoardMatch.Contests(match.Found));
        var rows = match.FoundStory.Claims.ToDictionary(row => row.Id, row => row.Text);
        foreach (var claim in found)
        {
            if (!match.GoldClaimOf.TryGetValue(claim, out var aligned) || !gold.Contains(aligned))
            {
                Note("contest: false", $"{match.Story.Story}\t{rows[claim]}\t{Sides(match.Found, claim)}");
            }
        }

        foreach (var claim in match.Story.Claims.Where(claim => gold.Contains(claim.Id)))
        {
            if (!match.FoundClaimOf.TryGetValue(claim.Id, out var aligned) || !found.Contains(aligned))
            {
                Note("contest: missed", $"{match.Story.Story}\t{claim.Text}\t{Sides(match.Gold, claim.Id)}");
            }
        }
    }

    private static string Sides(IEnumerable<PlacedPosition> positions, string claim) => string.Join(
        " | ", positions.Where(placed => placed.Position.Claim == claim).Select(placed => Told(placed.Position)));

    private static string Told(BoardPosition position) =>
        $"{position.Holder}{(position.IsUnnamed ? " (unnamed)" : "")} {position.Stance}: {position.Evidence.ReplaceLineEndings(" ")}";

    private void Note(string name, string line) =>
        (_classes.TryGetValue(name, out var cases) ? cases : _classes[name] = []).Add(line);
}
