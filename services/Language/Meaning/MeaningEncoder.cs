using System.Collections.Concurrent;
using System.Numerics.Tensors;
using OnRecord.Language.Models;

namespace OnRecord.Language.Meaning;

/// <summary>The pieces of a text, each with its vector in context.</summary>
/// <param name="Ranges">Where each piece stands in the text; empty for the marks before and behind it.</param>
/// <param name="Vectors">Row-major, <see cref="MeaningEncoder.Dimensions"/> numbers a piece; not of unit length.</param>
public sealed record TokenVectors(IReadOnlyList<TextRange> Ranges, ReadOnlyMemory<float> Vectors)
{
    /// <summary>The unit vector of a part of the text: the mean of the pieces that overlap it; zeros when none does.</summary>
    public ReadOnlyMemory<float> Pool(TextRange range)
    {
        var mean = new float[MeaningEncoder.Dimensions];
        Mean(range, mean);
        return MeaningEncoder.ToUnit(mean);
    }

    /// <summary>The mean of the pieces that overlap a part of the text, or of all with the marks around them.</summary>
    /// <param name="range">The part; null for the whole.</param>
    /// <param name="mean"><see cref="MeaningEncoder.Dimensions"/> zeros, which stay when no piece overlaps.</param>
    internal void Mean(TextRange? range, Span<float> mean)
    {
        var count = 0;
        for (var i = 0; i < Ranges.Count; i++)
        {
            if (range is not { } part || Ranges[i].Overlaps(part))
            {
                TensorPrimitives.Add(mean, Vectors.Span.Slice(i * mean.Length, mean.Length), mean);
                count++;
            }
        }

        TensorPrimitives.Divide(mean, Math.Max(1, count), mean);
    }
}

/// <summary>
/// Meaning as a vector: a BERT sentence encoder (see meaning.md for origin and training) in 7-bit integers. The vector of a text depends
/// on nothing but the text, and is the same on every machine. Immutable, thread-safe.
/// </summary>
public sealed class MeaningEncoder
{
    /// <summary>Length of a vector.</summary>
    public const int Dimensions = 384;

    /// <summary>Pieces of a text that are read, about 90 words; what follows is left out.</summary>
    public const int MostPieces = EncoderScratch.MostRows;

    /// <summary>Name of the shipped model.</summary>
    internal const string FileName = "meaning.model";

    private const int CachedTexts = 8192;
    private static readonly Lazy<MeaningEncoder> Shared = new(() => Load(ModelFile.OpenEmbedded(FileName)));

    private readonly ConcurrentBag<EncoderScratch> _scratch = [];
    private readonly VectorCache _cache = new(CachedTexts);
    private readonly WordPieceTokenizer _tokenizer;
    private readonly QuantizedRows _words;
    private readonly float[] _places;
    private readonly LayerNorm _norm;
    private readonly EncoderLayer[] _layers;

    private MeaningEncoder(ModelFile file, ProductKernel? kernel)
    {
        _tokenizer = new WordPieceTokenizer(file.Strings("vocabulary"), file.Strings("folds"));
        _words = file.Rows("words");
        _places = file.Floats("places");
        _norm = LayerNorm.Load(file, "norm");
        _layers = [.. Enumerable.Range(0, file.Strings("layers").Length).Select(i => EncoderLayer.Load(file, i, kernel))];
        Head = SpanHead.Load(file);
    }

    /// <summary>The encoder with the model that ships with the library; loaded once per process, when first used.</summary>
    public static MeaningEncoder Default => Shared.Value;

    /// <summary>What was trained with the encoder to judge parts of a text; null where nothing was.</summary>
    public SpanHead? Head { get; }

    /// <summary>The unit vector of a text. The dot product of two of them, their cosine, is 1 for the same meaning.</summary>
    /// <param name="text">A clause or sentence, any UTF-16 text. An empty one has a vector too.</param>
    /// <returns><see cref="Dimensions"/> numbers.</returns>
    public ReadOnlyMemory<float> Encode(string text) => Encode([text])[0];

