using OnRecord.Language.Models;

namespace OnRecord.Language.Coreference;

/// <summary>Word vectors of unit length for the heads of a document's markables.</summary>
internal sealed class ReferenceVectors(WordVectors words)
{
    public int Columns => words.Rows.Columns;

    /// <summary>The vector of a word; empty when it has none.</summary>
    public float[] Of(DocumentView view, int token)
    {
        Span<char> form = stackalloc char[WordForm.Longest];
        var row = words.Find(WordForm.Hash(form[..WordForm.Normalize(view.Word(token), form)]));
        if (row < 0)
        {
            return [];
        }

        var vector = new float[Columns];
        words.Rows.AddTo(row, vector);
        return Scaled(vector);
    }

    /// <summary>The mean of the vectors of a name's words.</summary>
    public float[] OfName(DocumentView view, int first, int end)
    {
        var sum = new float[Columns];
        var any = false;
        for (var i = first; i < end; i++)
        {
            if (char.IsLetter(view.Word(i)[0]) && Of(view, i) is { Length: > 0 } vector)
            {
                any = true;
                for (var k = 0; k < sum.Length; k++)
                {
                    sum[k] += vector[k];
                }
            }
        }

        return any ? Scaled(sum) : [];
    }

    /// <summary>Cosine of two vectors of unit length; not a number when one is missing.</summary>
    public static float Cosine(float[] left, float[] right)
    {
        if (left.Length == 0 || right.Length == 0)
        {
            return float.NaN;
        }

        var sum = 0f;
        for (var i = 0; i < left.Length; i++)
        {
            sum += left[i] * right[i];
        }

        return sum;
    }

    private static float[] Scaled(float[] vector)
    {
        var scale = 1 / MathF.Sqrt(Cosine(vector, vector) + 1e-9f);
        for (var i = 0; i < vector.Length; i++)
        {
            vector[i] *= scale;
        }

        return vector;
    }
}
