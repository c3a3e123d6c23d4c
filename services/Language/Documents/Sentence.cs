namespace OnRecord.Language;

/// <summary>A sentence: a run of tokens that never crosses a paragraph.</summary>
/// <param name="FirstToken">Index of the first token.</param>
/// <param name="EndToken">One past the last token.</param>
/// <param name="Start">First UTF-16 unit.</param>
/// <param name="End">One past the last.</param>
/// <param name="Paragraph">Index of the paragraph, from 0; the headline is a paragraph.</param>
/// <param name="IsHeadline">Whether it stands before the body.</param>
public readonly record struct Sentence(int FirstToken, int EndToken, int Start, int End, int Paragraph, bool IsHeadline)
{
    /// <summary>The range in the document's text.</summary>
    public TextRange Range => new(Start, End);
}
