using System.Globalization;
using System.Text;

namespace OnRecord.Ingest.Tests;

/// <summary>Kinds of pages that public reports of extractors tell of, each in several shapes, with the right value.</summary>
public sealed class PagesAsTheyAreTests
{
    private const string Linked = "On Friday three men, Tom Ashe, 54, Sid Ashe, 30, and Ned Small, 39, all denied the charge of murder.";

    private static readonly string[] Plain =
    [
        "The harbour council voted on Tuesday for a second ferry line, which is to run from the spring of next year on.",
        "The mayor, who had long been against it, said that the numbers had changed her mind, and that the bridge would come later.",
        "Owners of shops at the landing welcomed the vote, while those in the upper town had hoped for the bridge, they said.",
    ];

    public static TheoryData<string> LinkedParagraphs() =>
    [
        $"<p><a href='/x'><strong>{Linked}</strong></a></p>",
        $"<p><a href='/x'>{Linked}</a></p>",
        $"<p><strong><a href='/x'>{Linked}</a></strong></p>",
        $"<p><em><a href='/x'>“{Linked}”</a></em></p>",
        $"<p><a href='/x'>On Friday three men, Tom Ashe, 54,</a> <a href='/y'>Sid Ashe, 30, and Ned Small, 39, all denied the charge of murder.</a></p>",
        $"<a href='/x'><p>{Linked}</p></a>",
        $"<p><span><a href='/x'><span>{Linked}</span></a></span></p>",
        $"<p>\n  <a href='/x' target='_blank'>{Linked}</a>\n</p>",
        $"<blockquote><p><a href='/x'>{Linked}</a></p></blockquote>",
        $"<div class='text-block'><p><a href='/x'>{Linked}</a></p></div>",
        $"<div><div><p><a href='/x'>{Linked}</a></p></div></div>",
        $"<p><a href='/x'>{Linked}</a><sup><a href='#1'>1</a></sup></p>",
        $"<p class='wp-block-paragraph'><a href='/x' rel='noopener'><strong>{Linked}</strong></a>&nbsp;</p>",
    ];

    [Theory]
    [MemberData(nameof(LinkedParagraphs))]
    public void A_paragraph_that_is_one_link_is_in_the_text(string paragraph)
    {
        var page = Read($"<body><article><h1>Council votes</h1><p>{Plain[0]}</p>{paragraph}<p>{Plain[1]}</p><p>{Plain[2]}</p></article></body>");

        Assert.Contains("all denied the charge of murder.", string.Join(' ', page.Paragraphs), StringComparison.Ordinal);
        Assert.Equal(4, page.Paragraphs.Count);
    }

    public static TheoryData<string> RelatedLinks() =>
    [
        "<p><a href='/y'>Ferry to sail in the spring of next year, harbour council says</a></p>",
        "<p><a href='/y'><strong>Read more: The ferry is to sail in the spring of next year, the harbour council of the town says.</strong></a></p>",
        "<p><strong>RELATED: <a href='/y'>The ferry is to sail in the spring of next year, the harbour council of the town says.</a></strong></p>",
        "<p><a href='/y'>The Ferry Is to Sail in Spring of Next Year, the Harbour Council of Lindon Says Today.</a></p>",
        "<ul><li><a href='/y'>The ferry is to sail in the spring of next year, the harbour council of the town says.</a></li></ul>",
        "<div class='related-story'><p><a href='/y'>The ferry is to sail in the spring of next year, the harbour council of the town says.</a></p></div>",
        "<aside><p><a href='/y'>The ferry is to sail in the spring of next year, the harbour council of the town says.</a></p></aside>",
        "<p><a href='/y'>Watch: the ferry on its first day out of the new harbour, as it was seen from the old pier.</a></p>",
        "<p><a href='/y'>Lesen Sie auch: Die Fähre fährt im Frühjahr des nächsten Jahres, sagt der Rat des Hafens heute.</a></p>",
        "<p>Lire aussi : <a href='/y'>Le bac partira au printemps de l’an prochain, dit le conseil du port mardi soir.</a></p>",
        "<p>Mehr dazu: <a href='/y'>Die Fähre fährt im Frühjahr des nächsten Jahres, sagt der Rat des Hafens heute.</a></p>",
        "<p>In case you missed it: <a href='/y'>The ferry is to sail in the spring of next year, the council says.</a></p>",
        "<p><a class='related-link' href='/y'>The ferry is to sail in the spring of next year, the harbour council of the town says.</a></p>",
        "<p>Véase también: <a href='/y'>El barco saldrá en la primavera del próximo año, dice el consejo del puerto.</a></p>",
        "<p><strong>Lea también:</strong> <a href='/y'>El barco saldrá en la primavera del próximo año, dice el consejo del puerto.</a></p>",
        "<div><h4>You may also like</h4><p><a href='/y'>The ferry is to sail in the spring of next year, the harbour council of the town says.</a></p></div>",
        "<div data-component='related-links'><p><a href='/y'>The ferry is to sail in the spring of next year, the harbour council of the town says.</a></p></div>",
        "<p class='story-link'><a href='/y'>The ferry is to sail in the spring of next year, the harbour council of the town says.</a></p>",
        "<div class='card'><a href='/y'><h3>Ferry to sail in spring</h3><p>The ferry is to sail in the spring of next year, the harbour council of the town says.</p></a></div>",
    ];

