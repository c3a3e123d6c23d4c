using OnRecord.Language;

namespace OnRecord.Entities;

/// <summary>
/// Bodies that act under the name of whose body they are: "Harlow city council", "the Norwegian health authorities". Only where they do something or
/// somebody speaks for them; elsewhere they are scenery.
/// </summary>
internal static class NamedBodies
{
    private const float Confidence = 0.6f;

    private static readonly WordSet Sources = LanguagePack.Default.Words("source-nouns");

    /// <summary>The document with such bodies as mentions.</summary>
    public static Document Mark(Document document)
    {
        var editor = new MentionEditor(document);
        var (names, ends) = (new bool[document.Tokens.Length], new bool[document.Tokens.Length]);
        foreach (var mention in document.Mentions)
        {
            if (mention.Form == MentionForm.Name)
            {
                Array.Fill(names, true, mention.FirstToken, mention.EndToken - mention.FirstToken);
            }

            ends[mention.EndToken - 1] = true;
        }

        foreach (var sentence in document.Sentences)
        {
            for (var head = sentence.FirstToken + 1; head < sentence.EndToken; head++)
            {
                if (!ends[head] && !names[head] && Sources.Is(document.Word(head), "body")
                    && IsActor(document, head) && FirstOf(document, head, sentence.FirstToken, names) is var first && first < head)
                {
                    editor.Add(first, head + 1, NameType.Organization, Confidence, replacesInner: false);
                }
            }
        }

        return editor.Build();
    }

    private static bool IsActor(Document document, int head) =>
        document.Tokens[head].Relation is "nsubj" or "nsubj:pass" or "obl:agent" or "obl" or "nmod" or "conj" or "root" or "compound" or "appos" or "nmod:poss";

    /// <summary>Where the words begin that lead to the body, if one of them is a name; else the body itself.</summary>
    private static int FirstOf(Document document, int head, int sentenceStart, bool[] names)
    {
        var (first, named) = (head, false);
        while (first > sentenceStart && document.Tokens[first - 1].Upos is Upos.Propn or Upos.Adj or Upos.Noun)
        {
            first--;
            named |= names[first] || (first > sentenceStart && char.IsUpper(document.Word(first)[0]));
        }

        return named ? first : head;
    }
}
