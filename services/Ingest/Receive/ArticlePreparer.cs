using System.Diagnostics;
using System.Security.Cryptography;
using Google.Protobuf;
using Microsoft.Extensions.Options;
using OnRecord.Api.Ingest.V1;
using OnRecord.Defaults;

namespace OnRecord.Ingest;

/// <summary>Checks, cleans and names an article: everything that needs the processor and no store.</summary>
public sealed class ArticlePreparer(ArticleCleaner cleaner, IOptions<IntakeOptions> options, TimeProvider clock)
{
    /// <summary>Prepares one article that a client handed in, in the current trace.</summary>
    /// <exception cref="Grpc.Core.RpcException">INVALID_ARGUMENT with every broken rule.</exception>
    public Submission Prepare(ArticleInput? article, string requestId, CancellationToken cancellation) => Prepare(article, requestId, "", cancellation);

    /// <summary>Prepares one article in the current trace.</summary>
    /// <param name="article">As the client handed it in.</param>
    /// <param name="requestId">Client's key, or empty.</param>
    /// <param name="expectedLanguage">ISO 639-1 code that the article's feed states, or empty: decides where the text alone tells little.</param>
    /// <param name="cancellation">Ends the work early.</param>
    /// <exception cref="Grpc.Core.RpcException">INVALID_ARGUMENT with every broken rule.</exception>
    public Submission Prepare(ArticleInput? article, string requestId, string expectedLanguage, CancellationToken cancellation)
    {
        var faults = new RequestFaults();
        ArticleRules.Check(article, requestId, options.Value, clock.GetUtcNow(), faults);
        faults.ThrowIfAny();

        var cleaned = cleaner.Clean(article!, expectedLanguage, cancellation);
        ArticleRules.CheckCleaned(article!, cleaned, options.Value, faults);
        faults.ThrowIfAny();

        var url = ChooseUrl(article!.Url, cleaned.CanonicalUrl);
        return new Submission(
            url is null ? ArticleIdentity.OfContent(cleaned.Outlet, cleaned.Title, cleaned.Text) : ArticleIdentity.OfUrl(url),
            cleaned.Outlet.Length == 0 && url is not null ? cleaned with { Outlet = SiteName(url) } : cleaned,
            url?.AbsoluteUri ?? "",
            ArticleIdentity.ContentHash(cleaned.Text),
            requestId,
            requestId.Length > 0 ? SHA256.HashData(article.ToByteArray()) : [],
            Activity.Current?.Id,
            // The headline stays out: papers write their own.
            TextSketch.Of(cleaned.Text.AsMemory(cleaned.BodyStart)));
    }

    /// <summary>
    /// The page's own word on its url counts only for the site it came from: a copy that names its source as canonical is an
    /// article of its own, and no page may take another site's url.
    /// </summary>
    internal static Uri? ChooseUrl(string given, string? statedByPage)
    {
        var hasGiven = CanonicalUrl.TryParse(given, out var fetched);
        if (!CanonicalUrl.TryParse(statedByPage, out var stated))
        {
            return hasGiven ? fetched : null;
        }

        return !hasGiven || SameSite(fetched, stated) ? stated : fetched;
    }

    /// <summary>Nobody names the outlet: its host does, so that it still counts as a voice of its own.</summary>
    private static string SiteName(Uri url) => url.IdnHost.StartsWith("www.", StringComparison.Ordinal) ? url.IdnHost[4..] : url.IdnHost;

    private static bool SameSite(Uri one, Uri other) =>
        LastTwoLabels(one.Host).Equals(LastTwoLabels(other.Host), StringComparison.OrdinalIgnoreCase);

    private static string LastTwoLabels(string host)
    {
        var last = host.LastIndexOf('.');
        var first = last <= 0 ? -1 : host.LastIndexOf('.', last - 1);
        return host[(first + 1)..];
    }
}
