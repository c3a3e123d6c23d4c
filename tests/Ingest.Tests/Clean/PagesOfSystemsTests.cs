using System.Text;

namespace OnRecord.Ingest.Tests;

/// <summary>One article in the markup of systems and papers that are met often, with what they put around it and into it.</summary>
public sealed class PagesOfSystemsTests
{
    private const string Frame = "<nav><ul><li><a href='/'>Home</a></li><li><a href='/s'>Sport</a></li></ul></nav>";
    private const string Foot = "<footer><p>© 2026 The Courier. All rights reserved. The Courier is a trading name of Courier Media, registered in Lindon.</p></footer>";

    private static readonly string[] Plain =
    [
        "The harbour council voted on Tuesday for a second ferry line, which is to run from the spring of next year on.",
        "The mayor, who had long been against it, said that the numbers had changed her mind, and that the bridge would come later.",
        "“We have waited ten years,” said Tom Ash, who owns a shop at the landing. “It is time.”",
        "Not all agreed.",
        "Owners of shops in the upper town, which had hoped for the bridge, said that they felt forgotten, and would take the matter to court.",
        "A second vote, on the price of tickets, is due in June.",
    ];

    public static TheoryData<string, string> Pages() => new()
    {
        { "Gutenberg", $"{Frame}<main class='wp-block-group'><h1 class='wp-block-post-title'>Council votes</h1><div class='entry-content wp-block-post-content'>{With("<figure class='wp-block-image'><figcaption class='wp-element-caption'>The old ferry at the landing of Lindon.</figcaption></figure><div class='wp-block-jetpack-subscriptions'><p>Subscribe to our newsletter to get the latest posts, every day and for free.</p></div>")}</div></main>{Foot}" },
        { "Drupal", $"{Frame}<article class='node node--type-article'><h1>Council votes</h1><div class='node__content'><div class='text-formatted field field--name-body field__item'>{With()}</div><div class='field field--name-field-tags'><a>Ferry</a></div></div></article>{Foot}" },
        { "blocks with roles in attributes", $"{Frame}<main><article><h1>Council votes</h1><div data-component='byline-block'><div>Ann Lee</div><div>Harbour correspondent</div></div>{string.Concat(Plain.Select(text => $"<div data-component='text-block' class='sc-1'><p class='sc-2'>{text}</p></div>"))}<section data-component='links-block'><ul><li><a href='/1'>Bridge plan is dropped for now</a></li></ul></section></article></main>{Foot}" },
        { "names that are hashes", $"{Frame}<main><article id='story'><header class='css-1'><h1 class='css-2'>Council votes</h1><p class='css-4'>By <span class='css-5'>Ann Lee</span></p></header><section name='articleBody' class='css-6'>{string.Concat(Plain.Select(text => $"<div class='css-9gb StoryBodyCompanionColumn'><div class='css-53u'><p class='css-at9'>{text}</p></div></div>"))}</section></article></main>{Foot}" },
        { "an island that asks for an address", $"<article class='dcr-1'><h1>Council votes</h1><div class='dcr-4'>{With("<ts-island><div class='dcr-8'><h4>Sign up to First Edition</h4><p>Free daily newsletter</p><p>Our morning email breaks down the key stories of the day, telling you what’s happening and why it matters</p></div></ts-island>")}</div></article>" },
        { "a box that asks for an address", $"<article><h1>Council votes</h1>{With("<div class='sc-77'><h3>Get the Courier in your inbox</h3><p>Read what matters in Lindon first, every morning, free of charge.</p></div>")}</article>" },
        { "divs for paragraphs", $"{Frame}<main><article><h1>Council votes</h1><div class='article-body__content__17Yit'>{string.Concat(Plain.Select(text => $"<div class='text__text__1FZLe article-body__paragraph__2'>{text}</div>"))}</div></article></main>{Foot}" },
        { "a time to read", $"<article><section><h1>Council votes</h1><div><a>Ann Lee</a><span>·</span><span>5 min read</span></div>{With()}</section></article><div><h2>More from Ann Lee</h2><p>Why the bridge will never be built, and what that tells us of the town</p></div>" },
        { "AMP", $"<article class='amp-wp-article'><h1>Council votes</h1><div class='amp-wp-article-content'>{With("<amp-img src='x'></amp-img><p class='wp-caption-text'>The old ferry at the landing of Lindon on Monday, before the vote.</p><amp-ad><p>Advertisement</p></amp-ad>")}</div></article>{Foot}" },
        { "line breaks for paragraphs", $"<div class='post hentry'><h3 class='post-title'>Council votes</h3><div class='post-body entry-content'>{string.Join("<br /><br />", Plain)}</div><div class='post-footer'>Posted by Ann Lee at 10:00</div></div>" },
        { "microdata", $"<div class='item-page' itemscope itemtype='https://schema.org/Article'><h1 itemprop='headline'>Council votes</h1><dl class='article-info'><dt>Details</dt><dd>Written by Ann Lee</dd></dl><div itemprop='articleBody'>{With()}</div><ul class='pager pagenav'><li><a>Prev</a></li></ul></div>{Foot}" },
        { "RDFa", $"<div vocab='https://schema.org/' typeof='NewsArticle'><h1 property='headline'>Council votes</h1><div property='articleBody'>{With()}</div></div>{Foot}" },
        { "consent that is longer than the article", $"<article><h1>Council votes</h1>{With()}</article><div class='css-xyz' role='dialog'>{string.Concat(Enumerable.Range(1, 12).Select(number => $"<p>We and our {number} partners store and access information on your device, such as cookies, and process personal data, for ads and content.</p>"))}</div>" },
        { "a live page", $"<main><h1>Council votes</h1><div class='live'>{string.Concat(Plain.Select((text, at) => $"<article class='block'><time>1{at}:00</time><p>{text}</p></article>"))}</div></main>{Foot}" },
        { "captions that are paragraphs", $"<article><h1>Council votes</h1>{With("<div class='image'><img><p class='image-caption'>The old ferry at the landing of Lindon on Monday, before the vote of the council.</p></div>")}</article>" },
        { "sentences in large letters", $"<article><h1>Council votes</h1>{With("<blockquote class='pullquote'><p>“We have waited ten years”</p></blockquote><div class='quote-box pull-quote'>It is time</div>")}</article>" },
        { "words of advertising", $"<article><h1>Council votes</h1>{With("<p>- Advertisement -</p><p>Article continues below</p><p>Scroll down to continue</p><p>Story continues below advertisement</p>")}<p>Tags: ferry, bridge, council</p><p>Topics</p></article>" },
        { "what only screen readers read", $"<article><h1>Council votes</h1>{With("<span class='visually-hidden'>Image caption, </span><p class='sr-only'>End of the caption that is read aloud to those who cannot see the picture.</p>")}</article>" },
        { "the next articles below", $"<main><article><h1>Council votes</h1>{With()}</article><article><h1>Bridge plan dropped</h1>{string.Concat(Enumerable.Range(1, 9).Select(day => $"<p>The plan for a bridge over the harbour was dropped on day {day}, the council said, after years of talk about it all.</p>"))}</article></main>" },
    };

