using System.Text;
using OnRecord.Api.Ingest.V1;

namespace OnRecord.Ingest.Tests;

public sealed class HtmlPageTests
{
    private const string Furniture = """
        <nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li><li><a href="/sport">Sport</a></li></ul></nav>
        """;

    private static readonly string Story = string.Concat(Enumerable.Range(1, 6).Select(number =>
        $"<p>Paragraph {number} tells, at the length that a paragraph has, how the harbour council voted on the new ferry line, and why.</p>"));

    [Fact]
    public void The_paragraphs_of_the_article_are_kept_and_the_page_around_it_is_not()
    {
        var page = Read($"""
            <html><head><title>Council votes - The Harbour Post</title></head><body>{Furniture}
            <div class="wrapper widget"><div class="col"><h1>Council votes for the ferry</h1><div class="byline">By Ada Byron</div>
            {Story}<div class="social-share">Share on everything</div><h3>Related stories</h3><p>Another tale that nobody asked for, told at some length here.</p></div>
            <div class="sidebar"><p>Buy a boat today, from the best boat makers of the coast, and sail away.</p></div></div>
            <footer><p>Copyright of the Harbour Post, all rights reserved, since the year of the flood.</p></footer></body></html>
            """);

        Assert.Equal(6, page.Paragraphs.Count);
        Assert.All(page.Paragraphs, paragraph => Assert.StartsWith("Paragraph ", paragraph, StringComparison.Ordinal));
    }

    [Fact]
    public void Line_breaks_part_paragraphs_where_a_page_has_no_other_mark()
    {
        var page = Read("""
            <body><div id="content">The first part of the tale is long enough, and has a comma or two, to be read as text.<br><br>
            The second part of the tale is long enough, and has a comma or two, to be read as text.<br> It goes on.</div></body>
            """);

        Assert.Equal(2, page.Paragraphs.Count);
        Assert.EndsWith("text. It goes on.", page.Paragraphs[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Json_ld_tells_title_authors_outlet_and_time()
    {
        var page = Read($$$"""
            <html><head><script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":"NewsArticle","headline":"Council votes for the ferry",
            "datePublished":"2024-03-05T08:00:00-05:00","author":[{"@type":"Person","name":"Ada Byron"},{"@type":"Person","name":"Karl Gauss"}],
            "publisher":{"@type":"Organization","name":"The Harbour Post"}}]}</script>
            <link rel="canonical" href="https://harbour.example/ferry"></head><body>{{{Story}}}</body></html>
            """);

        Assert.Equal("Council votes for the ferry", page.Title);
        Assert.Equal(["Ada Byron", "Karl Gauss"], page.Authors);
        Assert.Equal("The Harbour Post", page.Outlet);
        Assert.Equal(new DateTimeOffset(2024, 3, 5, 13, 0, 0, TimeSpan.Zero), page.PublishedAt);
        Assert.Equal("https://harbour.example/ferry", page.CanonicalUrl);
    }

    [Theory]
    [InlineData("""<p class="byline">by <a rel="author" href="/ada">Ada Byron</a><br>Tuesday, March 5, 2024</p>""")]
    [InlineData("""<div class="author"><span>Ada Byron</span><span>5.3.2024, 14:30</span></div>""")]
    [InlineData("""<meta name="author" content="Ada Byron, publisher of The Harbour Post">""")]
    public void A_byline_gives_the_name_without_date_and_role(string byline)
    {
        var page = Read($"<html><body>{byline}{Story}</body></html>");

        Assert.Equal(["Ada Byron"], page.Authors);
    }

    [Fact]
    public void An_address_is_no_name_of_an_outlet()
    {
        var page = Read($"""
            <html><head><meta property="og:site_name" content="https://www.harbour.example"><meta name="application-name" content="The Harbour Post"></head>
            <body>{Story}</body></html>
            """);

        Assert.Equal("The Harbour Post", page.Outlet);
    }

    [Fact]
    public void Meta_tags_serve_where_there_is_no_json_ld()
    {
        var page = Read($"""
            <html><head><title>Council votes | The Harbour Post</title><meta property="og:site_name" content="The Harbour Post">
            <meta name="author" content="By Ada Byron and Karl Gauss"><meta property="article:published_time" content="2024-03-05T08:00:00Z"></head>
            <body>{Story}</body></html>
            """);

        Assert.Equal("Council votes", page.Title);
        Assert.Equal(["Ada Byron", "Karl Gauss"], page.Authors);
        Assert.Equal(new DateTimeOffset(2024, 3, 5, 8, 0, 0, TimeSpan.Zero), page.PublishedAt);
    }

    [Theory]
    [InlineData("""<script type="application/ld+json">{"@type":"LiveBlogPosting"}</script>""", PageKind.LiveBlog)]
    [InlineData("""<script type="application/ld+json">{"@type":"NewsArticle","isAccessibleForFree":"False"}</script>""", PageKind.PaywallStub)]
    [InlineData("", PageKind.Article)]
    public void The_kind_of_a_page_is_told(string head, PageKind kind) =>
        Assert.Equal(kind, Read($"<html><head>{head}</head><body>{Story}</body></html>").Kind);

    [Fact]
    public void A_page_of_links_is_no_article()
    {
        var links = string.Concat(Enumerable.Range(1, 40).Select(number => $"<li><a href='/{number}'>Headline number {number} of the day</a></li>"));

        var page = Read($"<body><ul>{links}</ul></body>");

        Assert.Equal(PageKind.LinkList, page.Kind);
        Assert.Empty(page.Paragraphs);
    }

    [Fact]
    public void Any_bytes_give_a_page_in_bounded_time()
    {
        var random = new Random(7);
        string[] pieces = ["<div>", "</div>", "<p>", "<script>", "</script>", "<!--", "-->", "<table><td>", "&amp;", "&#x", "<a href='", "text, ", "\0", "é", "<br>", "<![CDATA[", "</p>", "<ul><li>"];
        for (var round = 0; round < 200; round++)
        {
            var soup = string.Concat(Enumerable.Range(0, 300).Select(_ => pieces[random.Next(pieces.Length)]));
            Assert.NotNull(Read(soup).Paragraphs);
            var noise = new byte[2_000];
            random.NextBytes(noise);
            Assert.NotNull(HtmlPage.Read(noise).Paragraphs);
        }
    }

    [Fact]
    public void Elements_nested_a_hundred_thousand_deep_do_no_harm()
    {
        var deep = string.Concat(Enumerable.Repeat("<div>", 100_000)) + "the end of the hole";

        Assert.Empty(Read(deep).Paragraphs);
    }

    private static HtmlPage Read(string html) => HtmlPage.Read(Encoding.UTF8.GetBytes(html));
}
