using OnRecord.Data;
using OnRecord.Language;

namespace OnRecord.Eval;

/// <summary>Counts of right, found and wanted names, in all and by type.</summary>
internal sealed class NerScore
{
    private readonly int[] _right = new int[5];
    private readonly int[] _found = new int[5];
    private readonly int[] _wanted = new int[5];

    /// <summary>The labels of the types in the data files.</summary>
    public static IReadOnlyDictionary<NameType, string> Labels { get; } = new Dictionary<NameType, string>
    {
        [NameType.Person] = "PER",
        [NameType.Organization] = "ORG",
        [NameType.Place] = "LOC",
        [NameType.Other] = "MISC",
    };

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
        types.Order().Select(type => ($"{prefix}.{Labels[type]}", _right[(int)type], _found[(int)type], _wanted[(int)type]))
            .Prepend((prefix, _right.Sum(), _found.Sum(), _wanted.Sum()))
            .SelectMany(counts => Figures(counts.Item1, counts.Item2, counts.Item3, counts.Item4));

    private static (string Name, double Value)[] Figures(string prefix, int right, int found, int wanted)
    {
        var precision = found == 0 ? 0 : (double)right / found;
        var recall = wanted == 0 ? 0 : (double)right / wanted;
        return [($"{prefix}.f1", Eval.Figures.F1(precision, recall)), ($"{prefix}.precision", precision), ($"{prefix}.recall", recall)];
    }
}
