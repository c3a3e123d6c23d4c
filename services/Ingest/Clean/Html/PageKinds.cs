using AngleSharp.Dom;
using OnRecord.Api.Ingest.V1;

namespace OnRecord.Ingest;

/// <summary>Tells articles from pages that only look like one.</summary>
internal static class PageKinds
{
    private const int ShortText = 1_200;
    private const int ManyPictures = 8;
    private const double MostlyLinks = 0.6;

    /// <param name="document">The page.</param>
    /// <param name="data">What it states of itself.</param>
    /// <param name="length">Length of the article's text, UTF-16 units.</param>
    /// <param name="all">All visible blocks.</param>
    public static PageKind Of(IDocument document, JsonLd data, int length, IReadOnlyList<TextBlock> all)
    {
        if (data.Has("LiveBlogPosting") || document.QuerySelector("[itemtype$=LiveBlogPosting]") is not null)
        {
            return PageKind.LiveBlog;
        }

        if (length < ShortText && (data.IsPaid || document.QuerySelector("[class*=paywall], [id*=paywall]") is not null))
        {
            return PageKind.PaywallStub;
        }

        if (length < ShortText && (data.Has("ImageGallery") || document.QuerySelectorAll("figure").Length >= ManyPictures))
        {
            return PageKind.Gallery;
        }

        var visible = all.Sum(block => block.Text.Length);
        return length < ShortText / 4 && visible > 0 && all.Sum(block => block.LinkLength) > visible * MostlyLinks ? PageKind.LinkList : PageKind.Article;
    }
}
