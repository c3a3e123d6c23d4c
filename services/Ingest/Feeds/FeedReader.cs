using System.Security.Cryptography;
using System.Text;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.Extensions.Options;
using OnRecord.Api.Ingest.V1;

namespace OnRecord.Ingest;

/// <summary>
/// Takes what is new or changed in a feed and submits it. What is new is told by the entries themselves, never by their dates: feeds
/// backdate, postdate and leave dates out.
/// </summary>
public sealed class FeedReader(
    PoliteFetcher fetcher, FeedStore store, ArticlePreparer preparer, SubmissionWriter writer, IOptions<FeedOptions> options, TimeProvider clock,
    ILogger<FeedReader> logger)
{
    private const string FeedTypes = "application/rss+xml, application/atom+xml, application/feed+json, application/rdf+xml;q=0.9, application/xml;q=0.8, application/json;q=0.8, */*;q=0.1";
    private const string PageTypes = "text/html, application/xhtml+xml, */*;q=0.1";

    // An entry that has been out of the feed for so many polls is forgotten: should it return, its text decides whether it is news.
    private const int RememberedPolls = 500;

    /// <summary>Polls a feed once and updates its validators, title and count of articles.</summary>
    /// <returns>What went wrong with single entries; empty when nothing did.</returns>
    /// <exception cref="FetchException">The feed could not be fetched.</exception>
    /// <exception cref="FeedFormatException">The feed could not be read.</exception>
    public async Task<string> ReadAsync(FeedRow feed, CancellationToken cancellation)
    {
        var fetched = await fetcher.GetAsync(new Uri(feed.Url), FeedTypes, feed.Etag, feed.LastModified, cancellation);
        if (fetched.Body is null)
        {
            return "";
        }

        var document = FeedParser.Parse(fetched.Body, fetched.Charset, fetched.Url, options.Value.MaxItems);
        feed.Title = document.Title;
        var taken = (await store.TakenAsync(feed.FeedId, cancellation)).ToDictionary(item => Convert.ToHexString(item.ItemKey), item => item.ContentHash);
        var seen = new List<TakenItem>();
        var faults = new List<string>();
        var pages = 0;
        var complete = true;
        foreach (var item in document.Items)
        {
            var mark = Mark(item);
            if (taken.TryGetValue(Convert.ToHexString(mark.ItemKey), out var before) && before.AsSpan().SequenceEqual(mark.ContentHash))
            {
                seen.Add(mark);
                continue;
            }

            if (feed.FetchPages && ++pages > options.Value.MaxPagesPerPoll)
            {
                complete = false;
                break;
            }

            try
            {
                feed.ArticlesSubmitted += await SubmitAsync(feed, item, cancellation) ? 1 : 0;
                seen.Add(mark);
            }
            catch (RpcException refused) when (refused.StatusCode == StatusCode.InvalidArgument)
            {
                // Taken all the same: an entry that breaks a rule now will break it at the next poll too.
                seen.Add(mark);
                faults.Add($"{item.Key}: {refused.Status.Detail}");
            }
            catch (FetchException fault)
            {
                complete = false;
                faults.Add($"{item.Link}: {fault.Message}");
            }
        }

        await store.TakeAsync(feed.FeedId, seen, feed.Polls, feed.Polls - RememberedPolls, cancellation);
        // An entry left behind must be offered again, so the next answer must not be "not modified".
        feed.Etag = complete ? fetched.ETag : null;
        feed.LastModified = complete ? fetched.LastModified : null;
        return Summarise(faults);
    }

    /// <summary>Submits one entry; false when it was known already.</summary>
    private async Task<bool> SubmitAsync(FeedRow feed, FeedItem item, CancellationToken cancellation)
    {
        var article = new ArticleInput { Url = item.Link, Outlet = Fit(feed.Outlet.Length > 0 ? feed.Outlet : feed.Title, ArticleRules.MaxOutletLength) };
        if (feed.FetchPages && item.Link.Length > 0)
        {
            var page = await fetcher.GetAsync(new Uri(item.Link), PageTypes, null, null, cancellation);
            article.Html = UnsafeByteOperations.UnsafeWrap(page.Body ?? []);
        }
        else
        {
            article.Text = FeedText.ToPlainText(item.Content);
        }

        article.Title = Fit(item.Title, ArticleRules.MaxTitleLength);
        article.Authors.AddRange(item.Authors.Take(ArticleRules.MaxAuthors).Select(author => Fit(author, ArticleRules.MaxAuthorLength)));
        if (item.PublishedAt is { } published && ArticleRules.IsPlausible(published, clock.GetUtcNow()))
        {
            article.PublishTime = Timestamp.FromDateTimeOffset(published);
        }

        var stored = await writer.EnqueueAsync(preparer.Prepare(article, requestId: "", cancellation), cancellation);
        var result = await stored;
        logger.LogDebug("{Feed}: {Key} is {Outcome}", feed.Url, item.Key, result.Outcome);
        return result.Outcome != SubmitOutcome.Duplicate;
    }

    private static TakenItem Mark(FeedItem item) => new()
    {
        ItemKey = SHA256.HashData(Encoding.UTF8.GetBytes(item.Key))[..16],
        ContentHash = SHA256.HashData(Encoding.UTF8.GetBytes($"{item.Link}\n{item.Title}\n{item.Content}"))[..16],
    };

    private static string Summarise(List<string> faults) => faults.Count switch
    {
        0 => "",
        1 => Fit(faults[0], 400),
        _ => $"{faults.Count} entries could not be taken; the first: {Fit(faults[0], 400)}",
    };

    private static string Fit(string text, int length) => text.Length <= length ? text : text[..length];
}
