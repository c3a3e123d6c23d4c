using Google.Protobuf.WellKnownTypes;
using OnRecord.Api.Common.V1;

namespace OnRecord.Defaults;

/// <summary>Between stored values and the shared proto messages.</summary>
public static class ProtoMapping
{
    /// <summary>Unix milliseconds to a proto time.</summary>
    public static Timestamp ToTimestamp(long unixMilliseconds) =>
        Timestamp.FromDateTimeOffset(DateTimeOffset.FromUnixTimeMilliseconds(unixMilliseconds));

    /// <summary>Unix milliseconds to a proto time; null stays null.</summary>
    public static Timestamp? ToTimestamp(long? unixMilliseconds) => unixMilliseconds is { } time ? ToTimestamp(time) : null;

    /// <summary>A proto time to Unix milliseconds.</summary>
    public static long ToUnixMilliseconds(this Timestamp time) => time.ToDateTimeOffset().ToUnixTimeMilliseconds();

    /// <summary>A span from its bounds.</summary>
    public static TextSpan ToSpan(int start, int end) => new() { Start = start, End = end };

    /// <summary>How answers name an article.</summary>
    /// <param name="articleId">The article.</param>
    /// <param name="revision">Its revision, from 1.</param>
    /// <param name="title">Headline, or empty.</param>
    /// <param name="outlet">Outlet, or empty.</param>
    /// <param name="url">Canonical url, or empty.</param>
    /// <param name="publishedAt">Publish time in Unix milliseconds.</param>
    public static ArticleRef ToArticleRef(Guid articleId, int revision, string title, string outlet, string url, long publishedAt) => new()
    {
        ArticleId = articleId.ToString(),
        Revision = revision,
        Title = title,
        Outlet = outlet,
        Url = url,
        PublishTime = ToTimestamp(publishedAt),
    };

    /// <summary>
    /// Bounds of a time range in Unix milliseconds, half-open; an absent bound is the end of time. Notes a fault when the
    /// range runs backwards or holds a time that no calendar knows.
    /// </summary>
    public static (long From, long To) Bounds(this TimeRange? range, RequestFaults faults, string field = "time_range")
    {
        if (!IsValid(range?.StartTime) || !IsValid(range?.EndTime))
        {
            faults.Require(false, field, "Must hold times from year 1 to 9999.");
            return (long.MinValue, long.MaxValue);
        }

        var from = range?.StartTime?.ToUnixMilliseconds() ?? long.MinValue;
        var to = range?.EndTime?.ToUnixMilliseconds() ?? long.MaxValue;
        faults.Require(from <= to, field, "Must not end before it starts.");
        return (from, to);
    }

    /// <summary>Whether a time is one that proto and .NET both can hold; an absent one is.</summary>
    public static bool IsValid(Timestamp? time) =>
        time is null || (time.Seconds is >= -62_135_596_800 and <= 253_402_300_799 && time.Nanos is >= 0 and < 1_000_000_000);
}
