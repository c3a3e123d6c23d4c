using OnRecord.Language.Models;

namespace OnRecord.Language.Coreference;

/// <summary>Grammatical gender of a person, as far as the text or the first name tells.</summary>
internal enum Gender
{
    Unknown,
    Male,
    Female,
}

/// <summary>
/// Guesses which pronoun goes with a first name by the direction that separates "he" from "she" in the word vectors (the gender direction
/// of Bolukbasi et al., NIPS 2016). Used to choose antecedents only; it never leaves the library.
/// </summary>
internal sealed class FirstNameGender
{
    private const float Margin = 0.08f;
    private readonly WordVectors _vectors;
    private readonly float[] _direction;

    public FirstNameGender(WordVectors vectors)
    {
        _vectors = vectors;
        _direction = new float[vectors.Rows.Columns];
        foreach (var (male, female) in LanguagePack.Default.Words("gender-pairs").Entries)
        {
            Add(male, 1);
            Add(female, -1);
        }

        void Add(string word, float sign)
        {
            var row = vectors.Find(WordForm.Hash(word));
            if (row >= 0)
            {
                var vector = new float[_direction.Length];
                vectors.Rows.AddTo(row, vector);
                var length = Length(vector);
                for (var i = 0; i < vector.Length; i++)
                {
                    _direction[i] += sign * vector[i] / length;
                }
            }
        }
    }

    public Gender Of(string firstName) => Lean(firstName) switch { > Margin => Gender.Male, < -Margin => Gender.Female, _ => Gender.Unknown };

    /// <summary>From -1 (goes with "she") to 1 (goes with "he"); not a number for a name without a vector.</summary>
    public float Lean(string firstName)
    {
        var row = _vectors.Find(WordForm.Hash(WordForm.Normalize(firstName)));
        if (row < 0)
        {
            return float.NaN;
        }

        var vector = new float[_direction.Length];
        _vectors.Rows.AddTo(row, vector);
        var dot = 0f;
        for (var i = 0; i < vector.Length; i++)
        {
            dot += vector[i] * _direction[i];
        }

        return dot / (Length(vector) * Length(_direction));
    }

    private static float Length(float[] vector)
    {
        var sum = 1e-9f;
        foreach (var number in vector)
        {
            sum += number * number;
        }

        return MathF.Sqrt(sum);
    }
}
