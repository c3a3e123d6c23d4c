using OnRecord.Data;
using OnRecord.Language;

namespace OnRecord.Eval;

/// <summary>Counts of right, found and wanted names, in all and by type.</summary>
internal sealed class NerScore
{
    private readonly int[] _right = new int[NameTypes.Count];
    private readonly int[] _found = new int[NameTypes.Count];
    private readonly int[] _wanted = new int[NameTypes.Count];

    /// <summary>Counts a sentence.</summary>
    public void Add(IReadOnlySet<GoldName> gold, IReadOnlySet<GoldName> guess)
    {
        foreach (var name in gold)
        {
            _wanted[(int)name.Type]++;
        }

        foreach (var name in guess)
        {
            _found[(int)name.Type]++;
            _right[(int)name.Type] += gold.Contains(name) ? 1 : 0;
        }
    }

    /// <summary>Names and values: of all types together, then of each of some types.</summary>
    public IEnumerable<(string Name, double Value)> Figures(string prefix, IEnumerable<NameType> types) =>
        types.Order().Select(type => ($"{prefix}.{NerFile.Labels[type]}", _right[(int)type], _found[(int)type], _wanted[(int)type]))
            .Prepend((prefix, _right.Sum(), _found.Sum(), _wanted.Sum()))
            .SelectMany(counts => Eval.Figures.Of(counts.Item1, counts.Item2, counts.Item3, counts.Item4));
}
