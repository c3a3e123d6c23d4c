using OnRecord.Language.Models;

namespace OnRecord.Stances;

/// <summary>Memory of one run of the cue network. What it hands out holds old numbers.</summary>
internal sealed class NetworkScratch
{
    private readonly float[][] _layers = [[], []];
    private float[] _vectors = [];
    private float[] _product = [];
    private float[] _scores = [];
    private float[] _marginals = [];

    /// <summary>Input of a layer, rounded.</summary>
    public QuantizedInput Rounded { get; } = new();

    public Span<float> Layer(int slot, int size) => Grow(ref _layers[slot], size);

    public Span<float> Vectors(int size) => Grow(ref _vectors, size);

    public Span<float> Product(int size) => Grow(ref _product, size);

    public Span<float> Scores(int size) => Grow(ref _scores, size);

    public Span<float> Marginals(int size) => Grow(ref _marginals, size);

    private static Span<float> Grow(ref float[] array, int size)
    {
        if (array.Length < size)
        {
            array = GC.AllocateUninitializedArray<float>(size * 5 / 4);
        }

        return array.AsSpan(0, size);
    }
}
