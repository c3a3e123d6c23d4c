using OnRecord.Data;
using OnRecord.Language;
using OnRecord.Language.Names;

namespace OnRecord.Trainer.Names;

/// <summary>A sentence ready for training.</summary>
/// <param name="Features">Features of all tokens, one after the other.</param>
/// <param name="Ends">For each token where its features end.</param>
/// <param name="Tags">The right tag of each token.</param>
/// <param name="Weight">How much it counts.</param>
internal sealed record NerExample(int[] Features, int[] Ends, byte[] Tags, float Weight);

/// <summary>Turns annotated documents into examples, with copies in other writing so that capitals are not all the tagger knows.</summary>
internal sealed class NerExamples(WordReader reader, Gazetteer gazetteer, int seed)
{
    private const double UpperShare = 0.08;
    private const double LowerShare = 0.06;
    private const double TitleShare = 0.04;

    private readonly Random _random = new(seed);

    /// <summary>The examples of a data set.</summary>
    public IEnumerable<NerExample> From(List<List<NerSentence>> documents, float weight)
    {
        foreach (var document in documents)
        {
            foreach (var example in From(document, weight))
            {
                yield return example;
            }

            foreach (var sentence in document)
            {
                if (Rewrite(sentence) is { } copy)
                {
                    yield return From([copy], weight).Single();
                }
            }
        }
    }

    private NerSentence? Rewrite(NerSentence sentence)
    {
        var draw = _random.NextDouble();
        Func<string, string>? rewrite =
            draw < UpperShare ? word => word.ToUpperInvariant()
            : draw < UpperShare + LowerShare ? word => word.ToLowerInvariant()
            : draw < UpperShare + LowerShare + TitleShare ? ToTitle
            : null;
        return rewrite is null ? null : sentence with { Words = Array.ConvertAll(sentence.Words, word => rewrite(word)) };
    }

    private static string ToTitle(string word) =>
        word.Length < 4 && word is "of" or "the" or "in" or "to" or "and" or "a" or "an" or "for" or "on" or "at" or "by"
            ? word
            : char.ToUpperInvariant(word[0]) + word[1..];

    private IEnumerable<NerExample> From(List<NerSentence> document, float weight)
    {
        var text = TokenizedText.From(document.Select(sentence => sentence.Words));
        var context = new NameContext(text.Text, text.Tokens, text.Sentences, reader, gazetteer);
        var features = new int[NameFeatures.Most];
        for (var s = 0; s < document.Count; s++)
        {
            var (sentence, gold) = (text.Sentences[s], document[s]);
            var all = new List<int>(gold.Words.Length * 80);
            var ends = new int[gold.Words.Length];
            for (var i = 0; i < ends.Length; i++)
            {
                var count = NameFeatures.Write(context, sentence, context.CaseOfSentence(s), sentence.FirstToken + i, features);
                all.AddRange(features.AsSpan(0, count));
                ends[i] = all.Count;
            }

            var tags = new byte[gold.Words.Length];
            tags.AsSpan().Fill(NameTag.None);
            foreach (var name in gold.Names)
            {
                NameTag.Write(tags, name.First, name.End, name.Type);
            }

            yield return new NerExample(all.ToArray(), ends, tags, weight);
        }
    }
}
