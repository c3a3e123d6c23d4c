namespace OnRecord.Language.Coreference;

/// <summary>Runs the model over the candidates of the anaphors of one document.</summary>
internal sealed class ReferenceRanker(
    DocumentView view, ReferenceModel model, ReferenceVectors vectors, List<Markable> markables, ReferenceFeatures features)
{
    private const float Certain = 0.7f;

    private readonly ReferenceCandidates _candidates = new(markables, features);
    private readonly float[]?[] _layers = new float[markables.Count][];

    /// <summary>Adds to each chain how likely the anaphor means it; what is left falls to things without a name and to nobody.</summary>
    public void AddShares(int anaphor, Span<float> shares)
    {
        Span<int> candidates = stackalloc int[ReferenceCandidates.Most];
        candidates = candidates[.._candidates.Of(anaphor, candidates)];
        Span<float> own = stackalloc float[ReferenceModel.Hidden];
        Span<float> hidden = stackalloc float[ReferenceModel.Hidden];
        Span<int> slots = stackalloc int[ReferenceFeatures.Most];
        Span<float> scores = stackalloc float[candidates.Length + 1];
        model.AddFeatures(slots[..features.OfAnaphor(anaphor, slots)], own);
        if (markables[anaphor].Form == MarkableForm.Noun)
        {
            model.AddVector(1, features.VectorOf(anaphor), own);
        }

        if (view.Tokens[markables[anaphor].Head].Head is var governor and >= 0)
        {
            model.AddVector(2, vectors.Of(view, governor), own);
        }

        own.CopyTo(hidden);
        model.AddFeatures([FeatureSlots.Nobody + (int)markables[anaphor].Kind], hidden);
        scores[0] = model.Score(hidden);
        for (var i = 0; i < candidates.Length; i++)
        {
            LayerOf(candidates[i]).CopyTo(hidden);
            for (var k = 0; k < hidden.Length; k++)
            {
                hidden[k] += own[k];
            }

            model.AddFeatures(slots[..features.OfPair(anaphor, candidates[i], slots)], hidden);
            scores[i + 1] = model.Score(hidden);
        }

        ToShares(scores);
        LevelConjuncts(anaphor, candidates, scores);
        for (var i = 0; i < candidates.Length; i++)
        {
            var candidate = markables[candidates[i]];
            if (candidate.Chain >= 0)
            {
                shares[candidate.Chain] += scores[i + 1] * candidate.Share;
            }
        }

        ClearBarred(anaphor, shares);
    }

    /// <summary>"A and B argued. He left.": of two names joined by "and" that both fit, neither is meant rather than the other.</summary>
    private void LevelConjuncts(int anaphor, ReadOnlySpan<int> candidates, Span<float> scores)
    {
        for (var i = 0; i < candidates.Length; i++)
        {
            var token = view.Tokens[markables[candidates[i]].Head];
            for (var k = 0; token.Relation == "conj" && k < candidates.Length; k++)
            {
                if (markables[candidates[k]].Head == token.Head
                    && features.IsFittingPerson(anaphor, candidates[i]) && features.IsFittingPerson(anaphor, candidates[k]))
                {
                    scores[i + 1] = scores[k + 1] = (scores[i + 1] + scores[k + 1]) / 2;
                }
            }
        }
    }

    /// <summary>Takes away what falls to chains that also stand where the antecedent cannot.</summary>
    private void ClearBarred(int anaphor, Span<float> shares)
    {
        var sentence = markables[anaphor].Sentence;
        foreach (var step in (ReadOnlySpan<int>)[-1, 1])
        {
            for (var m = anaphor + step; m >= 0 && m < markables.Count && markables[m].Sentence == sentence; m += step)
            {
                if (markables[m].Chain >= 0 && markables[m].Share > Certain && features.IsBarred(markables[anaphor], markables[m]))
                {
                    shares[markables[m].Chain] = 0;
                }
            }
        }

        if (markables[anaphor].Kind is AnaphorKind.He or AnaphorKind.She && features.ChainOfSpeaker(markables[anaphor]) is var speaker and >= 0)
        {
            shares[speaker] = 0;
        }

        foreach (var chain in features.NamedBy(markables[anaphor].Head))
        {
            shares[chain] = 0;
        }
    }

    /// <summary>What a candidate adds to the hidden layer, whatever the anaphor.</summary>
    private float[] LayerOf(int candidate)
    {
        if (_layers[candidate] is not { } layer)
        {
            _layers[candidate] = layer = new float[ReferenceModel.Hidden];
            Span<int> slots = stackalloc int[ReferenceFeatures.Most];
            model.AddFeatures(slots[..features.OfCandidate(candidate, slots)], layer);
            model.AddVector(0, features.VectorOf(candidate), layer);
        }

        return layer;
    }

    private static void ToShares(Span<float> scores)
    {
        var most = float.NegativeInfinity;
        foreach (var score in scores)
        {
            most = MathF.Max(most, score);
        }

        var sum = 0f;
        foreach (ref var score in scores)
        {
            score = MathF.Exp(score - most);
            sum += score;
        }

        foreach (ref var score in scores)
        {
            score /= sum;
        }
    }
}
