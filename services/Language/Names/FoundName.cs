namespace OnRecord.Language.Names;

/// <summary>A name that was found: the tokens [FirstToken, EndToken) of the document.</summary>
/// <param name="FirstToken">Index of the first token.</param>
/// <param name="EndToken">One past the last token.</param>
/// <param name="Type">Person, organization, place or other.</param>
/// <param name="Confidence">The lowest probability of a tag of the name, 0 to 1.</param>
internal readonly record struct FoundName(int FirstToken, int EndToken, NameType Type, float Confidence);
