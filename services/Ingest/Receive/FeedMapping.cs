using Google.Protobuf.WellKnownTypes;
using OnRecord.Api.Ingest.V1;
using OnRecord.Defaults;

namespace OnRecord.Ingest;

/// <summary>Between the API's feeds and the stored ones.</summary>
internal static class FeedMapping
{
    private const int DefaultPollSeconds = 600;
    private const int MaxPollSeconds = 7 * 86_400;

    // The name space of this project for feed ids: one feed per url.
    private static readonly Guid FeedNamespace = new("1c9a7a1e-5f0d-4b7e-9a55-0f6a3f3a8d03");

    /// <summary>Checks a new feed and makes it due at once. Null when a rule is broken.</summary>
    public static FeedRow? ToRow(this Feed? feed, FeedOptions options, AddressGuard guard, DateTimeOffset now, RequestFaults faults)
    {
        if (!faults.Require(feed is not null, "feed", "Is required."))
        {
            return null;
        }

        var hasUrl = faults.Require(
            CanonicalUrl.TryParse(feed!.Url, out var url), "feed.url",
            $"Must be an absolute http or https url without a user name, of at most {CanonicalUrl.MaxLength} characters.");
        faults.Require(!hasUrl || guard.MayAllow(url), "feed.url", "Must not name an address that may not be fetched from.");
        faults.Require(feed.Outlet.Length <= ArticleRules.MaxOutletLength, "feed.outlet", $"Must be at most {ArticleRules.MaxOutletLength} characters.");
        var interval = feed.PollInterval is null or { Seconds: 0, Nanos: 0 } ? DefaultPollSeconds : feed.PollInterval.Seconds;
        faults.Require(
            interval >= options.MinPollSeconds && interval <= MaxPollSeconds,
            "feed.poll_interval", $"Must be {options.MinPollSeconds} to {MaxPollSeconds} seconds, or 0.");
        return faults.Any ? null : new FeedRow
        {
            FeedId = ArticleIdentity.Version5(FeedNamespace, url.AbsoluteUri),
            Url = url.AbsoluteUri,
            Outlet = PlainText.Line(feed.Outlet),
            PollSeconds = (int)interval,
            FetchPages = feed.FetchPages,
            NextPollAt = now.ToUnixTimeMilliseconds(),
            CreatedAt = now.ToUnixTimeMilliseconds(),
        };
    }

    public static Feed ToProto(this FeedRow row) => new()
    {
        FeedId = row.FeedId.ToString(),
        Url = row.Url,
        Outlet = row.Outlet.Length > 0 ? row.Outlet : row.Title,
        PollInterval = Duration.FromTimeSpan(TimeSpan.FromSeconds(row.PollSeconds)),
        FetchPages = row.FetchPages,
        Health = new FeedHealth
        {
            LastPollTime = ProtoMapping.ToTimestamp(row.LastPollAt),
            LastSuccessTime = ProtoMapping.ToTimestamp(row.LastSuccessAt),
            NextPollTime = ProtoMapping.ToTimestamp(row.HasEnded ? null : row.NextPollAt),
            ConsecutiveFailures = row.ConsecutiveFailures,
            LastError = row.LastError,
            ArticlesSubmitted = row.ArticlesSubmitted,
            MovedTo = row.MovedTo,
            Hub = row.Hub,
            Ended = row.HasEnded,
        },
    };
}
