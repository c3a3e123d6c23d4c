using OnRecord.Api.Ingest.V1;
using OnRecord.Defaults;

namespace OnRecord.Ingest;

/// <summary>The rules for what a client may hand in. Every broken one is noted under its proto path.</summary>
internal static class ArticleRules
{
    public const int MaxRequestIdLength = 128;
    public const int MaxOutletLength = 200;
    public const int MaxTitleLength = 1_000;
    public const int MaxAuthors = 100;
    public const int MaxAuthorLength = 200;

    // Older than any newspaper that prints a date; a later one is a slip of the clock or an embargo.
    private static readonly DateTimeOffset EarliestPublication = new(1600, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan LatestPublication = TimeSpan.FromDays(2);

    /// <summary>Whether a publication time can be true.</summary>
    public static bool IsPlausible(DateTimeOffset published, DateTimeOffset now) => published >= EarliestPublication && published <= now + LatestPublication;

    public static void Check(ArticleInput? article, string requestId, IntakeOptions limits, DateTimeOffset now, RequestFaults faults)
    {
        faults.Require(
            requestId.Length <= MaxRequestIdLength && !requestId.Any(char.IsControl) && IsWellFormed(requestId),
            "request_id", $"Must be at most {MaxRequestIdLength} characters, none of them a control character.");
        if (!faults.Require(article is not null, "article", "Is required."))
        {
            return;
        }

        TextRules.Check(article!, faults, "article");
        CheckContent(article!, limits, faults);
        faults.Require(
            article!.Url.Length == 0 || CanonicalUrl.TryParse(article.Url, out _),
            "article.url", $"Must be an absolute http or https url without a user name, of at most {CanonicalUrl.MaxLength} characters.");
        faults.Require(article.Outlet.Length <= MaxOutletLength, "article.outlet", $"Must be at most {MaxOutletLength} characters.");
        faults.Require(article.Title.Length <= MaxTitleLength, "article.title", $"Must be at most {MaxTitleLength} characters.");
        if (faults.Require(article.Authors.Count <= MaxAuthors, "article.authors", $"Must be at most {MaxAuthors}."))
        {
            for (var at = 0; at < article.Authors.Count; at++)
            {
                faults.Require(article.Authors[at].Length <= MaxAuthorLength, $"article.authors[{at}]", $"Must be at most {MaxAuthorLength} characters.");
            }
        }

        if (faults.Require(ProtoMapping.IsValid(article.PublishTime), "article.publish_time", "Must be a time from year 1 to 9999.")
            && article.PublishTime?.ToDateTimeOffset() is { } published)
        {
            faults.Require(
                IsPlausible(published, now),
                "article.publish_time", $"Must be after {EarliestPublication.Year} and at most {LatestPublication.Days} days ahead.");
        }

        faults.Require(
            article.Language.Length == 0 || article.Language == "und" || (article.Language.Length == 2 && article.Language.All(char.IsAsciiLetterLower)),
            "article.language", "Must be a two-letter ISO 639-1 code in lower case, \"und\", or empty.");
    }

    /// <summary>Checks what is left of the content after cleaning.</summary>
    public static void CheckCleaned(ArticleInput input, CleanArticle cleaned, IntakeOptions limits, RequestFaults faults)
    {
        var isHtml = input.ContentCase == ArticleInput.ContentOneofCase.Html;
        var field = isHtml ? "article.html" : "article.text";
        faults.Require(cleaned.Text.Length > 0, field, isHtml ? "Holds no article text." : "Holds nothing but page residue.");
        faults.Require(cleaned.Text.Length <= limits.MaxTextLength, field, $"Must clean to at most {limits.MaxTextLength} UTF-16 units.");
    }

    private static void CheckContent(ArticleInput article, IntakeOptions limits, RequestFaults faults)
    {
        switch (article.ContentCase)
        {
            case ArticleInput.ContentOneofCase.Html:
                faults.Require(!article.Html.IsEmpty, "article.html", "Must not be empty.");
                faults.Require(article.Html.Length <= limits.MaxHtmlBytes, "article.html", $"Must be at most {limits.MaxHtmlBytes} bytes.");
                break;
            case ArticleInput.ContentOneofCase.Text:
                faults.Require(!string.IsNullOrWhiteSpace(article.Text), "article.text", "Must not be empty.");
                faults.Require(article.Text.Length <= limits.MaxTextLength, "article.text", $"Must be at most {limits.MaxTextLength} UTF-16 units.");
                break;
            default:
                faults.Require(false, "article.text", "Either text or html is required.");
                break;
        }
    }

    private static bool IsWellFormed(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (char.IsSurrogate(text[at]) && !(char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[++at])))
            {
                return false;
            }
        }

        return true;
    }
}
