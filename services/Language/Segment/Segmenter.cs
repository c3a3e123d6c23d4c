namespace OnRecord.Language.Segment;

/// <summary>Text to paragraphs, tokens and sentences.</summary>
internal static class Segmenter
{
    /// <summary>Fills <paramref name="tokens"/> and <paramref name="sentences"/>; both are emptied first.</summary>
    /// <param name="text">Any UTF-16 text.</param>
    /// <param name="bodyStart">Where the body begins; no token or sentence crosses it.</param>
    /// <param name="tokens">Receives the tokens in text order.</param>
    /// <param name="sentences">Receives the sentences in text order; together they hold every token once.</param>
    public static void Segment(ReadOnlySpan<char> text, int bodyStart, TokenList tokens, List<Sentence> sentences)
    {
        tokens.Clear();
        sentences.Clear();
        var paragraph = 0;
        var at = 0;
        while (at < text.Length)
        {
            var end = ParagraphEnd(text, at, at < bodyStart ? bodyStart : text.Length);
            var from = tokens.Count;
            Tokenizer.Tokenize(text, at, end, tokens);
            if (tokens.Count > from)
            {
                SentenceSplitter.Split(text, tokens, from, paragraph++, isHeadline: at < bodyStart, sentences);
            }

            at = end;
        }
    }

    /// <summary>One past the line break that ends the paragraph; a line broken for width alone ("…said the⏎minister") goes on.</summary>
    private static int ParagraphEnd(ReadOnlySpan<char> text, int start, int limit)
    {
        for (var at = start; at < limit; at++)
        {
            if (CharClass.IsLineBreak(text[at]) && !IsSoftWrap(text, at, limit))
            {
                return at + 1;
            }
        }

        return limit;
    }

    private static bool IsSoftWrap(ReadOnlySpan<char> text, int at, int limit)
    {
        var next = text[at] == '\r' && at + 1 < limit && text[at + 1] == '\n' ? at + 2 : at + 1;
        return text[at] is '\n' or '\r' && at > 0 && next < limit
            && (char.IsLetter(text[at - 1]) || text[at - 1] is ',' or ' ' or '\r') && char.IsLower(text[next]);
    }
}
