using System.Numerics.Tensors;
using OnRecord.Language.Models;

namespace OnRecord.Stances;

/// <summary>
/// The language engine's word vectors (GloVe, Pennington et al. 2014), unpacked to unit length for comparing words. A word's
/// row is its rank by frequency, which also tells how much the word says.
/// </summary>
internal sealed class WordVectors
{
    /// <summary>Dimensions of a vector.</summary>
    public const int Dimensions = 100;

    // Rarer words have noisy vectors; they count as unknown, which is the most telling a word can be.
    private const int Kept = 40_000;

    private static readonly Lazy<WordVectors> Shared = new(() => new WordVectors(Language.Models.WordVectors.Default));

    private readonly Language.Models.WordVectors _source;
    private readonly float[] _values;

    private WordVectors(Language.Models.WordVectors source)
    {
        _source = source;
        var rows = source.Rows;
        _values = new float[Math.Min(Kept, rows.Count) * Dimensions];
        for (var row = 0; row < _values.Length / Dimensions; row++)
        {
            var vector = _values.AsSpan(row * Dimensions, Dimensions);
            rows.AddTo(row, vector);
            TensorPrimitives.Divide(vector, MathF.Max(1e-6f, TensorPrimitives.Norm<float>(vector)), vector);
        }
    }

    /// <summary>Loaded once per process.</summary>
    public static WordVectors Default => Shared.Value;

    /// <summary>Number of rows.</summary>
    public int Count => _values.Length / Dimensions;

    /// <summary>The row of a lower-case word, or -1.</summary>
    public int Row(ReadOnlySpan<char> word)
    {
        var row = _source.Find(WordForm.Hash(word));
        return row < Count ? row : -1;
    }

    /// <summary>The unit vector of a row; empty for -1.</summary>
    public ReadOnlySpan<float> this[int row] => row < 0 ? [] : _values.AsSpan(row * Dimensions, Dimensions);

    /// <summary>How much a word says, 0 to 1, from its rank: the logarithm of a Zipf-distributed word's rarity. 1 for unknown words.</summary>
    public static float Weight(int row) => row < 0 ? 1 : MathF.Min(1, MathF.Log(1 + row) / 11);
}
