using OnRecord.Language;

namespace OnRecord.Entities;

/// <summary>
/// How much a text is about each of its entities. News puts first what matters (the inverted pyramid): a mention weighs more
/// the earlier it stands and most in the headline. The sum is taken relative to the most salient entity of the text.
/// </summary>
internal sealed class SalienceTally(Document document)
{
    private const float HeadlineWeight = 3f;
    private const float PronounWeight = 0.5f;

    // After this many sentences a mention's bonus for standing early has fallen to half.
    private const float HalfLifeSentences = 6f;

    private readonly List<float> _weights = [];

    public void Add(int entity, Mention mention, int sentence)
    {
        while (_weights.Count <= entity)
        {
            _weights.Add(0);
        }

        var position = document.Sentences[sentence].IsHeadline
            ? HeadlineWeight
            : 0.5f + MathF.Pow(2, -sentence / HalfLifeSentences);
        _weights[entity] += position * (mention.Form == MentionForm.Pronoun ? PronounWeight : 1f);
    }

    /// <summary>0 to 1 for each entity.</summary>
    public float[] Salience(int entities)
    {
        var salience = new float[entities];
        var most = _weights.Count > 0 ? _weights.Max() : 0;
        for (var i = 0; i < entities; i++)
        {
            salience[i] = _weights[i] / most;
        }

        return salience;
    }
}
