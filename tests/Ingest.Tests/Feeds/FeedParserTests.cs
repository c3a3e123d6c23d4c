using System.Text;
using OnRecord.TestKit;

namespace OnRecord.Ingest.Tests;

public sealed class FeedParserTests
{
    private static readonly Uri Source = new("https://courier.example/news/feed");

    [Fact]
    public void Rss_2_is_read_with_its_full_text_author_and_time()
    {
        var feed = Parse("""
            <?xml version="1.0"?>
            <rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
              <channel><title>The Courier</title><link>https://courier.example/</link>
                <item><title>Bridge &amp;amp; pier close</title><link>/a/1</link><guid isPermaLink="false">id-1</guid>
                  <pubDate>Fri, 20 Nov 2026 08:30:00 EST</pubDate><dc:creator>Ada Quill</dc:creator>
                  <description>Short.</description><content:encoded><![CDATA[<p>The first paragraph.</p><p>The second.</p>]]></content:encoded></item>
              </channel>
            </rss>
            """);

        var item = Assert.Single(feed.Items);
        Assert.Equal("The Courier", feed.Title);
        Assert.Equal(("id-1", "https://courier.example/a/1", "Bridge & pier close"), (item.Key, item.Link, item.Title));
        Assert.Equal(new DateTimeOffset(2026, 11, 20, 13, 30, 0, TimeSpan.Zero), item.PublishedAt);
        Assert.Equal(["Ada Quill"], item.Authors);
        Assert.Equal(["The first paragraph.", "The second."], PlainText.Paragraphs(FeedText.ToPlainText(item.Content)));
    }

    [Fact]
    public void Rdf_has_its_items_beside_the_channel()
    {
        var feed = Parse("""
            <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
              <channel rdf:about="https://courier.example/"><title>The Courier</title></channel>
              <item rdf:about="https://courier.example/a/2"><title>Harbour</title><link>https://courier.example/a/2</link>
                <description>Text.</description><dc:date>2026-11-20T08:30:00+01:00</dc:date></item>
            </rdf:RDF>
            """);

        var item = Assert.Single(feed.Items);
        Assert.Equal(("https://courier.example/a/2", "https://courier.example/a/2", "Text."), (item.Key, item.Link, item.Content));
        Assert.Equal(new DateTimeOffset(2026, 11, 20, 7, 30, 0, TimeSpan.Zero), item.PublishedAt);
    }

    [Fact]
    public void Atom_is_read_with_xhtml_content_and_the_alternate_link()
    {
        var feed = Parse("""
            <feed xmlns="http://www.w3.org/2005/Atom"><title>The Courier</title><author><name>The desk</name></author>
              <entry><id>tag:courier.example,2026:3</id><title type="html">Vote &lt;b&gt;delayed&lt;/b&gt;</title>
                <link rel="self" href="/a/3.atom"/><link href="/a/3"/><updated>2026-11-20T08:30:00Z</updated>
                <content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>One.</p><p>Two.</p></div></content></entry>
            </feed>
            """);

        var item = Assert.Single(feed.Items);
        Assert.Equal(("tag:courier.example,2026:3", "https://courier.example/a/3", "Vote delayed"), (item.Key, item.Link, item.Title));
        Assert.Equal(["The desk"], item.Authors);
        Assert.Equal(["One.", "Two."], PlainText.Paragraphs(FeedText.ToPlainText(item.Content)));
    }

    [Fact]
    public void Json_feed_is_read()
    {
        var feed = Parse("""
            {"version": "https://jsonfeed.org/version/1.1", "title": "The Courier", "authors": [{"name": "The desk"}],
             "items": [{"id": 4, "url": "/a/4", "title": "Inquiry", "content_html": "<p>Text.</p>", "date_published": "2026-11-20T08:30:00Z"}]}
            """);

        var item = Assert.Single(feed.Items);
        Assert.Equal(("4", "https://courier.example/a/4", "Inquiry", "<p>Text.</p>"), (item.Key, item.Link, item.Title, item.Content));
    }

    [Fact]
    public void A_news_sitemap_is_read()
    {
        var feed = Parse("""
            <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">
              <url><loc>https://courier.example/a/5</loc><news:news><news:publication><news:name>The Courier</news:name></news:publication>
                <news:publication_date>2026-11-20</news:publication_date><news:title>Strike ends</news:title></news:news></url>
            </urlset>
            """);

        var item = Assert.Single(feed.Items);
        Assert.Equal(("https://courier.example/a/5", "Strike ends"), (item.Link, item.Title));
        Assert.Equal(new DateTimeOffset(2026, 11, 20, 0, 0, 0, TimeSpan.Zero), item.PublishedAt);
    }

