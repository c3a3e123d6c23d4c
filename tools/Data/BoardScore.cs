namespace OnRecord.Data;

/// <summary>The figures of the reference scorer, summed over stories before division, with the order of rows and the changes beside them.</summary>
internal sealed class BoardScore
{
    private const int ShownFirst = 8;

    private int _gold;
    private int _found;
    private int _strict;
    private int _lenient;
    private double _groupPrecision;
    private double _groupRecall;
    private int _grouped;
    private int _goldStands;
    private int _foundStands;
    private int _rightStands;
    private int _goldContests;
    private int _foundContests;
    private int _rightContests;
    private double _gain;
    private int _flags;
    private int _rightFlags;
    private int _stories;
    private int _changes;
    private int _knownChanges;
    private int _rightChanges;

    /// <summary>Adds a story.</summary>
    public void Add(BoardMatch match, IReadOnlyList<FoundChangeOf> changes)
    {
        _stories++;
        (_gold, _found) = (_gold + match.Gold.Count, _found + match.Found.Count);
        (_strict, _lenient) = (_strict + match.Strict.Count, _lenient + match.Lenient.Count);
        AddGrouping(match);
        AddStands(match);
        var (gold, found) = (BoardMatch.Contests(match.Gold), BoardMatch.Contests(match.Found));
        (_goldContests, _foundContests) = (_goldContests + gold.Count, _foundContests + found.Count);
        _rightContests += gold.Count(claim => match.FoundClaimOf.TryGetValue(claim, out var aligned) && found.Contains(aligned));
        var flagged = match.FoundStory.Claims.Where(row => row.Contested == true).ToList();
        _flags += flagged.Count;
        _rightFlags += flagged.Count(row => match.GoldClaimOf.TryGetValue(row.Id, out var claim) && gold.Contains(claim));
        _gain += Ndcg(match);
        AddChanges(match, changes);
    }

    /// <summary>Names and values, in the order of the reference.</summary>
    public IEnumerable<(string Name, double Value)> Figures()
    {
        yield return ("positions.f1", F1(Ratio(_strict, _found), Ratio(_strict, _gold)));
        yield return ("positions.lenient.f1", F1(Ratio(_lenient, _found), Ratio(_lenient, _gold)));
        yield return ("claims.bcubed.precision", Ratio(_groupPrecision, _grouped));
        yield return ("claims.bcubed.recall", Ratio(_groupRecall, _grouped));
        yield return ("claims.bcubed.f1", F1(Ratio(_groupPrecision, _grouped), Ratio(_groupRecall, _grouped)));
        yield return ("stands.precision", Ratio(_rightStands, _foundStands));
        yield return ("stands.recall", Ratio(_rightStands, _goldStands));
        yield return ("stands.f1", F1(Ratio(_rightStands, _foundStands), Ratio(_rightStands, _goldStands)));
        yield return ("contests.precision", Ratio(_rightContests, _foundContests));
        yield return ("contests.recall", Ratio(_rightContests, _goldContests));
        yield return ("contests.f1", F1(Ratio(_rightContests, _foundContests), Ratio(_rightContests, _goldContests)));
        yield return ("flags.precision", Ratio(_rightFlags, _flags));
        yield return ("ranking.ndcg8", Ratio(_gain, _stories));
        yield return ("changes.precision", Ratio(_rightChanges, _knownChanges));
        yield return ("n.gold", _gold);
        yield return ("n.pred", _found);
        yield return ("contests.gold", _goldContests);
        yield return ("contests.pred", _foundContests);
        yield return ("flags.pred", _flags);
        yield return ("changes.pred", _changes);
        yield return ("changes.known", _knownChanges);
    }

    /// <summary>nDCG at 8 of the rows as the board orders them: gain 3, 1, 0 for importance 1, 2, 3 of the gold claim; 0 without one.</summary>
    public static double Ndcg(BoardMatch match)
    {
        var gains = match.Story.Claims.ToDictionary(claim => claim.Id, claim => claim.Importance switch { 1 => 3, 2 => 1, _ => 0 });
        var shown = match.FoundStory.Claims.Select(row => match.GoldClaimOf.TryGetValue(row.Id, out var gold) ? gains[gold] : 0);
        var ideal = Discounted(gains.Values.OrderDescending());
        return ideal == 0 ? 0 : Discounted(shown) / ideal;
    }

    private static double Discounted(IEnumerable<int> gains) => gains.Take(ShownFirst).Select((gain, place) => gain / Math.Log2(place + 2)).Sum();

    private static double Ratio(double part, double whole) => whole == 0 ? 0 : part / whole;

    private static double F1(double precision, double recall) => precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);

    private void AddGrouping(BoardMatch match)
    {
        var pairs = match.LenientOrder.ConvertAll(pair => (Gold: match.Gold[pair.Gold].Position.Claim, Found: match.Found[pair.Found].Position.Claim));
        foreach (var (gold, found) in pairs)
        {
            var both = (double)pairs.Count(other => other.Gold == gold && other.Found == found);
            _groupPrecision += both / pairs.Count(other => other.Found == found);
            _groupRecall += both / pairs.Count(other => other.Gold == gold);
        }

        _grouped += pairs.Count;
    }

    private void AddStands(BoardMatch match)
    {
        var (gold, found) = (BoardMatch.Stands(match.Gold), BoardMatch.Stands(match.Found));
        (_goldStands, _foundStands) = (_goldStands + gold.Count, _foundStands + found.Count);
        var used = new HashSet<(string, string, string)>();
        foreach (var ((claim, _, stance), position) in gold)
        {
            foreach (var (stand, other) in found)
            {
                if (stand.Stance == stance && match.FoundClaimOf.GetValueOrDefault(claim) == stand.Claim && match.SameHolder(position, other) && used.Add(stand))
                {
                    _rightStands++;
                    break;
                }
            }
        }
    }

    /// <summary>A change is known to be right or wrong where both its positions match gold ones: right where these are on other sides of one claim.</summary>
    private void AddChanges(BoardMatch match, IReadOnlyList<FoundChangeOf> changes)
    {
        foreach (var change in changes)
        {
            _changes++;
            var (before, after) = (Candidates(match, change.Before), Candidates(match, change.After));
            if (before.Count > 0 && after.Count > 0)
            {
                _knownChanges++;
                _rightChanges += before.Exists(one => after.Exists(other =>
                    one.Claim == other.Claim && one.Side != other.Side && one.Stance == change.Before.Position.Stance && other.Stance == change.After.Position.Stance)) ? 1 : 0;
            }
        }
    }

    private static List<BoardPosition> Candidates(BoardMatch match, PlacedPosition found) =>
        [.. match.Gold.Where(gold => match.SameHolder(gold.Position, found.Position) && match.SameEvidence(gold, found)).Select(gold => gold.Position)];
}

/// <summary>A change of position that was found.</summary>
internal sealed record FoundChangeOf(PlacedPosition Before, PlacedPosition After);
