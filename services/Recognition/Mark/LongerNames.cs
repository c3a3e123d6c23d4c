using OnRecord.Language;

namespace OnRecord.Entities;

/// <summary>
/// Names that the name finder cut short before their last words: in "Apple TV" and "London Marathon" neither the company nor the city is meant.
/// Only where the sentence writes common words small, so that capitals tell something, and never before a title or a person's name.
/// </summary>
internal static class LongerNames
{
    private const int MaxWords = 3;
    private const float Confidence = 0.6f;

    // Below this share of small words a sentence is written like a headline.
    private const float LeastSmall = 0.5f;

    private static readonly WordSet Titles = LanguagePack.Default.Words("office-words");

    /// <summary>The document with such names made whole.</summary>
    public static Document Mark(Document document)
    {
        var editor = new MentionEditor(document);
        var covered = new bool[document.Tokens.Length];
        foreach (var mention in document.Mentions)
        {
            Array.Fill(covered, true, mention.FirstToken, mention.EndToken - mention.FirstToken);
        }

        var sentence = 0;
        foreach (var mention in document.Mentions)
        {
            while (document.Sentences[sentence].EndToken <= mention.FirstToken)
            {
                sentence++;
            }

            if (mention.Form != MentionForm.Name || mention.Type is not (NameType.Organization or NameType.Place))
            {
                continue;
            }

            var end = EndOf(document, mention, document.Sentences[sentence].EndToken, covered);
            if (end > mention.EndToken && IsWrittenSmall(document, document.Sentences[sentence], mention.FirstToken, end))
            {
                editor.Add(mention.FirstToken, end, NameType.Other, Confidence, replacesInner: true);
            }
        }

        return editor.Build();
    }

    /// <summary>One past the capitalised words that the mention only modifies; its own end when there are none.</summary>
    private static int EndOf(Document document, Mention mention, int sentenceEnd, bool[] covered)
    {
        var end = mention.EndToken;
        while (end < sentenceEnd && end - mention.EndToken < MaxWords && !covered[end] && IsNamePart(document, end)
            && document.Tokens[end].Start == document.Tokens[end - 1].End + 1)
        {
            end++;
        }

        var last = document.Tokens[mention.EndToken - 1];
        var isModifier = last.Relation is "compound" or "flat" or "nmod" && last.Head >= mention.EndToken && last.Head < end;
        var isHead = end > mention.EndToken && document.Tokens[end - 1] is { Relation: "flat" or "compound" } word
            && word.Head >= mention.FirstToken && word.Head < mention.EndToken;
        return (isModifier || isHead) && (end >= sentenceEnd || !covered[end]) && !IsTitle(document, mention.EndToken, end) ? end : mention.EndToken;
    }

    private static bool IsNamePart(Document document, int token) =>
        document.Tokens[token].Upos is Upos.Propn or Upos.Noun && char.IsUpper(document.Word(token)[0]) && document.Text[document.Tokens[token].Start - 1] == ' ';

    private static bool IsTitle(Document document, int first, int end)
    {
        for (var token = first; token < end; token++)
        {
            var word = document.Word(token);
            if (Titles.Contains(word) || NameVariants.IsTitle(word) || NameVariants.IsCompanySuffix(word))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsWrittenSmall(Document document, in Sentence sentence, int first, int end)
    {
        var (small, words) = (0, 0);
        for (var token = sentence.FirstToken; token < sentence.EndToken; token++)
        {
            if ((token < first || token >= end) && char.IsLetter(document.Word(token)[0]))
            {
                words++;
                small += char.IsLower(document.Word(token)[0]) ? 1 : 0;
            }
        }

        return !sentence.IsHeadline && small >= words * LeastSmall && words > 0;
    }
}