    [Theory]
    [InlineData("Fri, 20 Nov 2026 08:30:00 +0100", "2026-11-20T07:30:00Z")]
    [InlineData("20 Nov 2026 08:30:00 GMT", "2026-11-20T08:30:00Z")]
    [InlineData("Wed, 20 Nov 2026 08:30 PDT", "2026-11-20T15:30:00Z")]   // the wrong day of the week is the feed's affair
    [InlineData("2026-11-20T08:30:00.123+01:00", "2026-11-20T07:30:00.123Z")]
    [InlineData("yesterday", null)]
    [InlineData("", null)]
    public void Times_are_read_in_every_form_seen(string text, string? expected) =>
        Assert.Equal(expected is null ? null : DateTimeOffset.Parse(expected, System.Globalization.CultureInfo.InvariantCulture), WrittenTime.Parse(text));

    [Theory]
    [InlineData("windows-1251", "Мост")]
    [InlineData("iso-8859-1", "Café")]
    public void The_declared_encoding_counts(string encoding, string word)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var bytes = Encoding.GetEncoding(encoding).GetBytes($"<?xml version=\"1.0\" encoding=\"{encoding}\"?><rss><channel><item><title>{word}</title></item></channel></rss>");

        Assert.Equal(word, Assert.Single(FeedParser.Parse(bytes, null, Source, 10).Items).Title);
    }

    [Fact]
    public void Bytes_that_are_no_text_and_characters_that_are_no_xml_do_not_lose_the_feed()
    {
        byte[] bytes = [.. "<rss><channel><item><title>Bri"u8, 0xFF, .. "dge\u0001</title></item></channel></rss>"u8];

        Assert.Equal("Bri\uFFFDdge", Assert.Single(FeedParser.Parse(bytes, null, Source, 10).Items).Title);
    }

    [Fact]
    public void Nesting_that_could_exhaust_the_stack_is_refused()
    {
        var deep = "<rss><channel><title>" + string.Concat(Enumerable.Repeat("<a>", 200_000)) + string.Concat(Enumerable.Repeat("</a>", 200_000)) + "</title></channel></rss>";

        Assert.Throws<FeedFormatException>(() => Parse(deep));
        Assert.Throws<FeedFormatException>(() => Parse("{\"items\":" + new string('[', 100_000)));
        Assert.Throws<FeedFormatException>(() => Parse("<rss><channel><title>A & B" + string.Concat(Enumerable.Repeat("<a>", 200_000))));
    }

    [Fact]
    public Task Markup_made_to_be_slow_is_not() => BoundedWork.EndsAsync(() =>
    {
        FeedText.ToPlainText(string.Concat(Enumerable.Repeat("<script ", 200_000)));
        FeedText.ToPlainText(new string('<', 1_000_000));
        FeedText.ToPlainText(string.Concat(Enumerable.Repeat("&#", 500_000)));
    });

    [Theory]
    [InlineData("<![CDATA[")]
    [InlineData("<!--")]
    [InlineData("</zzz>")]
    [InlineData("<a b")]
    [InlineData("<a b=\"")]
    [InlineData("<a b=c d=e")]
    [InlineData("<x:y/>")]
    [InlineData("& ")]
    [InlineData("&#x110000;")]
    [InlineData("<")]
    [InlineData("<?")]
    [InlineData("<item>")]
    [InlineData("<item></channel>")]
    [InlineData("<!DOCTYPE [")]
    public Task A_broken_document_made_to_be_slow_is_not(string piece) => BoundedWork.EndsAsync(() =>
    {
        foreach (var document in (string[])["<rss><channel><item><title>A & B", "", "{\"version\": \"https://jsonfeed.org/version/1\", \"title\": \""])
        {
            try
            {
                Parse(document + string.Concat(Enumerable.Repeat(piece, 300_000)));
            }
            catch (FeedFormatException)
            {
                // Refused or read: in bounded time.
            }
        }
    });

    [Fact]
    public void Random_damage_gives_a_feed_or_a_clear_refusal()
    {
        var random = new Random(5);
        var sound = Encoding.UTF8.GetBytes("<rss><channel><title>T</title><item><guid>1</guid><title>A &amp; B</title><description><![CDATA[<p>x</p>]]></description></item></channel></rss>");
        for (var round = 0; round < 2_000; round++)
        {
            var damaged = (byte[])sound.Clone();
            for (var hits = random.Next(1, 6); hits > 0; hits--)
            {
                damaged[random.Next(damaged.Length)] = (byte)random.Next(256);
            }

            try
            {
                FeedParser.Parse(damaged, null, Source, 10);
            }
            catch (FeedFormatException)
            {
                // The only fault that may leave the parser.
            }
        }
    }

    private static FeedDocument Parse(string text) => FeedParser.Parse(Encoding.UTF8.GetBytes(text), null, Source, maxItems: 100);
}
