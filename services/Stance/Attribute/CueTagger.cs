using OnRecord.Language;

namespace OnRecord.Stances;

/// <summary>
/// Finds the words that mark an attribution. The chain knows words and their places well, the network carries over to words that it has
/// seldom seen; the mean of their probabilities is better than either.
/// </summary>
internal static class CueTagger
{
    private const int Labels = CueNetwork.Labels;

    // Where the chain sees hardly a chance, the mean stays far below any threshold whatever the network says: most sentences need it not.
    private const float Hopeless = 0.02f;

    // A cue goes on when the next token is at least this likely to continue one, given that the last belongs to it.
    private const float GoesOn = 0.5f;

    // And at least this likely by the threshold: the tail of an unsure cue is surer to be wrong than missed.
    private const float LeastInside = 0.7f;

    // Tokens that the network reads at a time, or one longer sentence: its memory follows this number and not the longest article.
    private const int TokensAtOnce = 512;

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

    /// <summary>Cues in text order.</summary>
    public static List<Cue> Find(AttributionModel model, SyntaxView view, ChainScratch scratch)
    {
        var marginals = Marginals(model, view, scratch);
        foreach (var mention in view.Document.Mentions)
        {
            if (IsSpeaker(view, mention))
            {
                ref var begins = ref marginals[(mention.EndToken * Labels) + (int)CueLabel.Begin];
                begins = Math.Max(begins, model.CueThreshold);
            }
        }

        return Decode(view.Document.Sentences, marginals, model.CueThreshold);
    }

    /// <summary>Whether somebody's name opens a sentence, a colon follows, and then a clause: by its form that tells who speaks.</summary>
    private static bool IsSpeaker(SyntaxView view, Mention mention)
    {
        var sentence = view.SentenceAt(mention.FirstToken);
        if (mention.Type != NameType.Person || mention.FirstToken != sentence.FirstToken || mention.EndToken >= sentence.EndToken
            || view.Document.Word(mention.EndToken) is not ":")
        {
            return false;
        }

        for (var i = mention.EndToken + 1; i < sentence.EndToken; i++)
        {
            if (view.Tokens[i].Upos is Upos.Verb or Upos.Aux)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What chain and network say together. Valid until the scratch is used again.</summary>
    public static Span<float> Marginals(AttributionModel model, SyntaxView view, ChainScratch scratch)
    {
        var features = new CueFeatures(view);
        var marginals = Marginals(model.Cues, view, features, scratch);
        Mix(model, view, features, marginals, scratch);
        return marginals;
    }

    /// <summary>What the chain alone says: <see cref="CueLabel"/> probabilities of every token. Valid until the scratch is used again.</summary>
    public static Span<float> Marginals(LinearChain chain, SyntaxView view, CueFeatures features, ChainScratch scratch)
    {
        var sentences = view.Document.Sentences;
        var longest = sentences.Count == 0 ? 0 : sentences.Max(sentence => sentence.EndToken - sentence.FirstToken);
        var (scores, all) = scratch.ForTagging(longest * LinearChain.Stride, view.Tokens.Length * Labels);
        foreach (var sentence in sentences)
        {
            var count = sentence.EndToken - sentence.FirstToken;
            Score(chain, features, sentence.FirstToken, sentence.EndToken, scores);
            chain.Marginals(scores, count, all.AsSpan(sentence.FirstToken * Labels, count * Labels), scratch);
        }

        return all.AsSpan(0, view.Tokens.Length * Labels);
    }

    /// <summary>
    /// The cues of a document. One begins at a token that is likely enough to belong to any; the annotators' cues are so diverse that the
    /// best labelling alone would miss too many, and where they begin is less sure than where they are.
    /// </summary>
    /// <param name="sentences">The document's sentences.</param>
    /// <param name="marginals">Probabilities of every token of the document.</param>
    /// <param name="threshold">From which probability a token belongs to a cue.</param>
    public static List<Cue> Decode(IReadOnlyList<Sentence> sentences, ReadOnlySpan<float> marginals, float threshold)
    {
        var cues = new List<Cue>();
        foreach (var sentence in sentences)
        {
            for (var i = sentence.FirstToken; i < sentence.EndToken; i++)
            {
                // The rest of a cue that was cut short is no cue of its own.
                var belongs = Belongs(marginals, i);
                var isRest = cues.Count > 0 && cues[^1].End == i && Goes(marginals, i) > belongs / 2;
                if (belongs < threshold || isRest)
                {
                    continue;
                }

                var (end, surest) = (i + 1, belongs);
                while (end < sentence.EndToken && Goes(marginals, end) >= Math.Max(belongs * GoesOn, threshold * LeastInside))
                {
                    belongs = Belongs(marginals, end);
                    surest = Math.Max(surest, belongs);
                    end++;
                }

                cues.Add(new Cue(i, end, surest));
                i = end - 1;
            }
        }

        return cues;
    }

    private static float Goes(ReadOnlySpan<float> marginals, int token) => marginals[(token * Labels) + (int)CueLabel.Inside];

    private static float Belongs(ReadOnlySpan<float> marginals, int token) =>
        marginals[(token * Labels) + (int)CueLabel.Begin] + marginals[(token * Labels) + (int)CueLabel.Inside];

    /// <summary>Brings in what the network says of the sentences in which the chain sees a chance.</summary>
    private static void Mix(AttributionModel model, SyntaxView view, CueFeatures features, Span<float> marginals, ChainScratch scratch)
    {
        var hopeful = new List<Sentence>();
        foreach (var sentence in view.Document.Sentences)
        {
            for (var i = sentence.FirstToken; i < sentence.EndToken; i++)
            {
                if (marginals[(i * Labels) + (int)CueLabel.Begin] >= Hopeless)
                {
                    hopeful.Add(sentence);
                    break;
                }
            }
        }

        if (hopeful.Count == 0)
        {
            return;
        }

        var input = new CueInput(view, features);
        for (var next = 0; next < hopeful.Count;)
        {
            var (first, tokens) = (next, 0);
            do
            {
                tokens += hopeful[next].EndToken - hopeful[next].FirstToken;
                next++;
            }
            while (next < hopeful.Count && tokens + hopeful[next].EndToken - hopeful[next].FirstToken <= TokensAtOnce);

            var second = scratch.Network.Marginals(tokens * Labels);
            model.Network.Marginals(input, hopeful.GetRange(first, next - first), second, scratch);
            var at = 0;
            for (var s = first; s < next; s++)
            {
                for (var i = hopeful[s].FirstToken * Labels; i < hopeful[s].EndToken * Labels; i++, at++)
                {
                    marginals[i] += model.NetworkShare * (second[at] - marginals[i]);
                }
            }
        }
    }
}

/// <summary>A cue: half-open range of tokens.</summary>
/// <param name="First">First token.</param>
/// <param name="End">One past the last.</param>
/// <param name="Confidence">Probability that its surest token belongs to one.</param>
internal readonly record struct Cue(int First, int End, float Confidence);