    [Theory]
    [MemberData(nameof(RelatedLinks))]
    public void A_link_to_another_story_stays_out(string link)
    {
        var page = Read($"<body><article><h1>Council votes</h1><p>{Plain[0]}</p>{link}<p>{Plain[1]}</p><p>{Plain[2]}</p></article></body>");

        Assert.Equal(Plain, page.Paragraphs);
    }

    public static TheoryData<string> HoverCards() =>
    [
        "<span class='card'><a href='/1'>Lee asks council to vote on the ferry again</a> <a href='/2'>Bridge or ferry: what the plan costs the town</a> <a class='more' href='/p'>MORE</a></span>",
        "<span><span><img src='/i.jpg'><a href='/p'>Ann Lee</a><a href='/1'>Lee asks council to vote on the ferry again</a><a href='/2'>Bridge or ferry: what the plan costs the town</a></span></span>",
        "<span class='sc-1'><a href='/1'>Lee asks council to vote on the ferry again</a> | <a href='/2'>Bridge or ferry: what the plan costs the town</a></span>",
        "<span><span><a href='/1'>Lee asks council to vote on the ferry again</a></span><span><a href='/2'>Bridge or ferry: what the plan costs the town</a></span></span>",
        "<small><a href='/1'>Lee asks council to vote on the ferry again</a> <a href='/2'>Bridge or ferry: what the plan costs the town</a></small>",
        "<span data-nid='4'>\n<a href='/1'>Lee asks council to vote on the ferry again</a>\n<a href='/2'>Bridge or ferry: what the plan costs the town</a>\n</span>",
    ];

