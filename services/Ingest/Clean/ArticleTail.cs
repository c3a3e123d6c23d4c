namespace OnRecord.Ingest;

/// <summary>Takes off what follows an article on its page: comments, further stories, contact lines.</summary>
internal static class ArticleTail
{
    /// <summary>Before this share of the text a tail heading is only a box between the paragraphs.</summary>
    private const double TailBegins = 0.25;

    /// <summary>
    /// Ends the article where a heading opens comments or further stories, then removes last paragraphs that take leave of
    /// the reader and headings without text.
    /// </summary>
    /// <param name="paragraphs">The article in order; shortened in place.</param>
    /// <param name="textOf">Text of a paragraph.</param>
    /// <param name="isHeading">Whether it only announces what follows.</param>
    public static void Cut<T>(List<T> paragraphs, Func<T, string> textOf, Func<T, bool> isHeading)
    {
        var length = paragraphs.Sum(paragraph => textOf(paragraph).Length);
        var seen = 0;
        for (var at = 0; at < paragraphs.Count; at++)
        {
            var text = textOf(paragraphs[at]);
            // Once there is an article, a heading of comments ends it, however many comments follow.
            if ((seen > length * TailBegins && PageResidue.OpensTail(text)) || (seen > CleanArticle.LeastText && isHeading(paragraphs[at]) && PageResidue.OpensComments(text)))
            {
                paragraphs.RemoveRange(at, paragraphs.Count - at);
                break;
            }

            seen += text.Length;
        }

        while (paragraphs.Count > 1 && (isHeading(paragraphs[^1]) || PageResidue.IsFarewell(textOf(paragraphs[^1]))))
        {
            paragraphs.RemoveAt(paragraphs.Count - 1);
        }
    }
}
