namespace OnRecord.Ingest;

/// <summary>Reads an article out of text that was copied from a page.</summary>
internal static class PastedText
{
    private const int LongestHeadline = 160;
    private const int ShortestBody = 2;

    /// <summary>The paragraphs of the article, and its headline where the first paragraph looks like one.</summary>
    public static (string Title, List<string> Body) Read(string text)
    {
        var paragraphs = PlainText.Paragraphs(text);
        var title = paragraphs.Count > ShortestBody && IsHeadline(paragraphs[0]) ? paragraphs[0] : "";
        var body = paragraphs.Skip(title.Length > 0 ? 1 : 0).ToList();
        ArticleTail.Cut(body, paragraph => paragraph, _ => false);
        body.RemoveAll(paragraph => PageResidue.IsResidue(paragraph) || IsSectionWord(paragraph));
        return (title, body);
    }

    /// <summary>A headline is short and does not end like a sentence.</summary>
    private static bool IsHeadline(string paragraph) =>
        paragraph.Length <= LongestHeadline && paragraph.Contains(' ', StringComparison.Ordinal) && paragraph[^1] is not ('.' or ',' or ';' or ':' or '…')
        && !paragraph.EndsWith(".”", StringComparison.Ordinal) && !paragraph.EndsWith(".\"", StringComparison.Ordinal);

    /// <summary>A lone word that named a section, a tag or a button of the page.</summary>
    private static bool IsSectionWord(string paragraph) =>
        paragraph.Length <= 20 && !paragraph.Contains(' ', StringComparison.Ordinal) && char.IsLetter(paragraph[^1]);
}
