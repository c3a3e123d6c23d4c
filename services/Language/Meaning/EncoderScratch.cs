using OnRecord.Language.Models;

namespace OnRecord.Language.Meaning;

/// <summary>Memory of one run of the encoder; reused by later runs.</summary>
internal sealed class EncoderScratch
{
    /// <summary>Most pieces that run at once: enough to read each weight once for many rows, and little enough to stay in the cache.</summary>
    public const int MostRows = 128;

    /// <summary>The pieces' vectors, row by row.</summary>
    public float[] Rows { get; } = new float[MostRows * MeaningEncoder.Dimensions];

    /// <summary>Query, key and value of each piece, then the inner product.</summary>
    public float[] Projected { get; } = new float[MostRows * EncoderLayer.Widest];

    public float[] Attended { get; } = new float[MostRows * MeaningEncoder.Dimensions];

    public float[] Keys { get; } = new float[MostRows * 32];

    public float[] Shares { get; } = new float[MostRows];

    public QuantizedInput Input { get; } = new();

    /// <summary>Where each text begins, and the end of the last.</summary>
    public List<int> Starts { get; } = [0];

    /// <summary>Number of rows.</summary>
    public int Count => Starts[^1];

    public void Clear()
    {
        Starts.Clear();
        Starts.Add(0);
    }
}
