namespace OnRecord.Stances;

/// <summary>Memory that the chains of one document share. Not for several threads at once.</summary>
internal sealed class ChainScratch
{
    private float[] _delta = [];
    private byte[] _back = [];
    private float[] _emissions = [];
    private float[] _alpha = [];
    private float[] _beta = [];
    private float[] _local = [];
    private float[] _steps = [];
    private int[] _scores = [];
    private float[] _marginals = [];

    /// <summary>Memory of the cue network.</summary>
    public NetworkScratch Network { get; } = new();

    internal (float[] Delta, byte[] Back) ForDecoding(int size) => (Grow(ref _delta, size), Grow(ref _back, size));

    internal Span<float> ForEmissions(int size) => Grow(ref _emissions, size).AsSpan(0, size);

    internal (float[] Alpha, float[] Beta, float[] Local, float[] Steps) ForMarginals(int size, int transitions) =>
        (Grow(ref _alpha, size), Grow(ref _beta, size), Grow(ref _local, size), Grow(ref _steps, transitions));

    /// <summary>Fixed-point scores and marginals of the cue tagger.</summary>
    internal (int[] Scores, float[] Marginals) ForTagging(int scores, int marginals) => (Grow(ref _scores, scores), Grow(ref _marginals, marginals));

    private static T[] Grow<T>(ref T[] array, int size)
    {
        if (array.Length < size)
        {
            array = new T[Math.Max(size, array.Length * 2)];
        }

        return array;
    }
}
