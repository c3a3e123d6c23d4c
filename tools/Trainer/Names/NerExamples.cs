using OnRecord.Data;
using OnRecord.Language.Names;

namespace OnRecord.Trainer.Names;

/// <summary>Tags of words whose tag is not known, beside those of <see cref="NameTag"/>.</summary>
internal static class OpenTag
{
    /// <summary>Part of some name.</summary>
    public const byte AnyName = NameTag.Count;

    /// <summary>Anything.</summary>
    public const byte Any = 18;
}

/// <summary>A document ready for training.</summary>
/// <param name="Input">What the network reads.</param>
/// <param name="Features">Sparse features of all tokens, one after the other.</param>
/// <param name="Ends">For each token where its sparse features end.</param>
/// <param name="Tags">The right tag of each token.</param>
/// <param name="Speech">Part of speech of each token, or -1.</param>
/// <param name="Relations">Relation of each token to its head, or -1.</param>
/// <param name="Set">The data set it is of.</param>
internal sealed record NerExample(NetworkInput Input, int[] Features, int[] Ends, byte[] Tags, int[] Speech, int[] Relations, NerDataSet Set);

/// <summary>Turns annotated documents into examples, with copies in other writing so that capitals are not all the tagger knows.</summary>
internal sealed class NerExamples(WordReader reader, Gazetteer gazetteer, int seed)
{
    private const double UpperShare = 0.06;
    private const double LowerShare = 0.05;
    private const double TitleShare = 0.03;

    private readonly Random _random = new(seed);
    private readonly Dictionary<string, int> _tags = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _relations = new(StringComparer.Ordinal);

    /// <summary>Number of parts of speech seen.</summary>
    public int TagCount => _tags.Count;

    /// <summary>Number of relations seen.</summary>
    public int RelationCount => _relations.Count;

    /// <summary>The examples of a data set.</summary>
    public IEnumerable<NerExample> From(List<List<NerSentence>> documents, NerDataSet set)
    {
        foreach (var document in documents)
        {
            yield return From(document, set);
            foreach (var sentence in document)
            {
                if (Rewrite(sentence) is { } copy)
                {
                    yield return From([copy], set);
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
        word is "of" or "the" or "in" or "to" or "and" or "a" or "an" or "for" or "on" or "at" or "by"
            ? word
            : char.ToUpperInvariant(word[0]) + word[1..];

    private NerExample From(List<NerSentence> document, NerDataSet set)
    {
        var text = TokenizedText.From(document.Select(sentence => sentence.Words));
        var context = new NameContext(text.Text, text.Tokens, text.Sentences, reader, gazetteer);
        var buffer = new int[NameFeatures.Most];
        var features = new List<int>(text.Tokens.Length * 80);
        var ends = new int[text.Tokens.Length];
        var tags = new byte[text.Tokens.Length];
        tags.AsSpan().Fill(NameTag.None);
        var (speech, relations) = (new int[tags.Length], new int[tags.Length]);
        speech.AsSpan().Fill(-1);
        relations.AsSpan().Fill(-1);
        for (var s = 0; s < document.Count; s++)
        {
            var sentence = text.Sentences[s];
            for (var i = sentence.FirstToken; i < sentence.EndToken; i++)
            {
                var count = NameFeatures.Write(context, sentence, context.CaseOfSentence(s), i, buffer);
                features.AddRange(buffer.AsSpan(0, count));
                ends[i] = features.Count;
                if (document[s].Roles is { } roles)
                {
                    speech[i] = NumberOf(_tags, roles[i - sentence.FirstToken].Tag);
                    relations[i] = NumberOf(_relations, roles[i - sentence.FirstToken].Relation);
                }

                if (document[s].Hints is { } hints)
                {
                    tags[i] = hints[i - sentence.FirstToken] switch
                    {
                        NameHint.Inside => OpenTag.AnyName,
                        NameHint.Outside => NameTag.None,
                        _ => OpenTag.Any,
                    };
                }
            }

            foreach (var name in document[s].Names)
            {
                NameTag.Write(tags, sentence.FirstToken + name.First, sentence.FirstToken + name.End, name.Type);
            }
        }

        return new NerExample(NetworkInput.From(context, text.Sentences), features.ToArray(), ends, tags, speech, relations, set);
    }

    private static int NumberOf(Dictionary<string, int> numbers, string key)
    {
        if (!numbers.TryGetValue(key, out var number))
        {
            numbers.Add(key, number = numbers.Count);
        }

        return number;
    }
}
