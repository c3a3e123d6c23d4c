namespace OnRecord.Language.Coreference;

/// <summary>Which tokens stand inside quotation marks, and who speaks there as far as the tree shows it.</summary>
internal sealed class QuoteMap
{
    // Two or three words in marks are a phrase that the writer takes up, not speech with an "I" of its own.
    private const int LeastTokens = 5;

    private static readonly WordSet SpeechVerbs = LanguagePack.Default.Words("speech-verbs");

    private readonly int[] _quoteOf;
    private readonly List<(int First, int End)> _quotes = [];

    public QuoteMap(DocumentView view)
    {
        _quoteOf = new int[view.Tokens.Length];
        Array.Fill(_quoteOf, -1);
        foreach (var quotation in QuotationFinder.Find(view.Text, view.Tokens, view.Sentences, view.PeopleNames))
        {
            var (first, end) = (quotation.FirstToken, quotation.EndToken);
            if (end - first >= LeastTokens)
            {
                Array.Fill(_quoteOf, _quotes.Count, first, end - first);
                _quotes.Add((first, end));
            }
        }
    }

    public int Count => _quotes.Count;

    public (int First, int End) this[int quote] => _quotes[quote];

    /// <summary>The quote around a token, or -1.</summary>
    public int At(int token) => _quoteOf[token];

    /// <summary>Whether a quote begins a sentence. One that only ends a sentence of the writer's keeps the writer's pronouns: he said he was "glad that he came".</summary>
    public bool IsWhole(DocumentView view, int quote) => char.IsUpper(view.Word(_quotes[quote].First + 1)[0]);

    /// <summary>For each quote the subject that speaks it, or -1.</summary>
    public int[] SpeakerTokens(DocumentView view)
    {
        var speakers = new int[_quotes.Count];
        for (var quote = 0; quote < speakers.Length; quote++)
        {
            var speaker = SpeakerToken(view, quote);
            if (speaker < 0 && quote > 0 && speakers[quote - 1] >= 0 && ParagraphOf(view, quote) == ParagraphOf(view, quote - 1))
            {
                speaker = speakers[quote - 1]; // one paragraph, one speaker
            }

            speakers[quote] = speaker;
        }

        return speakers;
    }

    private int ParagraphOf(DocumentView view, int quote) => view.Sentences[view.SentenceOf(_quotes[quote].First)].Paragraph;

    /// <summary>
    /// The subject of the speech verb that a quote hangs on: in the sentence where the quote begins or ends, outside the marks, with a
    /// comma or the mark between; or, of whatever verb, before a colon and the mark. -1 when there is none.
    /// </summary>
    private int SpeakerToken(DocumentView view, int quote)
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

        return first > 0 && view.Is(first - 1, ":") ? SubjectBefore(view, first - 1) : -1;
    }

    /// <summary>The first subject of the sentence that a colon ends.</summary>
    private int SubjectBefore(DocumentView view, int colon)
    {
        for (var i = view.Sentences[view.SentenceOf(colon)].FirstToken; i < colon; i++)
        {
            if (_quoteOf[i] < 0 && DocumentView.IsSubject(view.Tokens[i]))
            {
                return i;
            }
        }

        return -1;
    }
}
