using OnRecord.Language;

namespace OnRecord.Stances;

/// <summary>
/// Lines that are no part of the story: two or more paragraphs in a row without an end mark are a list of links or captions. A single
/// such line is a subheading and may well state a position.
/// </summary>
internal sealed class ResidueFinder
{
    private readonly SyntaxView _view;
    private readonly bool[] _isResidue;

    public ResidueFinder(SyntaxView view)
    {
        _view = view;
        var sentences = view.Document.Sentences;
        _isResidue = new bool[sentences.Count];
        var run = 0;
        for (var s = 0; s < sentences.Count; s++)
        {
            run = IsBareLine(s) ? run + 1 : 0;
            for (var k = s; run >= 2 && k > s - run; k--)
            {
                _isResidue[k] = true;
            }
        }
    }

    /// <summary>Whether the token stands in such a line.</summary>
    public bool Contains(int token) => _isResidue[_view.SentenceOf[token]];

    /// <summary>Whether the token stands in a single line without an end mark: the headline or a subheading.</summary>
    public bool IsHeading(int token) => _view.SentenceAt(token).IsHeadline || IsBareLine(_view.SentenceOf[token]);

    private bool IsBareLine(int index)
    {
        var sentences = _view.Document.Sentences;
        var sentence = sentences[index];
        var alone = (index == 0 || sentences[index - 1].Paragraph != sentence.Paragraph)
            && (index + 1 == sentences.Count || sentences[index + 1].Paragraph != sentence.Paragraph);
        return alone && !sentence.IsHeadline
            && _view.Document.Word(sentence.EndToken - 1) is not ("." or "!" or "?" or ":" or "”" or "\"" or "''" or ")" or "…" or "," or "’" or "'");
    }
}
