namespace OnRecord.Search;

/// <summary>Term weights, sorted by term hash. Immutable; shared by threads.</summary>
public sealed class SparseVector
{
    /// <summary>A vector without terms.</summary>
    public static readonly SparseVector Empty = new([], []);

    private SparseVector(uint[] terms, float[] weights)
    {
        Terms = terms;
        Weights = weights;
        var squares = 0.0;
        foreach (var weight in weights)
        {
            squares += weight * weight;
        }

        Norm = (float)Math.Sqrt(squares);
    }

    /// <summary>Term hashes, ascending.</summary>
    public uint[] Terms { get; }

    /// <summary>One weight per term, above zero.</summary>
    public float[] Weights { get; }

    /// <summary>Euclidean length.</summary>
    public float Norm { get; }

    /// <summary>A vector of length 1 from the heaviest <paramref name="limit"/> of some weighted terms.</summary>
    public static SparseVector Normalised(List<KeyValuePair<uint, float>> weighted, int limit)
    {
        if (weighted.Count > limit)
        {
            // Ties are broken by hash: the same text always gives the same vector.
            weighted.Sort(static (left, right) => right.Value != left.Value ? right.Value.CompareTo(left.Value) : left.Key.CompareTo(right.Key));
            weighted.RemoveRange(limit, weighted.Count - limit);
        }

        weighted.Sort(static (left, right) => left.Key.CompareTo(right.Key));
        var squares = weighted.Sum(static term => (double)term.Value * term.Value);
        var scale = squares > 0 ? (float)(1 / Math.Sqrt(squares)) : 0;
        return new SparseVector(
            weighted.ConvertAll(static term => term.Key).ToArray(), weighted.ConvertAll(term => term.Value * scale).ToArray());
    }

    /// <summary>Restores a stored vector.</summary>
    /// <exception cref="ArgumentException">The arrays differ in length.</exception>
    public static SparseVector From(uint[] terms, float[] weights) => terms.Length == weights.Length
        ? new SparseVector(terms, weights)
        : throw new ArgumentException("There must be one weight per term.", nameof(weights));

    /// <summary>Inner product.</summary>
    public float Dot(SparseVector other)
    {
        var sum = 0f;
        uint[] terms = Terms, others = other.Terms;
        for (int left = 0, right = 0; left < terms.Length && right < others.Length;)
        {
            var (a, b) = (terms[left], others[right]);
            if (a == b)
            {
                sum += Weights[left++] * other.Weights[right++];
            }
            else if (a < b)
            {
                left++;
            }
            else
            {
                right++;
            }
        }

        return sum;
    }

    /// <summary>Cosine of the angle between both; 0 where one is empty.</summary>
    public float Cosine(SparseVector other) => Norm == 0 || other.Norm == 0 ? 0 : Dot(other) / (Norm * other.Norm);

    /// <summary>This vector plus <paramref name="factor"/> times another; terms whose weight falls to zero drop out.</summary>
    public SparseVector Plus(SparseVector other, float factor = 1)
    {
        if (Terms.Length == 0 && factor == 1)
        {
            // Most stories are one article: its vector is their sum.
            return other;
        }

        var terms = new List<uint>(Terms.Length + other.Terms.Length);
        var weights = new List<float>(terms.Capacity);
        int left = 0, right = 0;
        while (left < Terms.Length || right < other.Terms.Length)
        {
            var term = Math.Min(left < Terms.Length ? Terms[left] : uint.MaxValue, right < other.Terms.Length ? other.Terms[right] : uint.MaxValue);
            var weight = 0f;
            if (left < Terms.Length && Terms[left] == term)
            {
                weight += Weights[left++];
            }

            if (right < other.Terms.Length && other.Terms[right] == term)
            {
                weight += factor * other.Weights[right++];
            }

            if (weight > 1e-6f)
            {
                terms.Add(term);
                weights.Add(weight);
            }
        }

        return new SparseVector([.. terms], [.. weights]);
    }

    /// <summary>The heaviest terms, heaviest first.</summary>
    public uint[] Heaviest(int count)
    {
        var terms = (uint[])Terms.Clone();
        var weights = (float[])Weights.Clone();
        Array.Sort(weights, terms);
        Array.Reverse(terms);
        return terms.Length <= count ? terms : terms[..count];
    }
}
