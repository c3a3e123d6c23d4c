using OnRecord.Data;

namespace OnRecord.Trainer.Parse;

/// <summary>Writes some training sentences the way headlines and careless typists do.</summary>
internal static class Augmentation
{
    public static TreebankSentence Vary(TreebankSentence sentence, Random random)
    {
        var choice = random.NextDouble();
        return choice switch
        {
            < 0.03 => sentence with { Forms = [.. sentence.Forms.Select(form => form.ToLowerInvariant())] },
            < 0.05 => sentence with { Forms = [.. sentence.Forms.Select(form => form.ToUpperInvariant())] },
            < 0.08 => sentence with { Forms = [.. sentence.Forms.Select(form => char.ToUpperInvariant(form[0]) + form[1..])] },
            < 0.14 => WithoutFinalMark(sentence),
            _ => sentence,
        };
    }

    private static TreebankSentence WithoutFinalMark(TreebankSentence sentence)
    {
        var last = sentence.Length - 1;
        return last < 3 || sentence.Relations[last] != "punct" || sentence.Heads.Contains(last)
            ? sentence
            : new TreebankSentence(
                sentence.Treebank, sentence.Forms[..last], sentence.Upos[..last], sentence.Xpos[..last], sentence.Heads[..last], sentence.Relations[..last]);
    }
}