    [Theory]
    [MemberData(nameof(HoverCards))]
    public void What_opens_over_a_name_is_no_part_of_the_sentence(string card)
    {
        var text = TextOf($"<p>{Plain[0]}</p><p>The plan comes from <span><a href='/p'>Ann Lee</a>{card}</span>, who led the council until the spring of last year.</p><p>{Plain[1]}</p>");

        Assert.Contains("Ann Lee, who led the council until the spring", text, StringComparison.Ordinal);
        Assert.DoesNotContain("ferry again", text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("<span>The plan comes from <a href='/p'>Ann Lee of the harbour council</a> and <a href='/q'>Tom Ash of the ferry line</a>, who wrote it last year together.</span>", "Tom Ash of the ferry line")]
    [InlineData("The plan, <a href='/p'>first told of by the Courier</a> <span><a href='/q'>in a long report in May</a></span>, comes from two members of the harbour council.", "in a long report in May")]
    public void Links_that_are_words_of_a_sentence_stay(string sentence, string words) =>
        Assert.Contains(words, TextOf($"<p>{Plain[0]}</p><p>{sentence}</p><p>{Plain[1]}</p>"), StringComparison.Ordinal);

    public static TheoryData<string> CommentSections()
    {
        var items = string.Concat(Enumerable.Range(1, 12).Select(number =>
            $"<div class='sc-1ab{number}'><p class='sc-9x{number}'>Reader {number} thinks that the vote, of all votes in these years, was the one that nobody needed, and says why at length.</p></div>"));
        return
        [
            $"<section class='comments'>{items}</section>",
            $"<div id='comments'>{items}</div>",
            $"<div class='article-comments-list'>{items}</div>",
            $"<section aria-label='Comments'>{items}</section>",
            $"<div class='sc-77'><h2>Comments (12)</h2>{items}</div>",
            $"<section class='sc-77'><header><h3>12 Comments</h3></header>{items}</section>",
            $"<div id='disqus_thread'>{items}</div>",
            $"<div data-testid='comments-section'>{items}</div>",
            $"<ol class='commentlist'>{items.Replace("<div", "<li", StringComparison.Ordinal).Replace("</div", "</li", StringComparison.Ordinal)}</ol>",
            $"<div>{items.Replace("<div", "<div itemscope itemtype='https://schema.org/Comment'", StringComparison.Ordinal)}</div>",
            $"<h2>Join the conversation</h2>{items}",
            $"<section class='CommentsList_root__x1'>{items}</section>",
            $"<section><h2>Kommentare (12)</h2>{items}</section>",
            $"<section><h3>12 commentaires</h3>{items}</section>",
            $"<div><h3>Comentarios</h3>{items}</div>",
            $"<div>{items.Replace("<div", "<div itemscope itemtype='http://schema.org/UserComments'", StringComparison.Ordinal)}</div>",
            $"<hyvor-talk-comments>{items}</hyvor-talk-comments>",
            $"<details><summary>Comments (12)</summary>{items}</details>",
            $"<div class='sc-1'><div class='sc-2'><span>Comments</span><span>12</span></div>{items}</div>",
            $"<div class='x9'><p><strong>Comments</strong></p>{items}</div>",
            $"<div class='CommentThread-sc-1x2 fGhJk'>{items}</div>",
            $"<div class='ArticleComments'>{items}</div>",
            $"<div class='discussion-thread'>{items}</div>",
            $"<section data-qa='comments'>{items}</section>",
            $"<aside>{items}</aside>",
            $"<div id='wpdcom'>{items}</div>",
            $"<div><h4>12 Replies to “Council votes”</h4>{items}</div>",
            $"<section><h2>Have your say (12)</h2>{items}</section>",
            $"<section><h2>Your views</h2>{items}</section>",
            $"<section><h2>💬 12 Comments</h2>{items}</section>",
            $"<div>{items.Replace("<div", "<div typeof='schema:Comment'", StringComparison.Ordinal)}</div>",
            $"<div><h2>Leserkommentare</h2>{items}</div>",
            $"<div><h2>Σχόλια</h2>{items}</div>",
            $"<div><h2>コメント</h2>{items}</div>",
            $"<div><h2>تعليقات</h2>{items}</div>",
            $"<div><h2>Bình luận (12)</h2>{items}</div>",
        ];
    }

    [Theory]
    [MemberData(nameof(CommentSections))]
    public void Comments_longer_than_the_article_are_not_the_article(string comments)
    {
        var article = $"<article><h1>Council votes</h1>{string.Concat(Plain.Select(text => $"<p>{text}</p>"))}</article>";

        Assert.Equal(Plain, Read($"<body><main>{article}{comments}</main></body>").Paragraphs);
        Assert.Equal(Plain, Read($"<body><main>{article.Replace("</article>", "", StringComparison.Ordinal)}{comments}</article></main></body>").Paragraphs);
    }

    [Theory]
    [InlineData("<div class='post comments-open'>{0}</div>")]
    [InlineData("<div class='has-comments'>{0}</div>")]
    [InlineData("<div class='hasComments showComments'>{0}</div>")]
    [InlineData("<article id='post-7' class='hentry comments-enabled'>{0}</article>")]
    [InlineData("<div class='comments'>{0}</div>")]
    public void A_name_that_only_speaks_of_comments_costs_no_article(string frame)
    {
        var article = "<h1>Council votes</h1>" + string.Concat(Plain.Select(text => $"<p>{text}</p>"));

        Assert.Equal(Plain, Read($"<body>{string.Format(CultureInfo.InvariantCulture, frame, article)}<div>{string.Concat(Enumerable.Repeat("Some words of the frame, long enough to count. ", 6))}</div></body>").Paragraphs.Take(3));
    }

    [Theory]
    [InlineData("<span>5 May 2026</span><span>By Ann Lee</span>", "5 May 2026 By Ann Lee")]
    [InlineData("<b>Published:</b><time>5 May 2026</time>", "Published: 5 May 2026")]
    [InlineData("<a href='/l'>London</a><a href='/p'>Politics</a>", "London Politics")]
    [InlineData("<span>Ann Lee</span><em>staff reporter</em>", "Ann Lee staff reporter")]
    [InlineData("<span><span>Ann Lee</span></span><span><span>10 min read</span></span>", "Ann Lee 10 min read")]
    [InlineData("<strong>What happened?</strong><span>The council voted.</span>", "What happened? The council voted.")]
    [InlineData("<span>The vote of Tuesday</span><span>came late</span>", "The vote of Tuesday came late")]
    [InlineData("<span>Ann Lee</span><!-- --><span>Reporter</span>", "Ann Lee Reporter")]
    [InlineData("<abbr>NATO</abbr><span>chief</span>", "NATO chief")]
    [InlineData("<mark>Ann Lee</mark><span>said so</span>", "Ann Lee said so")]
    [InlineData("<bdi>Ann Lee</bdi><bdi>Tom Ash</bdi>", "Ann Lee Tom Ash")]
    [InlineData("<span>A good price</span><data>£5</data>", "A good price £5")]
    [InlineData("<tt>Ann Lee</tt><ts-name>Tom Ash</ts-name>", "Ann Lee Tom Ash")]
    [InlineData("<span>Ann Lee</span><span>|</span><span>Lindon</span>", "Ann Lee | Lindon")]
    [InlineData("<span>Ann Lee</span><span>·</span><span>Lindon</span>", "Ann Lee · Lindon")]
    // What is one word stays one.
    [InlineData("<span class='drop'>T</span><span>he council</span>", "The council")]
    [InlineData("<span>ferry</span><span>boat</span>", "ferryboat")]
    [InlineData("<b>20</b><b>26</b>", "2026")]
    [InlineData("<em>i</em><em>Phone</em>", "iPhone")]
    [InlineData("<span>voted</span><span>, they said</span>", "voted, they said")]
    [InlineData("(<a>AFP</a>) <b>no</b>-<i>one</i>", "(AFP) no-one")]
    public void Words_of_neighbouring_elements_do_not_run_together(string html, string text)
    {
        var page = Read($"<body><article><h1>{html}</h1>{string.Concat(Plain.Select(paragraph => $"<p>{paragraph}</p>"))}<p>{html} – {Plain[0]}</p></article></body>");

        Assert.StartsWith(text + " – ", page.Paragraphs[^1], StringComparison.Ordinal);
        Assert.Equal(text.Length > 8 ? text : "", page.Title);
    }

    public static TheoryData<string> DrawnPages()
    {
        var body = string.Join("\\n\\n", Plain);
        return
        [
            Script($$"""{"@type":"NewsArticle","headline":"Council votes","articleBody":"{{body}}"}"""),
            Script($$"""{"@graph":[{"@type":"WebPage","name":"x"},{"@type":["Article","NewsArticle"],"articleBody":"{{body}}"}]}"""),
            Script($$"""[{"@type":"http://schema.org/NewsArticle","articleBody":"{{body}}"}]"""),
            Script($$"""{"@type":"NewsArticle","articleBody":"{{string.Concat(Plain.Select(text => $"<p>{text}</p>"))}}"}"""),
            Script($$$"""{"@type":"WebPage","mainEntity":{"@type":"NewsArticle","articleBody":"{{{body}}}"}}"""),
            Script($$"""{"@type":"NewsArticle","articleBody":"{{body.Replace("\\n", "\n", StringComparison.Ordinal)}}"}"""),
            Script($$"""{"@type":"BlogPosting","text":"{{body}}"}""") + "<noscript><p>Please enable JavaScript to read this page, and allow it in your browser.</p></noscript>",
            Script($$"""{"@type":"AskPublicNewsArticle ","articleBody":"{{body}}"}"""),
            Script($$$"""{"@type":"WebPage","hasPart":{"@type":"https://schema.org/NewsArticle","articleBody":"{{{body}}}"}}"""),
            Script($$"""{"@type":"NewsArticle","articleBody":["{{string.Join("\",\"", Plain)}}"]}"""),
            Script($$$"""{"@type":"NewsArticle","articleBody":{"@value":"{{{body}}}","@language":"en"}}"""),
            Script($$"""{"@type":"NewsArticle","headline":"The "vote" of Tuesday","image":undefined,"articleBody":"{{body}}"}"""),
            Script($$"""{&quot;@type&quot;:&quot;NewsArticle&quot;,&quot;articleBody&quot;:&quot;{{body}}&quot;}"""),
            Script($$"""{"@type":"LiveBlogPosting","liveBlogUpdate":[{{string.Join(',', Plain.Select(text => $"{{\"@type\":\"BlogPosting\",\"articleBody\":\"{text}\"}}"))}}]}"""),
            $"<meta itemprop='articleBody' content='{string.Join("\n\n", Plain)}'>",
            $"</head><body><noscript><article>{string.Concat(Plain.Select(text => $"<p>{text}</p>"))}</article></noscript>",
        ];
    }

    [Theory]
    [MemberData(nameof(DrawnPages))]
    public void A_page_that_a_script_draws_has_the_text_that_it_states(string script)
    {
        var page = Read($"<html><head>{script}</head><body><div id='root'></div><p>We use cookies on this page.</p></body></html>");

        Assert.Equal(Plain, page.Paragraphs);
    }

    [Fact]
    public void A_page_with_text_of_its_own_keeps_it() =>
        Assert.Equal(Plain, Read($$"""
            <html><head>{{Script("{\"@type\":\"NewsArticle\",\"articleBody\":\"Another text, in short, that is not what the page shows its readers.\"}")}}</head>
            <body><article>{{string.Concat(Plain.Select(text => $"<p>{text}</p>"))}}</article></body></html>
            """).Paragraphs);

    public static TheoryData<string> StatedAuthors() =>
    [
        """<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","headline":"Council votes","author":{"@id":"#ann"}},{"@type":"Person","@id":"#ann","name":"Ann Lee"}]}</script>""",
        """<script type="application/ld+json">{"@type":"Person","@id":"https://h.example/#ann","name":"Ann Lee"}</script><script type="application/ld+json">{"@type":"NewsArticle","author":[{"@id":"https://h.example/#ann"}]}</script>""",
        """<script type="application/ld+json">{"@graph":[{"@type":"Person","@id":"#ann","name":"Ann Lee"},{"@type":"NewsArticle","author":"#ann"}]}</script>""",
        "<script type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\"description\":\"One\nline\tand another\",\"author\":{\"name\":\"Ann Lee\"}}</script>",
        "<script type=\"application/ld+json\">\n<!--\n{\"@type\":\"NewsArticle\",\"author\":{\"name\":\"Ann Lee\"}}\n//-->\n</script>",
        "<script type=\"application/ld+json\">//<![CDATA[\n{\"@type\":\"NewsArticle\", /* by hand */ \"author\":{\"name\":\"Ann Lee\"},}; //]]></script>",
        """<script type="application/ld+json; charset=utf-8">{"@type":"NewsArticle","author":{"name":"Ann Lee"}}</script>""",
        """<script type="APPLICATION/LD+JSON">{"@type":"NewsArticle","author":{"@type":"Person","name":"Ann Lee"}}</script>""",
        """<script type="application/ld+json">{"@type":"NewsArticle","author":{"name":"Ann Lee"}}{"@type":"BreadcrumbList"}</script>""",
        """<script type="application/ld+json">{"@type":"NewsArticle","headline":"It\'s done","creator":["Ann Lee"]}</script>""",
        """<script type="application/ld+json">{"@type":"schema:NewsArticle","author":{"name":["Ann Lee"]}}</script>""",
        """<script type="application/ld+json">{"@type":"NewsArticle","author":{"@type":"Person","givenName":"Ann","familyName":"Lee"}}</script>""",
        """<script type="application/ld+json">{"@type":"NewsArticle","author":{"@list":[{"name":{"@value":"Ann Lee"}}]}}</script>""",
        """<script type="application/ld+json">{"@type":"NewsArticle","author":"https://h.example/ann"}</script><meta name="author" content="Ann Lee">""",
        """<script type="application/ld+json">{"@type":"NewsArticle","headline":"The "vote" of Tuesday","author":{"name":"Ann&#32;Lee"}}</script>""",
        """<meta name="dc.creator" content="Ann Lee">""",
        """<meta name="byl" content="By Ann Lee">""",
    ];

    [Theory]
    [MemberData(nameof(StatedAuthors))]
    public void Json_ld_is_read_in_every_shape_that_is_met(string script) =>
        Assert.Equal(["Ann Lee"], Read($"<html><head>{script}</head><body><p>{Plain[0]}</p></body></html>").Authors);

    [Theory]
    [InlineData("en-GB", "07/06/2026")]
    [InlineData("de", "07.06.2026")]
    [InlineData("en-US", "07.06.2026")]
    [InlineData("", "7.6.2026")]
    [InlineData("fr-FR", "07/06/2026 10:00")]
    [InlineData("nl", "7-6-2026")]
    [InlineData("en-AU", "07-06-2026")]
    [InlineData("en-US", "06/07/2026")]
    [InlineData("", "06/07/2026")]
    [InlineData("en", "2026-06-07")]
    [InlineData("es", "7 de junio de 2026")]
    public void A_date_in_figures_is_read_as_the_readers_of_the_page_do(string language, string date)
    {
        var page = Read($"<html lang='{language}'><head><meta name='publish-date' content='{date}'></head><body><p>{Plain[0]}</p></body></html>");

        Assert.Equal(new DateTime(2026, 6, 7), page.PublishedAt?.UtcDateTime.Date);
    }

    [Fact]
    public void The_country_of_an_address_tells_where_the_language_does_not() =>
        Assert.Equal(new DateTime(2026, 6, 7), Read($"<html lang='en'><head><link rel='canonical' href='https://courier.co.uk/a'><meta name='date' content='07/06/2026'></head><body><p>{Plain[0]}</p></body></html>").PublishedAt?.UtcDateTime);

    [Theory]
    [InlineData("<nav><time datetime='2020-01-01'>1 Jan</time></nav>", "")]
    [InlineData("<aside><ul><li><time datetime='2020-01-01'>1 Jan</time></li></ul></aside>", "")]
    [InlineData("", "<section class='related-stories'><time datetime='2020-01-01'>1 Jan</time></section>")]
    [InlineData("<div class='most-read'><time datetime='2020-01-01'>1 Jan</time></div>", "")]
    [InlineData("<div class='latest-news'><p><time datetime='2020-01-01'>1 Jan</time> Another story</p></div>", "")]
    [InlineData("<div class='sc-1'><h3>Related stories</h3><div><time datetime='2020-01-01'>1 Jan</time></div></div>", "")]
    [InlineData("<header><time datetime='2020-01-01'>Today</time></header>", "")]
    [InlineData("<p><a href='/other'>Another story of the day before that one <time datetime='2020-01-01'>1 Jan</time></a></p>", "")]
    [InlineData("", "<section class='comments'><time datetime='2020-01-01'>1 Jan</time></section>")]
    [InlineData("<section class='next-up'><h2>Up next</h2><time datetime='2020-01-01'>1 Jan</time></section>", "<footer>© 1 January 2020 The Courier</footer>")]
    [InlineData("<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"datePublished\":\"1970-01-01T00:00:00Z\"}</script>", "")]
    [InlineData("<script type='application/ld+json'>{\"@type\":\"ItemList\",\"itemListElement\":[{\"@type\":\"NewsArticle\",\"datePublished\":\"2020-01-01\"}]}</script>", "")]
    public void The_time_of_the_byline_is_the_time_of_the_page(string before, string after)
    {
        var page = Read($"<body>{before}<article><h1>Council votes</h1><div class='byline'>By Ann Lee <time datetime='2026-06-07T10:00:00Z'>7 June</time></div><p>{Plain[0]}</p><p>{Plain[1]}</p></article>{after}</body>");

        Assert.Equal(new DateTimeOffset(2026, 6, 7, 10, 0, 0, TimeSpan.Zero), page.PublishedAt);
    }

    [Theory]
    [InlineData("<header><time datetime='2020-01-01'>1 Jan</time><nav></nav></header>", "<div class='timestamp'>7 June 2026, 10:00 GMT</div>")]
    [InlineData("<div class='breaking'><time datetime='2020-01-01'>1 January 2020</time></div>", "<div class='timestamp'>7 June 2026, 10:00 GMT</div>")]
    [InlineData("<p class='today'><span class='date'>1 January 2020</span></p>", "<p class='meta'>Lindon, 7 June 2026, 10:00</p>")]
    public void A_time_above_the_headline_comes_after_the_line_below_it(string above, string below) =>
        Assert.Equal(new DateTimeOffset(2026, 6, 7, 10, 0, 0, TimeSpan.Zero), Read($"<body>{above}<article><h1>Council votes</h1>{below}<p>{Plain[0]}</p><p>{Plain[1]}</p></article></body>").PublishedAt);

    [Theory]
    [InlineData("<nav><time datetime='2020-01-01'>1 Jan</time></nav>")]
    [InlineData("<section class='comments'><h2>Comments</h2><time datetime='2020-01-01'>1 Jan</time></section>")]
    [InlineData("<aside><time datetime='2020-01-01'>1 Jan</time></aside>")]
    [InlineData("<div id='related'><span class='date'>1 January 2020</span></div>")]
    public void A_time_of_other_stories_is_none_of_the_page(string elsewhere) =>
        Assert.Null(Read($"<body><article><h1>Council votes</h1><p>{Plain[0]}</p><p>{Plain[1]}</p></article>{elsewhere}</body>").PublishedAt);

    [Theory]
    [InlineData("<p>Updated <time datetime='2026-06-09T10:00:00Z'>9 June</time></p><p>Published <time datetime='2026-06-07T10:00:00Z'>7 June</time></p>")]
    [InlineData("<time itemprop='dateModified' datetime='2026-06-09T10:00:00Z'>9 June</time><time itemprop='datePublished' datetime='2026-06-07T10:00:00Z'>7 June</time>")]
    [InlineData("<time class='updated' datetime='2026-06-09T10:00:00Z'>9 June</time><time class='published' datetime='2026-06-07T10:00:00Z'>7 June</time>")]
    [InlineData("<div class='dateline'>June 7, 2026 6:00 a.m. ET</div>")]
    [InlineData("<span>Published 7 June 2026 at 11:00 BST</span>")]
    [InlineData("<div class='date'>07.06.2026, 10:00</div>")]
    [InlineData("<p class='statement__meta'>— <a href='/p'>Ann Lee</a> on Sunday, May 3rd, 2026 in an article</p><p class='article__meta'>By Tom Ash on Sunday, June 7th, 2026 at 10:00 a.m.</p>")]
    [InlineData("<div class='event-date'>Doors open 9 July 2026</div><div class='post-meta'>Posted on 7 June 2026, 10:00</div>")]
    [InlineData("<div class='fact-meta'>Ann Lee, 3 May 2026</div><div class='meta'>Von Tom Ash, 07.06.2026, 10:00</div>")]
    [InlineData("<p class='quote-meta'>– Ann Lee, 3 May 2026</p><div class='story-date'>7 June 2026, 10:00</div>")]
    [InlineData("<div class='meta'>Interview of 3 May 2026</div><div class='meta'>Publié le 7 juin 2026 à 10:00</div>")]
    [InlineData("<div class='meta'>Accessed 3 May 2026</div><div class='meta'>First published 7 June 2026, 10:00</div>")]
    [InlineData("<span property='schema:datePublished' content='2026-06-07T10:00:00Z'>7 June</span>")]
    [InlineData("<div class='timestamp'>7 June 2026, 10:00 GMT</div>")]
    [InlineData("<div class='datum'>Stand: 07.06.2026 10:00 Uhr</div>")]
    [InlineData("<span class='date'>Updated June 9, 2026 9:00 a.m. ET | Published June 7, 2026 6:00 a.m. ET</span>")]
    [InlineData("<div class='fecha'>Domingo, 7 de junio de 2026 a las 10:00</div>")]
    [InlineData("<div class='article-date'>7 czerwca 2026, 10:00</div>")]
    [InlineData("<div class='article-date'>7 июня 2026, 10:00</div>")]
    [InlineData("<amp-timeago datetime='2026-06-07T10:00:00Z'>7 June</amp-timeago>")]
    [InlineData("<span class='date' data-timestamp='1780826400'>yesterday</span>")]
    [InlineData("<aside class='author-card'><time datetime='2026-06-07T10:00:00Z'>7 June</time></aside>")]
    [InlineData("<footer class='entry-meta'>Posted <time datetime='2026-06-07T10:00:00Z'>7 June</time></footer>")]
    [InlineData("<script type='application/ld+json'>{\"@graph\":[{\"@type\":\"WebPage\",\"datePublished\":\"2026-06-07T10:00:00Z\"}]}</script>")]
    [InlineData("<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"datePublished\":{\"@value\":\"Sun Jun 07 06:00:00 EDT 2026\"}}</script>")]
    public void The_day_of_publication_comes_before_the_day_of_a_change(string dates) =>
        Assert.Equal(
            new DateTimeOffset(2026, 6, 7, 10, 0, 0, TimeSpan.Zero),
            Read($"<body><article><h1>Council votes</h1>{dates}<p>{Plain[0]}</p><p>{Plain[1]}</p></article></body>").PublishedAt);

    [Theory]
    [InlineData("<meta charset='iso-8859-1'>")]
    [InlineData("<meta charset='latin1'>")]
    [InlineData("<meta http-equiv='Content-Type' content='text/html; charset=ISO-8859-1'>")]
    [InlineData("<meta charset='windows-1252'>")]
    [InlineData("<meta charset='us-ascii'>")]
    [InlineData("<meta charset='cp1252'>")]
    [InlineData("<meta charset='latin-1'>")]
    [InlineData("<meta charset='x-user-unknown'>")]
    [InlineData("<?xml version='1.0' encoding='iso-8859-1'?>")]
    [InlineData("")]
    public void Quotation_marks_in_old_encodings_are_read_as_browsers_do(string meta)
    {
        byte[] html = [.. Encoding.ASCII.GetBytes($"<html><head>{meta}</head><body><article><p>"), 0x93, .. Encoding.ASCII.GetBytes(Plain[0]), 0x94, .. "</p></article></body></html>"u8];

        Assert.Equal($"“{Plain[0]}”", Assert.Single(HtmlPage.Read(html).Paragraphs));
    }

    [Theory]
    [InlineData(1, "\uFFFD")]
    [InlineData(5, "\uFFFD")]
    [InlineData(6, "’")]
    [InlineData(60, "’")]
    public void A_few_bytes_that_are_no_utf8_where_the_page_says_so_are_slips_and_many_are_another_encoding(int count, string read)
    {
        byte[] html = [.. "<html><head><meta charset='utf-8'></head><body><article>"u8, .. Enumerable.Repeat<byte[]>([.. "<p>It"u8, 0x92, .. "s a vote for a second ferry line, the council says.</p>"u8], count).SelectMany(bytes => bytes), .. "</article></body></html>"u8];

        Assert.All(HtmlPage.Read(html).Paragraphs, paragraph => Assert.StartsWith($"It{read}s a vote", paragraph, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("iso-8859-1")]
    [InlineData("windows-1251")]
    [InlineData("utf-16")]
    public void Bytes_that_are_surely_utf8_are_read_so_whatever_the_page_says(string charset) =>
        Assert.Equal($"“{Plain[0]}”", Assert.Single(Read($"<html><head><meta charset='{charset}'></head><body><article><p>“{Plain[0]}”</p></article></body></html>").Paragraphs));

    [Fact]
    public void Control_characters_that_were_quotation_marks_are_quotation_marks() => Assert.Equal("“No comment” – it’s over", PlainText.Line("\u0093No comment\u0094 \u0096 it\u0092s over"));

    [Theory]
    [InlineData("Police deny Kowalski claim")]
    [InlineData("Müller beats Dupont in Kraków final")]
    [InlineData("Nadal, Alcaraz reach Roma quarter-finals")]
    [InlineData("Szczęsny saves Juventus in Torino derby")]
    [InlineData("Berlusconi denies Tarantini claims")]
    [InlineData("Erdogan meets Putin in Sochi")]
    [InlineData("Sánchez faces Feijóo in Madrid debate")]
    [InlineData("Sejm rejects Tusk plan")]
    public void A_short_text_full_of_names_is_in_the_language_of_its_page(string line)
    {
        var html = $"<html lang=\"en\"><head><title>{line}</title></head><body><article><h1>{line}</h1><p>{line}</p></article></body></html>";

        Assert.Equal("en", new ArticleCleaner().Clean(new Api.Ingest.V1.ArticleInput { Html = Google.Protobuf.ByteString.CopyFromUtf8(html) }).Language);
    }

    [Theory]
    [InlineData("Der Hafenrat hat am Dienstag für eine zweite Fährlinie gestimmt, die im Frühjahr des nächsten Jahres fahren soll, sagte die Bürgermeisterin.", "de")]
    [InlineData("Совет порта во вторник проголосовал за вторую линию парома.", "ru")]
    [InlineData("港务委员会星期二投票赞成开通第二条渡轮航线，市长表示欢迎。", "zh")]
    public void A_page_that_is_not_in_the_language_that_it_states_is_told(string text, string language) =>
        Assert.Equal(language, LanguageIdentifier.Default.Identify(text, "en").Language);

    private static string Script(string json) => $"<script type=\"application/ld+json\">{json}</script>";

    private static string TextOf(string body) => string.Join(' ', Read($"<body><article><h1>Council votes</h1>{body}</article></body>").Paragraphs);

    private static HtmlPage Read(string html) => HtmlPage.Read(Encoding.UTF8.GetBytes(html));
}
