namespace OnRecord.Data;

/// <summary>A position with the article that it stands in.</summary>
internal sealed record PlacedPosition(string ArticleId, BoardPosition Position);

/// <summary>
/// Found positions of a story laid beside the gold ones, by the rules of the board data's reference scorer (score.py), step for step: its matching is
/// greedy in the order of the files, and so is this one.
/// </summary>
internal sealed class BoardMatch
{
    private readonly Dictionary<string, HashSet<string>> _goldNames;
    private readonly Dictionary<string, HashSet<string>> _foundNames;
    private readonly Dictionary<string, string> _texts;

    public BoardMatch(BoardStory gold, BoardStory found)
    {
        (Story, FoundStory) = (gold, found);
        Gold = Positions(gold);
        Found = Positions(found);
        (_goldNames, _foundNames) = (Names(gold), Names(found));
        _texts = gold.Articles.ToDictionary(article => article.Id, article => $"{article.Title}\n{article.Text}");
        Strict = Matched(strictly: true);
        Lenient = new Dictionary<int, int>(Strict);
        var used = Lenient.Values.ToHashSet();
        foreach (var (g, f) in Matched(strictly: false).OrderBy(pair => pair.Key))
        {
            if (!Lenient.ContainsKey(g) && used.Add(f))
            {
                Lenient[g] = f;
                LenientOrder.Add((g, f));
            }
        }

        LenientOrder.InsertRange(0, Strict.OrderBy(pair => pair.Key).Select(pair => (pair.Key, pair.Value)));
        Align();
    }

    public BoardStory Story { get; }

    public BoardStory FoundStory { get; }

    public IReadOnlyList<PlacedPosition> Gold { get; }

    public IReadOnlyList<PlacedPosition> Found { get; }

    /// <summary>Gold index to found index: holder, stance and evidence.</summary>
    public Dictionary<int, int> Strict { get; }

    /// <summary>The same, and then those that match but for the stance.</summary>
    public Dictionary<int, int> Lenient { get; }

    /// <summary>The pairs of <see cref="Lenient"/>, those that match strictly first.</summary>
    public List<(int Gold, int Found)> LenientOrder { get; } = [];

    /// <summary>Gold claims to found claims, one to one, by the number of positions that match.</summary>
    public Dictionary<string, string> FoundClaimOf { get; } = new(StringComparer.Ordinal);

    /// <summary>The inverse of <see cref="FoundClaimOf"/>.</summary>
    public Dictionary<string, string> GoldClaimOf { get; } = new(StringComparer.Ordinal);

    /// <summary>Whether a name is in common, or both are unnamed.</summary>
    public bool SameHolder(BoardPosition gold, BoardPosition found) =>
        gold.IsUnnamed || found.IsUnnamed
            ? gold.IsUnnamed && found.IsUnnamed
            : NamesOf(_goldNames, gold.Holder).Overlaps(NamesOf(_foundNames, found.Holder));

    /// <summary>Whether the evidence found is, or overlaps, a sentence of the gold position.</summary>
    public bool SameEvidence(PlacedPosition gold, PlacedPosition found) =>
        gold.ArticleId == found.ArticleId
        && gold.Position.AlsoIn.Prepend(gold.Position.Evidence).Any(evidence => Overlap(evidence, found.Position.Evidence, _texts[gold.ArticleId]));

    /// <summary>One position per claim, holder and stance: the stands that a reader sees.</summary>
    public static Dictionary<(string Claim, string Holder, string Stance), BoardPosition> Stands(IEnumerable<PlacedPosition> positions)
    {
        var stands = new Dictionary<(string, string, string), BoardPosition>();
        foreach (var (_, position) in positions)
        {
            stands.TryAdd((position.Claim, position.IsUnnamed ? "?" + Normal(position.Holder) : position.Holder, position.Stance), position);
        }

        return stands;
    }

    /// <summary>Claims that carry both sides.</summary>
    public static HashSet<string> Contests(IEnumerable<PlacedPosition> positions) =>
    [
        .. positions.GroupBy(placed => placed.Position.Claim, placed => placed.Position.Side, StringComparer.Ordinal)
            .Where(claim => claim.Contains(1) && claim.Contains(-1)).Select(claim => claim.Key),
    ];

    private static List<PlacedPosition> Positions(BoardStory story) =>
        [.. story.Articles.SelectMany(article => article.Positions.Select(position => new PlacedPosition(article.Id, position)))];

    private static Dictionary<string, HashSet<string>> Names(BoardStory story)
    {
        var names = new Dictionary<string, HashSet<string>>(StringComparer.Ordinal);
        foreach (var actor in story.Actors)
        {
            names[actor.Name] = [.. actor.Aliases.Append(actor.Name).Select(Normal)];
        }

        return names;
    }

    private static HashSet<string> NamesOf(Dictionary<string, HashSet<string>> names, string holder) =>
        names.TryGetValue(holder, out var known) ? known : [Normal(holder)];

    private static string Normal(string name) =>
        string.Join(' ', name.ToLowerInvariant().Replace('’', '\'').Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static bool Overlap(string one, string other, string text)
    {
        var (i, j) = (text.IndexOf(one, StringComparison.Ordinal), text.IndexOf(other, StringComparison.Ordinal));
        return i < 0 || j < 0
            ? other.Contains(one, StringComparison.Ordinal) || one.Contains(other, StringComparison.Ordinal)
            : i < j + other.Length && j < i + one.Length;
    }

    private Dictionary<int, int> Matched(bool strictly)
    {
        var (used, matched) = (new HashSet<int>(), new Dictionary<int, int>());
        for (var g = 0; g < Gold.Count; g++)
        {
            for (var f = 0; f < Found.Count; f++)
            {
                if (!used.Contains(f)
                    && (!strictly || Gold[g].Position.Stance == Found[f].Position.Stance)
                    && Gold[g].ArticleId == Found[f].ArticleId
                    && SameHolder(Gold[g].Position, Found[f].Position)
                    && SameEvidence(Gold[g], Found[f]))
                {
                    used.Add(f);
                    matched[g] = f;
                    break;
                }
            }
        }

        return matched;
    }

    private void Align()
    {
        // OrderBy is stable: of equal counts the pair met first comes first, as in the reference.
        var votes = LenientOrder
            .GroupBy(pair => (Gold: Gold[pair.Gold].Position.Claim, Found: Found[pair.Found].Position.Claim))
            .OrderByDescending(pair => pair.Count());
        foreach (var (gold, found) in votes.Select(pair => pair.Key))
        {
            if (!FoundClaimOf.ContainsKey(gold) && !GoldClaimOf.ContainsKey(found))
            {
                (FoundClaimOf[gold], GoldClaimOf[found]) = (found, gold);
            }
        }
    }
}
