using System.Buffers;
using OnRecord.Language;

namespace OnRecord.Stances;

/// <summary>
/// Lines that are no part of the story: two or more paragraphs in a row without an end mark are a list of links or captions. A single
/// such line is a subheading and may well state a position. So are requests to the reader.
/// </summary>
internal sealed class ResidueFinder
{
    /// <summary>Tokens of a request to the reader, at most.</summary>
    private const int LongestRequest = 30;

    private static readonly SearchValues<string> Requests = SearchValues.Create(
        [.. LanguagePack.Default.Words("reader-requests").Entries.Select(entry => entry.Word)], StringComparison.OrdinalIgnoreCase);

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
            _isResidue[s] |= IsRequest(sentences[s]);
            for (var k = s; run >= 2 && k > s - run; k--)
            {
                _isResidue[k] = true;
            }
        }
    }

    /// <summary>"Sign up for our newsletter", "an earlier version of this article said …": the page speaks to its reader.</summary>
    private bool IsRequest(Sentence sentence) =>
        sentence.EndToken - sentence.FirstToken <= LongestRequest && _view.Document.Text.AsSpan(sentence.Start, sentence.End - sentence.Start).ContainsAny(Requests);

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
