namespace OnRecord.Stances;

/// <summary>
/// The words of a story's positions as numbers, and what each weighs: the more, the fewer positions have it. All words are added first, then they are weighed.
/// </summary>
internal sealed class StoryTerms
{
    // Two wordings that share only names ("Putin", "Trump") are about the same people, not yet the same thing.
    private const float NameWeight = 0.4f;

    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly List<int> _frequency = [];
    private float[] _weights = [];
    private bool[] _isName = [];

    /// <summary>How many there are.</summary>
    public int Count => _frequency.Count;

    /// <summary>The numbers of the words, ascending, each once.</summary>
    public int[] Add(IEnumerable<string> words)
    {
        var numbers = words.Distinct(StringComparer.Ordinal).Select(Number).ToArray();
        foreach (var number in numbers)
        {
            _frequency[number]++;
        }

        Array.Sort(numbers);
        return numbers;
    }

    /// <summary>Gives each word its weight.</summary>
    /// <param name="positions">How many positions the story has.</param>
    public void Weigh(int positions)
    {
        // The root keeps the words that the whole story is about from counting for nothing: the main claim is made of them.
        _weights = [.. _frequency.Select(frequency => MathF.Sqrt(MathF.Log(1.5f + ((float)positions / frequency))))];
        _isName = new bool[_frequency.Count];
        foreach (var (word, number) in _numbers)
        {
            _isName[number] = word[0] == '@';
        }
    }

    /// <summary>The number of a word, or -1 for one that no position has.</summary>
    public int Find(string word) => _numbers.GetValueOrDefault(word, -1);

    /// <summary>Whether it is a name.</summary>
    public bool IsName(int term) => _isName[term];

    /// <summary>What a word adds to the likeness of two positions that both have it.</summary>
    public float Square(int term) => _weights[term] * _weights[term] * (_isName[term] ? NameWeight * NameWeight : 1);

    /// <summary>What two positions share: as a cosine, as a share of the smaller one, as a number of words, and the weight of the rarest.</summary>
    /// <param name="a">Words of the one, ascending.</param>
    /// <param name="b">Words of the other, ascending.</param>
    /// <param name="counts">Which words count.</param>
    public (float Cosine, float Containment, int Terms, float Rarest) Shared(int[] a, int[] b, Func<int, bool> counts)
    {
        var (dot, terms, rarest) = (0f, 0, 0f);
        for (int i = 0, j = 0; i < a.Length && j < b.Length;)
        {
            if (a[i] == b[j])
            {
                if (counts(a[i]))
                {
                    dot += Square(a[i]);
                    rarest = MathF.Max(rarest, _weights[a[i]]);
                    terms++;
                }

                i++;
                j++;
            }
            else if (a[i] < b[j])
            {
                i++;
            }
            else
            {
                j++;
            }
        }

        if (terms == 0)
        {
            return default;
        }

        var (mine, yours) = (0f, 0f);
        foreach (var term in a)
        {
            mine += counts(term) ? Square(term) : 0;
        }

        foreach (var term in b)
        {
            yours += counts(term) ? Square(term) : 0;
        }

        return (dot / MathF.Sqrt(mine * yours), dot / MathF.Min(mine, yours), terms, rarest);
    }

    /// <summary>The cosine of two sets of words.</summary>
    /// <param name="a">Words of the one, ascending.</param>
    /// <param name="b">Words of the other, ascending.</param>
    public float Cosine(int[] a, int[] b)
    {
        var (dot, mine, yours) = (0f, 0f, 0f);
        var j = 0;
        foreach (var term in a)
        {
            mine += _weights[term] * _weights[term];
            while (j < b.Length && b[j] < term)
            {
                j++;
            }

            dot += j < b.Length && b[j] == term ? _weights[term] * _weights[term] : 0;
        }

        foreach (var term in b)
        {
            yours += _weights[term] * _weights[term];
        }

        return dot == 0 ? 0 : dot / MathF.Sqrt(mine * yours);
    }

    private int Number(string word)
    {
        if (!_numbers.TryGetValue(word, out var number))
        {
            _numbers[word] = number = _frequency.Count;
            _frequency.Add(0);
        }

        return number;
    }
}
