namespace OnRecord.Bench;

/// <summary>Figures of some sides, round by round.</summary>
internal sealed class Rounds
{
    private readonly Dictionary<(string Side, int Round), Dictionary<string, double>> _figures = [];
    private readonly List<string> _names = [];

    /// <summary>Takes a figure.</summary>
    public void Add(string side, int round, string name, double value)
    {
        if (!_figures.TryGetValue((side, round), out var figures))
        {
            _figures[(side, round)] = figures = [];
        }

        figures[name] = value;
        if (!_names.Contains(name))
        {
            _names.Add(name);
        }
    }

    /// <summary>The ratio of each figure that both sides gave in the same round, in the order in which they came.</summary>
    public IEnumerable<(string Name, Ratio Ratio)> Ratios(string before, string after) =>
        from name in _names
        let rounds = _figures.Keys.Where(key => key.Side == before).Select(key => key.Round)
            .Where(round => Has(before, round, name) && Has(after, round, name))
            .Select(round => (_figures[(before, round)][name], _figures[(after, round)][name])).ToList()
        let ratio = Ratio.Of(rounds)
        where ratio is not null
        select (name, ratio);

    private bool Has(string side, int round, string name) => _figures.TryGetValue((side, round), out var figures) && figures.ContainsKey(name);
}
