using System.Numerics.Tensors;

namespace OnRecord.Stances;

/// <summary>
/// How good or bad words are, -1 to 1: the side of a hyperplane in the space of word vectors that a word lies on. The plane is
/// learned from seed words (as Rothe, Ebert and Schütze 2016 do with a subspace).
/// </summary>
internal sealed class WordPolarity
{
    private readonly float[] _scores;

    /// <param name="plane">One weight per dimension and a bias.</param>
    public WordPolarity(float[] plane)
    {
        Plane = plane;
        _scores = new float[WordVectors.Default.Count];
        for (var row = 0; row < _scores.Length; row++)
        {
            var side = TensorPrimitives.Dot(WordVectors.Default[row], plane.AsSpan(0, WordVectors.Dimensions)) + plane[^1];
            // Words near the plane are neither good nor bad.
            _scores[row] = MathF.Abs(side) < 1 ? 0 : MathF.Tanh(side / 3);
        }
    }

    /// <summary>Weights and bias.</summary>
    public float[] Plane { get; }

    /// <summary>The polarity of a row of the word vectors.</summary>
    public float Of(int row) => _scores[row];
}
