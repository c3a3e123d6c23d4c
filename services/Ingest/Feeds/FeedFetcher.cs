using System.Net;
using System.Text;
using Microsoft.Extensions.Options;

namespace OnRecord.Ingest;

/// <summary>Fetches feeds where they are now: follows a move for good, the feed that a page names, and the sitemaps of an index.</summary>
public sealed class FeedFetcher(PoliteFetcher fetcher, IOptions<FeedOptions> options)
{
    private const string FeedTypes = "application/rss+xml, application/atom+xml, application/feed+json, application/rdf+xml;q=0.9, application/xml;q=0.8, application/json;q=0.8, */*;q=0.1";
    private const string PageTypes = "text/html, application/xhtml+xml, */*;q=0.1";

    /// <summary>Sitemaps of an index that are read in one poll: the newest ones.</summary>
    private const int MostSitemaps = 5;

    /// <summary>Fetches and reads a feed, and notes on the row where it is.</summary>
    /// <returns>What came, and the document; null when it has not changed.</returns>
    /// <exception cref="FetchException">The feed could not be fetched. One that has moved is looked for at its old address next time.</exception>
    /// <exception cref="FeedFormatException">The feed could not be read.</exception>
    public async Task<(Fetched Fetched, FeedDocument? Document)> GetAsync(FeedRow feed, CancellationToken cancellation)
    {
        try
        {
            var moved = feed.MovedTo.Length > 0;
            var (fetched, document) = await GetAsync(new Uri(moved ? feed.MovedTo : feed.Url), feed.Etag, feed.LastModified, cancellation);
            var target = fetched.MovedTo;
            if (document is { IsPage: true, MovedTo: { } named })
            {
                target = named;
                (fetched, document) = await GetAsync(named, null, null, cancellation);
                if (document?.IsPage == true)
                {
                    throw new FeedFormatException($"The page names {named} as its feed, which is a page as well.");
                }
            }

            // What a feed says of its move is followed at the next poll; until then it is still here.
            target = document?.MovedTo ?? target;
            feed.MovedTo = target is null ? feed.MovedTo : target.AbsoluteUri == feed.Url ? "" : target.AbsoluteUri;
            return document?.Sitemaps.Count > 0 ? (fetched with { ETag = null, LastModified = null }, await WithSitemapsAsync(document, cancellation)) : (fetched, document);
        }
        catch (Exception fault) when (feed.MovedTo.Length > 0 && fault is FetchException or FeedFormatException)
        {
            (feed.MovedTo, feed.Etag, feed.LastModified) = ("", null, null);
            if (fault is FetchException { Status: (int)HttpStatusCode.Gone })
            {
                // Gone from there; whether the feed itself is gone its own address will tell.
                throw new FetchException(fault.Message, inner: fault);
            }

            throw;
        }
    }

    /// <summary>Fetches a page, as bytes that tell their own encoding.</summary>
    /// <exception cref="FetchException">It could not be fetched.</exception>
    public async Task<byte[]> GetPageAsync(Uri url, CancellationToken cancellation)
    {
        var page = await fetcher.GetAsync(url, PageTypes, null, null, cancellation);
        var body = page.Body ?? [];
        // By the HTML standard the header counts before what the page says, and only the header is lost from here on.
        return Encodings.Find(page.Charset) is { } encoding and not UTF8Encoding && !body.AsSpan().StartsWith(Encoding.UTF8.Preamble)
            ? [.. Encoding.UTF8.Preamble, .. Encoding.Convert(encoding, Encoding.UTF8, body)]
            : body;
    }

    private async Task<(Fetched Fetched, FeedDocument? Document)> GetAsync(Uri url, string? etag, string? lastModified, CancellationToken cancellation)
    {
        var fetched = await fetcher.GetAsync(url, FeedTypes, etag, lastModified, cancellation);
        if (fetched.Body is null)
        {
            return (fetched, null);
        }

        var document = FeedParser.Parse(fetched.Body, fetched.Charset, fetched.Url, options.Value.MaxItems);
        return (fetched, fetched.Hub.Length > 0 ? document with { Hub = fetched.Hub } : document);
    }

    /// <summary>An index with the entries of its newest sitemaps; one that cannot be read does not cost the others.</summary>
    private async Task<FeedDocument> WithSitemapsAsync(FeedDocument index, CancellationToken cancellation)
    {
        var items = new List<FeedItem>();
        var faults = new List<string>();
        foreach (var sitemap in index.Sitemaps.Take(MostSitemaps))
        {
            try
            {
                var (_, document) = await GetAsync(sitemap, null, null, cancellation);
                items.AddRange(document?.Items ?? []);
            }
            catch (Exception fault) when (fault is FetchException or FeedFormatException)
            {
                faults.Add($"{sitemap}: {fault.Message}");
            }
        }

        return items.Count == 0 && faults.Count > 0
            ? throw new FeedFormatException($"No sitemap of the index could be read; the first: {faults[0]}")
            : index with { Items = [.. items.Take(options.Value.MaxItems)], Repair = string.Join(" ", faults) };
    }
}
