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
    FeedFetcher fetcher, FeedStore store, ArticlePreparer preparer, SubmissionWriter writer, IOptions<FeedOptions> options, TimeProvider clock,
    ILogger<FeedReader> logger)
{
    // An entry that has been out of the feed for so many polls is forgotten: should it return, its text decides whether it is news.
    private const int RememberedPolls = 500;

    /// <summary>Most polls between two tries of an entry that keeps being refused.</summary>
    private const int LongestRetryPause = 64;

    private const int LongestFault = 400;

    /// <summary>Polls a feed once and updates its validators, title, address and count of articles.</summary>
    /// <returns>What is wrong in the feed: entries refused, a document repaired; empty when nothing is.</returns>
    /// <exception cref="FetchException">The feed could not be fetched.</exception>
    /// <exception cref="FeedFormatException">The feed could not be read.</exception>
    public async Task<string> ReadAsync(FeedRow feed, CancellationToken cancellation)
    {
        var (fetched, document) = await fetcher.GetAsync(feed, cancellation);
        if (document is null)
        {
            var refused = await store.RefusedAsync(feed.FeedId, cancellation);
            ForgetValidators(feed, refused);
            // The document is the one that was read before, so what was said of it still holds.
            return feed.ConsecutiveFailures == 0 ? feed.LastError : Summarise([.. refused.Select(item => item.Fault)]);
        }

        feed.Title = document.Title;
        feed.Hub = document.Hub;
        var taken = (await store.TakenAsync(feed.FeedId, cancellation)).ToDictionary(item => Convert.ToHexString(item.ItemKey));
        var shared = SharedAddresses(document);
        var seen = new List<TakenItem>();
        var pages = 0;
        var complete = true;
        foreach (var item in document.Items)
        {
            var mark = Mark(item);
            var known = taken.GetValueOrDefault(Convert.ToHexString(mark.ItemKey));
            known = known?.ContentHash.AsSpan().SequenceEqual(mark.ContentHash) == true ? known : null;
            if (known is { Refusals: 0 } || known?.RetryPoll > feed.Polls)
            {
                seen.Add(known);
                continue;
            }

            var address = shared.Contains(item.Link) ? "" : item.Link;
            var fetchesPage = address.Length > 0 && (feed.FetchPages || document.ListsPages);
            if (fetchesPage && ++pages > options.Value.MaxPagesPerPoll)
            {
                complete = false;
                break;
            }

            try
            {
                feed.ArticlesSubmitted += await SubmitAsync(feed, document, item, address, fetchesPage, cancellation) ? 1 : 0;
                seen.Add(mark);
            }
            catch (RpcException refused) when (refused.StatusCode == StatusCode.InvalidArgument)
            {
                seen.Add(Refused(mark, known, feed.Polls, $"{item.Key}: {refused.Status.Detail}"));
            }
            catch (FetchException fault)
            {
                seen.Add(Refused(mark, known, feed.Polls, $"{item.Link}: {fault.Message}"));
            }
        }

        await store.TakeAsync(feed.FeedId, seen, feed.Polls, feed.Polls - RememberedPolls, cancellation);
        // An entry left behind must be offered again, so the next answer must not be "not modified".
        feed.Etag = complete ? fetched.ETag : null;
        feed.LastModified = complete ? fetched.LastModified : null;
        ForgetValidators(feed, seen);
        var faults = Summarise([.. seen.Where(item => item.Refusals > 0).Select(item => item.Fault)]);
        return string.Join(" ", new[] { Fit(document.Repair, LongestFault), faults }.Where(text => text.Length > 0));
    }

    /// <summary>Submits one entry; false when it was known already.</summary>
    private async Task<bool> SubmitAsync(FeedRow feed, FeedDocument document, FeedItem item, string address, bool fetchesPage, CancellationToken cancellation)
    {
        var article = new ArticleInput { Url = address, Outlet = Fit(feed.Outlet.Length > 0 ? feed.Outlet : feed.Title, ArticleRules.MaxOutletLength) };
        if (fetchesPage)
        {
            article.Html = UnsafeByteOperations.UnsafeWrap(await fetcher.GetPageAsync(new Uri(address), cancellation));
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

        var stored = await writer.EnqueueAsync(preparer.Prepare(article, requestId: "", document.Language, cancellation), cancellation);
        var result = await stored;
        logger.LogDebug("{Feed}: article {ArticleId} is {Outcome}", feed.Url, result.ArticleId, result.Outcome);
        return result.Outcome != SubmitOutcome.Duplicate;
    }

    /// <summary>
    /// Addresses that several entries share, such as the front page: under these the entries would be one article that changes all
    /// the time, so they go without.
    /// </summary>
    private static HashSet<string> SharedAddresses(FeedDocument document) =>
    [
        .. document.Items.Where(item => CanonicalUrl.TryParse(item.Link, out _))
            .GroupBy(item => CanonicalUrl.IdentityKey(CanonicalUrl.Of(item.Link)), StringComparer.Ordinal)
            .Where(same => same.Select(item => item.Key).Distinct(StringComparer.Ordinal).Skip(1).Any())
            .SelectMany(same => same.Select(item => item.Link)),
    ];

    private static TakenItem Mark(FeedItem item) => new()
    {
        ItemKey = SHA256.HashData(Encoding.UTF8.GetBytes(item.Key))[..16],
        ContentHash = SHA256.HashData(Encoding.UTF8.GetBytes($"{item.Link}\n{item.Title}\n{item.Content}"))[..16],
    };

    /// <summary>A refused entry is tried again, after a pause that doubles: what it needs may come later, but a page that is gone is not to be asked for at every poll.</summary>
    private static TakenItem Refused(TakenItem mark, TakenItem? before, long poll, string fault)
    {
        var refusals = (before?.Refusals ?? 0) + 1;
        return new TakenItem
        {
            ItemKey = mark.ItemKey,
            ContentHash = mark.ContentHash,
            Refusals = refusals,
            RetryPoll = poll + Math.Min(LongestRetryPause, 1L << Math.Min(refusals - 1, 30)),
            Fault = Fit(fault, LongestFault),
        };
    }

    /// <summary>Where a refused entry is due at the next poll, that poll must get the document.</summary>
    private static void ForgetValidators(FeedRow feed, IReadOnlyList<TakenItem> items)
    {
        if (items.Any(item => item.Refusals > 0 && item.RetryPoll <= feed.Polls + 1))
        {
            (feed.Etag, feed.LastModified) = (null, null);
        }
    }

    private static string Summarise(IReadOnlyList<string> faults) => faults.Count switch
    {
        0 => "",
        1 => $"One entry was refused and will be tried again: {faults[0]}",
        _ => $"{faults.Count} entries were refused and will be tried again; the first: {faults[0]}",
    };

    private static string Fit(string text, int length) => text.Length <= length ? text : text[..length];
}