    [Theory]
    [MemberData(nameof(Pages))]
    public void The_article_and_nothing_else_is_read(string system, string body)
    {
        var page = HtmlPage.Read(Encoding.UTF8.GetBytes($"<html lang='en'><head><title>Council votes | The Courier</title></head><body>{body}</body></html>"));

        Assert.True(page.Paragraphs.SequenceEqual(Plain), $"{system}: {string.Join(" ¶ ", page.Paragraphs)}");
    }

    [Fact]
    public void Entries_of_a_list_that_link_a_sentence_and_add_one_are_text()
    {
        const string First = "The council votes for a second ferry line. It is to run from the spring of next year, and to cost 14 million crowns.";
        const string Second = "The bridge is dropped after years of talk about it. Its plans go back to the archive of the town, the mayor says.";
        var items = string.Concat(new[] { First, Second }.Select(text => $"<li><strong><a href='/x'>{text[..(text.IndexOf('.', StringComparison.Ordinal) + 1)]}</a></strong>{text[(text.IndexOf('.', StringComparison.Ordinal) + 1)..]}</li>"));

        var page = HtmlPage.Read(Encoding.UTF8.GetBytes($"<body><article><h1>The week</h1>{With()}<ol>{items}</ol><ul><li><a href='/y'>Another story of the day that is told elsewhere</a> 5 May</li></ul></article></body>"));

        Assert.Equal([.. Plain, First, Second], page.Paragraphs);
    }

    private static string With(string inside = "") => string.Concat(Plain.Select((text, at) => $"<p>{text}</p>{(at == 2 ? inside : "")}"));
}
