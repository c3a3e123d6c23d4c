using OnRecord.Language;

namespace OnRecord.Stances;

/// <summary>A cue and the window of tokens in which its source and content are looked for.</summary>
internal sealed class CueFrame
{
    /// <summary>Tokens looked at before and after the cue, at most.</summary>
    private const int Before = 60;
    private const int After = 110;

    private readonly SyntaxView _view;

    /// <param name="view">The document.</param>
    /// <param name="first">First token of the cue.</param>
    /// <param name="end">One past its last token.</param>
    public CueFrame(SyntaxView view, int first, int end)
    {
        _view = view;
        First = first;
        End = end;
        Head = view.HeadOf(first, end);
        Sentence = view.SentenceOf[first];
        (WindowStart, WindowEnd) = FindWindow();
    }

    public int First { get; }

    public int End { get; }

    /// <summary>The syntactic head of the cue.</summary>
    public int Head { get; }

    /// <summary>Index of the cue's sentence.</summary>
    public int Sentence { get; }

    public int WindowStart { get; }

    public int WindowEnd { get; }

    /// <summary>
    /// The cue's sentence, and the sentences around it as long as a quotation ties them to it: statements leave their sentence
    /// only inside quotation marks, or after a colon.
    /// </summary>
    private (int Start, int End) FindWindow()
    {
        var sentences = _view.Document.Sentences;
        var (low, high) = (Sentence, Sentence);
        while (low > 0 && First - sentences[low - 1].FirstToken <= Before && Follows(low - 1) && _view.HasQuote(low - 1))
        {
            low--;
        }

        while (high + 1 < sentences.Count && sentences[high + 1].EndToken - End <= After && Follows(high)
            && (_view.HasQuote(high + 1) || EndsWithColon(high)))
        {
            high++;
        }

        return (Math.Max(sentences[low].FirstToken, First - Before), Math.Min(sentences[high].EndToken, End + After));
    }

    /// <summary>Whether the next sentence can belong to the same statement: one paragraph break is allowed, the headline stands alone.</summary>
    private bool Follows(int sentence)
    {
        var (here, next) = (_view.Document.Sentences[sentence], _view.Document.Sentences[sentence + 1]);
        var own = _view.Document.Sentences[Sentence].Paragraph;
        return here.IsHeadline == next.IsHeadline && Math.Abs(here.Paragraph - own) <= 1 && Math.Abs(next.Paragraph - own) <= 1;
    }

    private bool EndsWithColon(int sentence) => _view.Document.Word(_view.Document.Sentences[sentence].EndToken - 1) is ":";
}
