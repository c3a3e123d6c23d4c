using OnRecord.Api.Common.V1;
using OnRecord.Api.Ingest.V1;
using OnRecord.Cli.Feeds;
using OnRecord.Cli.Values;

namespace OnRecord.Cli.Tests;

public sealed class ValuesTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 10, 15, 30, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("2026-03-01", "2026-03-01T00:00:00Z")]
    [InlineData("2026-03-01T12:00Z", "2026-03-01T12:00:00Z")]
    [InlineData("2026-03-01T12:00+02:00", "2026-03-01T10:00:00Z")]
    [InlineData("2026-03-01T12:00:05.25Z", "2026-03-01T12:00:05.25Z")]
    [InlineData("2d", "2026-03-08T15:30:00Z")]
    [InlineData("3 hours ago", "2026-03-10T12:30:00Z")]
    [InlineData("45 MIN", "2026-03-10T14:45:00Z")]
    [InlineData("yesterday", "2026-03-09T00:00:00Z")]
    [InlineData("today", "2026-03-10T00:00:00Z")]
    public void A_time_is_read_as_people_write_it(string text, string expected) =>
        Assert.Equal(DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), Moments.Parse(text, Now));

    [Theory]
    [InlineData("03/04/2026", "two ways")]
    [InlineData("3.4.2026", "two ways")]
    [InlineData("12-11-26", "two ways")]
    [InlineData("soon", "is not a time")]
    [InlineData("2026-13-01", "is not a time")]
    [InlineData("5 parsecs ago", "is not a span")]
    public void What_is_no_time_or_may_be_two_is_refused(string text, string reason) =>
        Assert.Contains(reason, Assert.Throws<FormatException>(() => Moments.Parse(text, Now)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("90s", 90)]
    [InlineData("5m", 300)]
    [InlineData("2 hours", 7_200)]
    [InlineData("1d", 86_400)]
    [InlineData("00:05:00", 300)]
    public void A_span_is_read_as_people_write_it(string text, int seconds) => Assert.Equal(TimeSpan.FromSeconds(seconds), Durations.Parse(text));

    [Theory]
    [InlineData("no-comment")]
    [InlineData("NoComment")]
    [InlineData("STANCE_NO_COMMENT")]
    [InlineData("no_comment")]
    public void A_value_of_the_API_has_a_word(string word)
    {
        Assert.Equal(Stance.NoComment, EnumWords.Parse<Stance>(word));
        Assert.Equal(["affirms", "denies", "questions", "no-comment", "supports", "opposes"], EnumWords.Of<Stance>());
    }

    [Theory]
    [InlineData("{}", "not polled yet")]
    [InlineData("{\"lastSuccessTime\":\"2026-03-01T00:00:00Z\"}", "ok")]
    [InlineData("{\"lastSuccessTime\":\"2026-03-01T00:00:00Z\",\"movedTo\":\"https://new.example/rss\"}", "moved to https://new.example/rss")]
    [InlineData("{\"lastSuccessTime\":\"2026-03-01T00:00:00Z\",\"lastError\":\"The document is repaired.\"}", "ok, but: The document is repaired.")]
    [InlineData("{\"consecutiveFailures\":3,\"lastError\":\"HTTP 500\"}", "3 failures: HTTP 500")]
    [InlineData("{\"consecutiveFailures\":1,\"lastError\":\"HTTP 410\",\"ended\":true}", "ended: the site says that the feed is gone")]
    public void A_feed_list_tells_how_polling_goes(string health, string expected) =>
        Assert.Contains(expected, Spectre.Console.Markup.Remove(FeedCommand.Health(FeedHealth.Parser.ParseJson(health))), StringComparison.Ordinal);
}
