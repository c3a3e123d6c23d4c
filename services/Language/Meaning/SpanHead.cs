using OnRecord.Language.Models;

namespace OnRecord.Language.Meaning;

/// <summary>
/// A small network over parts of an encoded text: the means of some ranges and of the whole side by side, one hidden layer, one score for each output. It was
/// trained with the encoder and lies in its file. The same text and ranges have the same scores on every machine.
/// </summary>
public sealed class SpanHead
{
    private const string Hidden = "head.hidden";
    private const int Lane = 16;

    // Row-major, a row for each input: sums run over the inputs one by one, so that no width of vectors changes their order.
    private readonly float[] _hidden;
    private readonly float[] _hiddenBias;
    private readonly float[] _output;
    private readonly float[] _outputBias;

    private SpanHead(ModelFile file)
    {
        (_hidden, _hiddenBias) = (file.Floats(Hidden), file.Floats($"{Hidden}.bias"));
        (_output, _outputBias) = (file.Floats("head.output"), file.Floats("head.output.bias"));
        if (_hiddenBias.Length % Lane != 0 || _hidden.Length % _hiddenBias.Length != 0 || _output.Length != _outputBias.Length * _hiddenBias.Length)
        {
            throw new InvalidDataException($"The head of the encoder has {_hidden.Length}, {_hiddenBias.Length}, {_output.Length} and {_outputBias.Length} numbers, which do not fit each other.");
        }
    }

    /// <summary>Number of scores.</summary>
    public int Count => _outputBias.Length;

    /// <summary>Scores what stands at some ranges of a text.</summary>
    /// <param name="text">The text's pieces.</param>
    /// <param name="ranges">Parts of it, as many as in training; one that no piece overlaps counts as zeros.</param>
    /// <param name="marks">Further numbers, as many as in training.</param>
    /// <returns><see cref="Count"/> scores, not bounded.</returns>
    /// <exception cref="ArgumentException">There are more or fewer numbers than in training.</exception>
    public float[] Score(TokenVectors text, ReadOnlySpan<TextRange> ranges, ReadOnlySpan<float> marks)
    {
        ArgumentNullException.ThrowIfNull(text);
        var inputs = new float[((ranges.Length + 1) * MeaningEncoder.Dimensions) + marks.Length];
        if (inputs.Length * _hiddenBias.Length != _hidden.Length)
        {
            throw new ArgumentException($"The head takes {_hidden.Length / _hiddenBias.Length} numbers, not {inputs.Length}.", nameof(ranges));
        }

        for (var i = 0; i < ranges.Length; i++)
        {
            text.Mean(ranges[i], inputs.AsSpan(i * MeaningEncoder.Dimensions, MeaningEncoder.Dimensions));
        }

        text.Mean(null, inputs.AsSpan(ranges.Length * MeaningEncoder.Dimensions, MeaningEncoder.Dimensions));
        marks.CopyTo(inputs.AsSpan((ranges.Length + 1) * MeaningEncoder.Dimensions));
        float[] hidden = [.. _hiddenBias];
        for (var i = 0; i < inputs.Length; i++)
        {
            Simd.AddScaled(_hidden.AsSpan(i * hidden.Length, hidden.Length), inputs[i], hidden);
        }

        Gelu.Run(hidden);
        float[] scores = [.. _outputBias];
        for (var i = 0; i < scores.Length; i++)
        {
            for (var j = 0; j < hidden.Length; j++)
            {
                scores[i] += hidden[j] * _output[(i * hidden.Length) + j];
            }
        }

        return scores;
    }

    /// <summary>Reads the head out of an encoder's file; null where it has none.</summary>
    internal static SpanHead? Load(ModelFile file) => file.Has(Hidden) ? new SpanHead(file) : null;

    /// <summary>Writes a head into an encoder's file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="hidden">A row of inputs for each hidden number.</param>
    /// <param name="hiddenBias">One for each hidden number.</param>
    /// <param name="output">A row of hidden numbers for each score.</param>
    /// <param name="outputBias">One for each score.</param>
    internal static void Add(ModelFile file, ReadOnlySpan<float> hidden, ReadOnlySpan<float> hiddenBias, ReadOnlySpan<float> output, ReadOnlySpan<float> outputBias)
    {
        var inputs = hidden.Length / hiddenBias.Length;
        var columns = new float[hidden.Length];
        for (var row = 0; row < hiddenBias.Length; row++)
        {
            for (var input = 0; input < inputs; input++)
            {
                columns[(input * hiddenBias.Length) + row] = hidden[(row * inputs) + input];
            }
        }

        file.AddFloats(Hidden, columns);
        file.AddFloats($"{Hidden}.bias", hiddenBias);
        file.AddFloats("head.output", output);
        file.AddFloats("head.output.bias", outputBias);
    }
}
