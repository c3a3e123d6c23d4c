using System.Globalization;

namespace OnRecord.Ingest.Tests;

public sealed class FeedCorpusTests
{
    private static readonly Uri Source = new("https://courier.example/");

    public static TheoryData<string> Readable() => [.. FeedCorpus.All.Where(feed => feed.Refusal is null).Select(feed => feed.Name)];

    public static TheoryData<string> Refused() => [.. FeedCorpus.All.Where(feed => feed.Refusal is not null).Select(feed => feed.Name)];

    [Theory]
    [MemberData(nameof(Readable))]
    public void A_feed_as_it_is_met_is_read(string name)
    {
        var feed = Find(name);

        var document = FeedParser.Parse(feed.Bytes, feed.Charset, Source, maxItems: 100);

        Assert.Equal(feed.Items.Count, document.Items.Count);
        Assert.All(feed.Items.Zip(document.Items), pair => AssertItem(pair.First, pair.Second));
        Assert.Equal(feed.IsRepaired, document.Repair.Length > 0);
        Assert.Equal(feed.ListsPages, document.ListsPages);
        AssertStated(feed, "title", document.Title);
        AssertStated(feed, "hub", document.Hub);
        AssertStated(feed, "language", document.Language);
        Assert.Equal(feed.Keys.GetValueOrDefault("moved"), document.MovedTo?.AbsoluteUri);
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_is_no_feed_or_not_safe_is_refused(string name)
    {
        var feed = Find(name);

        var refusal = Assert.Throws<FeedFormatException>(() => FeedParser.Parse(feed.Bytes, feed.Charset, Source, maxItems: 100));

        Assert.Contains(feed.Refusal!, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_corpus_is_large_and_its_names_are_its_own()
    {
        Assert.True(FeedCorpus.All.Count >= 120);
        Assert.Equal(FeedCorpus.All.Count, FeedCorpus.All.Select(feed => feed.Name).Distinct(StringComparer.Ordinal).Count());
    }

    private static CorpusFeed Find(string name) => FeedCorpus.All.Single(feed => feed.Name == name);

    private static void AssertStated(CorpusFeed feed, string key, string value)
    {
        if (feed.Keys.TryGetValue(key, out var expected))
        {
            Assert.Equal(expected, value);
        }
    }

    private static void AssertItem(CorpusItem expected, FeedItem item)
    {
        Assert.Equal(expected.Key, item.Key);
        AssertField(expected.Link, item.Link);
        AssertField(expected.Title, item.Title);
        AssertField(expected.Text, string.Join(' ', PlainText.Paragraphs(FeedText.ToPlainText(item.Content))));
        if (expected.Time != "*")
        {
            Assert.Equal(expected.Time == "-" ? null : DateTimeOffset.Parse(expected.Time, CultureInfo.InvariantCulture), item.PublishedAt);
        }

        if (expected.Authors is not null)
        {
            Assert.Equal(expected.Authors, item.Authors);
        }
    }

    private static void AssertField(string expected, string value)
    {
        if (expected != "*")
        {
            Assert.Equal(expected == "-" ? "" : expected, value);
        }
    }
}
