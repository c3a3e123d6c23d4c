using OnRecord.Language.Models;

namespace OnRecord.Language.Parse;

/// <summary>Memory that one parse needs and the next one reuses. Grows to the longest group of sentences seen, which is bounded.</summary>
internal sealed class SyntaxScratch
{
    public List<int> Ends { get; } = [];

    public float[] First { get; private set; } = [];

    public float[] Second { get; private set; } = [];

    public float[] Product { get; private set; } = [];

    /// <summary>Input vectors of forms.</summary>
    public QuantizedInput Words { get; } = new();

    /// <summary>The row of each form in <see cref="Words"/>.</summary>
    public Dictionary<ulong, int> Forms { get; } = [];

    /// <summary>The row of each word there.</summary>
    public List<int> Rows { get; } = [];

    /// <summary>Forms whose input vectors must be made: their rows and hashes.</summary>
    public List<(int Row, ulong Form)> Missing { get; } = [];

    public QuantizedInput Rounded { get; } = new();

    /// <summary>The words as heads.</summary>
    public QuantizedInput Governors { get; } = new();

    /// <summary>Those of one sentence, as columns.</summary>
    public QuantizedMatrix Candidates { get; } = new();

    public float[] Pairs { get; private set; } = [];

    public float[] Roles { get; private set; } = [];

    public float[] Queries { get; private set; } = [];

    public float[] Scores { get; private set; } = [];

    public int[] Heads { get; private set; } = [];

    public void Reserve(SyntaxModel model, int tokens)
    {
        var shape = model.Shape;
        var widest = Math.Max(shape.Input, shape.Width);
        if (First.Length < tokens * widest)
        {
            First = new float[tokens * widest];
            Second = new float[tokens * widest];
            Product = new float[tokens * Math.Max(4 * shape.Width, Math.Max(model.Projection.Rows, model.Tags.Stride))];
            Roles = new float[tokens * model.Roles.Stride];
            Queries = new float[tokens * model.Arcs.Stride];
        }
    }

    public void ReserveArcs(int words, int stride)
    {
        if (Pairs.Length < words * stride)
        {
            Pairs = new float[words * stride];
        }

        if (Heads.Length < words)
        {
            Heads = new int[words];
            Scores = new float[words * (words + 1)];
        }
    }
}
