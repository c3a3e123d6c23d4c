namespace OnRecord.Language;

/// <summary>A quotation.</summary>
/// <param name="FirstToken">Index of the opening mark.</param>
/// <param name="EndToken">One past the closing mark, or past the last token of the paragraph where none closes it.</param>
/// <param name="Continues">Whether it goes on with the next quotation: its paragraph ends open and the next one opens again.</param>
public readonly record struct Quotation(int FirstToken, int EndToken, bool Continues);
