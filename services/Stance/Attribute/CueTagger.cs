namespace OnRecord.Stances;

/// <summary>Finds the words that mark an attribution.</summary>
internal static class CueTagger
{
    /// <summary>Fills the fixed-point scores of one sentence.</summary>
    public static void Score(LinearChain chain, CueFeatures features, int first, int end, Span<int> scores)
    {
        Span<uint> found = stackalloc uint[CueFeatures.Most];
        for (var i = first; i < end; i++)
        {
            var lanes = scores.Slice((i - first) * LinearChain.Stride, LinearChain.Stride);
            lanes.Clear();
            chain.AddScores(found[..features.Extract(i, found)], lanes);
        }
    }

    /// <summary>
    /// Cues in text order. A token begins one when its probability to do so reaches the model's threshold; the annotators' cues are
    /// so diverse that the best labelling alone would miss too many.
    /// </summary>
    public static List<Cue> Find(AttributionModel model, SyntaxView view, ChainScratch scratch)
    {
        var chain = model.Cues;
        var features = new CueFeatures(view);
        var cues = new List<Cue>();
        var longest = view.Document.Sentences.Count == 0 ? 0 : view.Document.Sentences.Max(s => s.EndToken - s.FirstToken);
        var scores = new int[longest * LinearChain.Stride];
        var marginals = new float[longest * chain.Labels];
        foreach (var sentence in view.Document.Sentences)
        {
            var count = sentence.EndToken - sentence.FirstToken;
            Score(chain, features, sentence.FirstToken, sentence.EndToken, scores);
            chain.Marginals(scores, count, marginals, scratch);
            for (var i = 0; i < count; i++)
            {
                var begins = marginals[(i * chain.Labels) + (int)CueLabel.Begin];
                if (begins < model.CueThreshold)
                {
                    continue;
                }

                // It goes on as long as that is likelier than not, given that it has come so far.
                var end = i + 1;
                var reached = begins;
                while (end < count && marginals[(end * chain.Labels) + (int)CueLabel.Inside] is var goesOn && goesOn >= reached * 0.5f)
                {
                    reached = goesOn;
                    end++;
                }

                cues.Add(new Cue(sentence.FirstToken + i, sentence.FirstToken + end, begins));
                i = end - 1;
            }
        }

        return cues;
    }
}

/// <summary>A cue: half-open range of tokens.</summary>
/// <param name="First">First token.</param>
/// <param name="End">One past the last.</param>
/// <param name="Confidence">Probability that one begins here.</param>
internal readonly record struct Cue(int First, int End, float Confidence);
