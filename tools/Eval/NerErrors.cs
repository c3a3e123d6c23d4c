using OnRecord.Data;
using OnRecord.Language;

namespace OnRecord.Eval;

/// <summary>Sorts errors into classes and keeps some to be read.</summary>
/// <param name="most">How many are printed in all.</param>
internal sealed class NerErrors(int most)
{
    private readonly SortedDictionary<string, int> _classes = new(StringComparer.Ordinal);
    private readonly List<string> _lines = [];

    /// <summary>Looks at a sentence.</summary>
    public void Add(string[] words, IReadOnlySet<GoldName> gold, IReadOnlySet<GoldName> guess)
    {
        if (most == 0)
        {
            return;
        }

        foreach (var name in guess.Where(name => !gold.Contains(name)))
        {
            var met = gold.Where(other => other.First < name.End && name.First < other.End).ToArray();
            Note(words, name, met.Length == 0 ? $"invented {Label(name)}"
                : met.Any(other => other.First == name.First && other.End == name.End) ? $"type {Label(met[0])} as {Label(name)}"
                : met.Any(other => other.Type == name.Type) ? $"boundary {Label(name)}"
                : $"boundary and type {Label(met[0])} as {Label(name)}");
        }

        foreach (var name in gold.Where(name => !guess.Any(other => other.First < name.End && name.First < other.End)))
        {
            Note(words, name, $"missed {Label(name)}");
        }
    }

    /// <summary>Prints the errors, evenly drawn from all, then the classes, the commonest first.</summary>
    public void Print()
    {
        if (most == 0)
        {
            return;
        }

        var step = Math.Max(1, _lines.Count / most);
        for (var i = 0; i < _lines.Count; i += step)
        {
            Console.WriteLine(_lines[i]);
        }

        foreach (var (name, count) in _classes.OrderByDescending(entry => entry.Value))
        {
            Console.WriteLine($"# {count} {name}");
        }
    }

    private static string Label(GoldName name) => NerFile.Labels[name.Type];

    private void Note(string[] words, GoldName name, string error)
    {
        _classes[error] = _classes.GetValueOrDefault(error) + 1;
        var (from, to) = (Math.Max(0, name.First - 8), Math.Min(words.Length, name.End + 8));
        _lines.Add($"# {error}: {string.Join(' ', words[from..name.First])} [{string.Join(' ', words[name.First..name.End])}] {string.Join(' ', words[name.End..to])}");
    }
}
