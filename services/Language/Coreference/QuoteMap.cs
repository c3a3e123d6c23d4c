namespace OnRecord.Language.Coreference;

/// <summary>Which tokens stand inside double quotation marks, and who speaks there as far as the tree shows it.</summary>
internal sealed class QuoteMap
{
    private readonly int[] _quoteOf;
    private readonly List<(int First, int End)> _quotes = [];

    public QuoteMap(DocumentView view)
    {
        _quoteOf = new int[view.Tokens.Length];
        var opened = -1;
        for (var i = 0; i < view.Tokens.Length; i++)
        {
            _quoteOf[i] = -1;
            var word = view.Word(i);
            var newParagraph = i > 0 && view.Sentences[view.SentenceOf(i)].Paragraph != view.Sentences[view.SentenceOf(i - 1)].Paragraph;
            if (opened >= 0 && newParagraph)
            {
                Close(i); // a speech that goes on opens its marks anew
            }

            if (opened < 0 && IsOpener(view, i, word))
            {
                opened = i;
            }
            else if (opened >= 0 && word is "\"" or "\u201D" or "''")
            {
                Close(i + 1);
            }
        }

        if (opened >= 0)
        {
            Close(view.Tokens.Length);
        }

        void Close(int end)
        {
            // Two or three words in marks are a phrase that the writer takes up, not speech with an "I" of its own.
            if (end - opened > 4)
            {
                Array.Fill(_quoteOf, _quotes.Count, opened, end - opened);
                _quotes.Add((opened, end));
            }

            opened = -1;
        }
    }

    public int Count => _quotes.Count;

    public (int First, int End) this[int quote] => _quotes[quote];

    /// <summary>The quote around a token, or -1.</summary>
    public int At(int token) => _quoteOf[token];

    /// <summary>
    /// The subject of the speech verb that a quote hangs on: in the sentence where the quote begins or ends, outside the marks, with a
    /// comma or the mark between. -1 when there is none.
    /// </summary>
    public int SpeakerToken(DocumentView view, int quote)
    {
        var (first, end) = _quotes[quote];
        foreach (var sentence in new[] { view.SentenceOf(end - 1), view.SentenceOf(first) })
        {
            for (var i = view.Sentences[sentence].FirstToken; i < view.Sentences[sentence].EndToken; i++)
            {
                if (_quoteOf[i] < 0 && DocumentView.IsSubject(view.Tokens[i]) && view.Tokens[i].Head is var verb and >= 0
                    && _quoteOf[verb] < 0 && SpeechVerbs.Contains(view.Word(verb)))
                {
                    return i;
                }
            }
        }

        return -1;
    }

    private static bool IsOpener(DocumentView view, int i, ReadOnlySpan<char> word) =>
        word is "\u201C" or "``" or "\u201E" || (word is "\"" && (i + 1 >= view.Tokens.Length || view.Tokens[i + 1].Start == view.Tokens[i].End));
}