    /// <summary>The unit vectors of some texts, in their order; quicker than one by one.</summary>
    public IReadOnlyList<ReadOnlyMemory<float>> Encode(IReadOnlyList<string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var vectors = new ReadOnlyMemory<float>[texts.Count];
        var missing = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        for (var i = 0; i < vectors.Length; i++)
        {
            ArgumentNullException.ThrowIfNull(texts[i], nameof(texts));
            if (_cache.Find(texts[i]) is { } found)
            {
                vectors[i] = found;
            }
            else if (missing.TryGetValue(texts[i], out var same))
            {
                same.Add(i);
            }
            else
            {
                missing[texts[i]] = [i];
            }
        }

        Run(missing.Keys, (text, _, rows) =>
        {
            var mean = new float[Dimensions];
            for (var row = 0; row < rows.Length; row += Dimensions)
            {
                TensorPrimitives.Add(mean, rows.Slice(row, Dimensions), mean);
            }

            _cache.Add(text, ToUnit(mean));
            missing[text].ForEach(i => vectors[i] = mean);
        });
        return vectors;
    }

    /// <summary>The vector of each piece of a text, to be pooled over parts of it. Not cached.</summary>
    public TokenVectors EncodeTokens(string text) => EncodeTokens([text])[0];

    /// <summary>The same of some texts, in their order; quicker than one by one.</summary>
    public IReadOnlyList<TokenVectors> EncodeTokens(IReadOnlyList<string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var vectors = new List<TokenVectors>(texts.Count);
        Run(texts, (_, pieces, rows) => vectors.Add(new TokenVectors([.. pieces.Select(piece => piece.Range)], rows.ToArray())));
        return vectors;
    }

    /// <summary>Reads a model.</summary>
    /// <param name="file">The sections.</param>
    /// <param name="kernel">How to compute; null for the quickest.</param>
    internal static MeaningEncoder Load(ModelFile file, ProductKernel? kernel = null) => new(file, kernel);

    /// <summary>The pieces of a text.</summary>
    internal IReadOnlyList<WordPiece> Cut(string text) => _tokenizer.Cut(text, MostPieces);

    /// <summary>Scales a vector to length 1, in place; zeros stay.</summary>
    internal static float[] ToUnit(float[] vector)
    {
        // One by one in double precision: a sum by lanes would differ between machines.
        double square = 0;
        foreach (var number in vector)
        {
            square += (double)number * number;
        }

        if (square > 0)
        {
            TensorPrimitives.Multiply(vector, (float)(1 / Math.Sqrt(square)), vector);
        }

        return vector;
    }

    /// <summary>Runs texts in as few passes as fit and hands each text's rows on.</summary>
    private void Run(IEnumerable<string> texts, RowReader read)
    {
        if (!_scratch.TryTake(out var scratch))
        {
            scratch = new EncoderScratch();
        }

        try
        {
            scratch.Clear();
            var waiting = new List<(string Text, List<WordPiece> Pieces)>();
            foreach (var text in texts)
            {
                var pieces = _tokenizer.Cut(text, MostPieces);
                if (scratch.Count + pieces.Count > EncoderScratch.MostRows)
                {
                    Flush(scratch, waiting, read);
                }

                Embed(pieces, scratch);
                waiting.Add((text, pieces));
            }

            Flush(scratch, waiting, read);
        }
        finally
        {
            _scratch.Add(scratch);
        }
    }

    private void Embed(List<WordPiece> pieces, EncoderScratch scratch)
    {
        var start = scratch.Count;
        var rows = scratch.Rows.AsSpan(start * Dimensions, pieces.Count * Dimensions);
        _places.AsSpan(0, rows.Length).CopyTo(rows);
        for (var i = 0; i < pieces.Count; i++)
        {
            _words.AddTo(pieces[i].Id, rows.Slice(i * Dimensions, Dimensions));
        }

        _norm.Run(rows);
        scratch.Starts.Add(start + pieces.Count);
    }

    private void Flush(EncoderScratch scratch, List<(string Text, List<WordPiece> Pieces)> waiting, RowReader read)
    {
        foreach (var layer in waiting.Count > 0 ? _layers : [])
        {
            layer.Run(scratch);
        }

        for (var i = 0; i < waiting.Count; i++)
        {
            var rows = scratch.Rows.AsSpan((scratch.Starts[i] * Dimensions)..(scratch.Starts[i + 1] * Dimensions));
            read(waiting[i].Text, waiting[i].Pieces, rows);
        }

        waiting.Clear();
        scratch.Clear();
    }

    private delegate void RowReader(string text, List<WordPiece> pieces, ReadOnlySpan<float> rows);
}
