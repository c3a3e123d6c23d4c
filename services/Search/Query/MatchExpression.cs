namespace OnRecord.Search;

/// <summary>
/// Which articles a query selects, in the full-text language of either store. A phrase, a prefix or an exclusion is binding. Words
/// select by the rarest of them: those that together stand in a bounded number of articles; the others only rank
/// (as in Lucene's common-terms query). When even the rarest is common, all words are required.
/// </summary>
public sealed class MatchExpression
{
    private readonly List<string> _any = [];
    private readonly List<string> _all = [];
    private readonly List<IReadOnlyList<string>> _phrases = [];
    private readonly List<IReadOnlyList<string>> _groups = [];
    private readonly List<IReadOnlyList<string>> _excluded = [];

    private MatchExpression()
    {
    }

    /// <summary>Whether nothing can match.</summary>
    public bool IsImpossible { get; private set; }

    /// <summary>In how many articles it can match at most, as far as the words were counted; it only guides how they are looked for.</summary>
    public long Most { get; private set; }

    /// <summary>Decides on the selection.</summary>
    /// <param name="query">The query.</param>
    /// <param name="expansions">Terms that each prefix stands for, in the order of the query.</param>
    /// <param name="articles">In how many articles a term stands.</param>
    /// <param name="limit">How many articles words may select.</param>
    public static MatchExpression Build(
        ParsedQuery query, IReadOnlyList<IReadOnlyList<string>> expansions, IReadOnlyDictionary<string, int> articles, int limit)
    {
        var expression = new MatchExpression();
        expression._phrases.AddRange(query.Phrases);
        expression._groups.AddRange(expansions);
        expression._excluded.AddRange(query.Excluded);
        if (query.Phrases.Count > 0 || expansions.Count > 0)
        {
            expression.IsImpossible = expansions.Any(group => group.Count == 0);
            expression.Most = Math.Min(
                // Function words are not counted: "he said" may stand anywhere.
                query.Phrases.SelectMany(phrase => phrase).Where(articles.ContainsKey).Select(word => (long)articles[word]).DefaultIfEmpty(long.MaxValue).Min(),
                expansions.Select(group => group.Sum(word => (long)articles.GetValueOrDefault(word))).DefaultIfEmpty(long.MaxValue).Min());
            return expression;
        }

        var known = query.Words.Where(articles.ContainsKey).OrderBy(word => articles[word]).ThenBy(word => word, StringComparer.Ordinal).ToList();
        if (known.Count == 0)
        {
            expression.IsImpossible = true;
        }
        else if (articles[known[0]] > limit)
        {
            expression._all.AddRange(known);
            expression.Most = articles[known[0]];
        }
        else
        {
            var selected = 0L;
            expression._any.AddRange(known.TakeWhile((word, index) => (selected += articles[word]) <= limit || index == 0));
            expression.Most = expression._any.Sum(word => (long)articles[word]);
        }

        return expression;
    }

    /// <summary>The expression for SQLite FTS5.</summary>
    public string ToFts5()
    {
        var wanted = new List<string>();
        wanted.AddRange(_all.Select(term => $"\"{term}\""));
        wanted.AddRange(_phrases.Select(phrase => $"\"{string.Join(' ', phrase)}\""));
        wanted.AddRange(_groups.Append(_any).Where(group => group.Count > 0).Select(group => $"({string.Join(" OR ", group.Select(term => $"\"{term}\""))})"));
        var excluded = string.Join(" OR ", _excluded.Select(phrase => $"\"{string.Join(' ', phrase)}\""));
        return $"({string.Join(" AND ", wanted)})" + (excluded.Length == 0 ? "" : $" NOT ({excluded})");
    }

    /// <summary>The expression for PostgreSQL, a tsquery literal.</summary>
    public string ToTsQuery()
    {
        var wanted = new List<string>();
        wanted.AddRange(_all.Select(term => $"'{term}'"));
        wanted.AddRange(_phrases.Select(phrase => $"({string.Join(" <-> ", phrase.Select(term => $"'{term}'"))})"));
        wanted.AddRange(_groups.Append(_any).Where(group => group.Count > 0).Select(group => $"({string.Join(" | ", group.Select(term => $"'{term}'"))})"));
        var excluded = _excluded.Select(phrase => $"!({string.Join(" <-> ", phrase.Select(term => $"'{term}'"))})");
        return string.Join(" & ", wanted.Concat(excluded));
    }

    /// <summary>The exclusions alone, for a request that lists by time; null without any.</summary>
    public static string? ExclusionsOf(ParsedQuery query, bool postgres) => query.Excluded.Count == 0 ? null
        : postgres ? string.Join(" | ", query.Excluded.Select(phrase => $"({string.Join(" <-> ", phrase.Select(term => $"'{term}'"))})"))
        : string.Join(" OR ", query.Excluded.Select(phrase => $"\"{string.Join(' ', phrase)}\""));
}
