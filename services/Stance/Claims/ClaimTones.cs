namespace OnRecord.Stances;

/// <summary>Where words of negation, refutation, doubt and confirmation stand in a claim and an article.</summary>
internal static class ClaimTones
{
    private const int Tones = 6;

    /// <summary>How many words of each tone a claim has.</summary>
    public static void Shares(ref FeatureWriter write, PreparedWord[] words)
    {
        for (var tone = Tone.Negation; (int)tone < Tones; tone++)
        {
            write.Add(words.Count(word => word.Tone == tone));
        }
    }

    /// <summary>For each tone, the share of the sentences and of the words that have it.</summary>
    public static void Shares(ref FeatureWriter write, IReadOnlyList<PreparedSentence> sentences)
    {
        for (var tone = Tone.Negation; (int)tone < Tones; tone++)
        {
            var with = sentences.Count(sentence => Array.Exists(sentence.Words, word => word.Tone == tone));
            write.Add((float)with / sentences.Count);
            write.Add((float)sentences.Sum(sentence => sentence.Words.Count(word => word.Tone == tone)) / sentences.Sum(sentence => sentence.Words.Length + 1));
        }
    }

    /// <summary>For each tone, how near its words stand to words of the claim: the sum over sentences of the shared weight there.</summary>
    public static void Near(ref FeatureWriter write, Dictionary<string, float> weights, IReadOnlyList<PreparedSentence> sentences)
    {
        var total = weights.Values.Sum() + 1e-6f;
        Span<float> sums = stackalloc float[Tones];
        Span<float> most = stackalloc float[Tones];
        sums.Clear();
        most.Clear();
        foreach (var sentence in sentences)
        {
            var held = weights.Where(pair => sentence.Stems.Contains(pair.Key)).Sum(pair => pair.Value) / total;
            for (var tone = Tone.Negation; (int)tone < Tones; tone++)
            {
                if (held > 0 && Array.Exists(sentence.Words, word => word.Tone == tone))
                {
                    sums[(int)tone] += held;
                    most[(int)tone] = Math.Max(most[(int)tone], held);
                }
            }
        }

        for (var tone = 1; tone < Tones; tone++)
        {
            write.Add(sums[tone]);
            write.Add(most[tone]);
        }
    }

    /// <summary>How early the first sentence with a tone stands, from 0 to 1; 1 where there is none.</summary>
    public static float First(PreparedText article, Tone tone)
    {
        for (var i = 0; i < article.Sentences.Count; i++)
        {
            if (Array.Exists(article.Sentences[i].Words, word => word.Tone == tone))
            {
                return (float)i / article.Sentences.Count;
            }
        }

        return 1;
    }

    /// <summary>1 where an odd number of words negates or refutes, else 0.</summary>
    public static int Polarity(PreparedWord[] words) => words.Count(word => word.Tone is Tone.Negation or Tone.Refute) % 2;
}
