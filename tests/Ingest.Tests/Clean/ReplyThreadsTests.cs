using System.Globalization;
using System.Text;

namespace OnRecord.Ingest.Tests;

/// <summary>Comments that neither name, type nor heading tells, but the control to reply under each of them.</summary>
public sealed class ReplyThreadsTests
{
    private static readonly string[] Plain =
    [
        "The harbour council voted on Tuesday for a second ferry line, which is to run from the spring of next year on.",
        "The mayor, who had long been against it, said that the numbers had changed her mind, and that the bridge would come later.",
        "Owners of shops at the landing welcomed the vote, while those in the upper town had hoped for the bridge, they said.",
    ];

    private static readonly string Article = string.Concat(Plain.Select(text => $"<p>{text}</p>"));

    public static TheoryData<string> Threads() =>
    [
        Each("<div class='sc-{0}'><p class='x{0}'>{1}</p><button>Reply</button></div>"),
        Each("<div><p>{1}</p><a href='#'>Reply</a></div>"),
        $"<ul>{Each("<li><b>Reader {0}</b><p>{1}</p><a href='#r{0}'>Reply</a> <a>Report</a></li>")}</ul>",
        $"<div class='k1'>{Each("<article class='k{0}'><div class='n'>Reader {0}</div><div>{1}</div><div><span role='button'>Reply</span></div></article>")}</div>",
        Each("<div><div><span>Reader {0}</span><time datetime='2020-01-0{0}'>1 Jan</time></div><div><p>{1}</p></div><div><button aria-label='Reply to Reader {0}'><svg></svg></button></div></div>"),
        Each("<section><p>{1}</p><button><svg></svg><span>Reply</span></button></section>"),
        Each("<div><p>{1}</p><div><a>Like</a><a>Antworten</a></div></div>"),
        Each("<div><p>{1}</p><a>Répondre</a></div>"),
        Each("<div><p>{1}</p><a>Responder</a></div>"),
        Each("<div><p>{1}</p><a>Ответить</a></div>"),
        Each("<div><p>{1}</p><span class='q{0}'>Like · Reply · 3</span></div>"),
        Each("<div><p>{1}</p><input type='button' value='Reply'></div>"),
        $"<dl>{Each("<dt>Reader {0}</dt><dd>{1} <a>Reply</a></dd>")}</dl>",
        $"<div>{Each("<p>{1}</p><a>Reply</a>")}</div>",
        $"<div>{Each("<b>Reader {0}</b><p>{1}</p><a>Reply (2)</a>")}</div>",
        $"<table>{Each("<tr><td>Reader {0}</td><td>{1}<br><a>Reply</a></td></tr>")}</table>",
        Each("<div><p>{1}</p><p>That is all that Reader {0} has to say on the matter of the ferry and the bridge, for today.</p><a>Reply</a></div>"),
        $"<div><p>{Reader(0)}</p><a>Reply</a><div>{Each("<div><p>{1}</p><a>Reply</a></div>")}</div></div>",
        Each("<div><p>{1}</p><button>Reply</button></div><div class='ad'>Advertisement</div>"),
        Each("<div><p>{1}</p><button title='Reply to this comment'>↩</button></div>"),
    ];

    [Theory]
    [MemberData(nameof(Threads))]
    public void Posts_that_can_be_replied_to_are_comments(string thread)
    {
        Assert.Equal(Plain, Read($"<main><article><h1>Council votes</h1>{Article}</article>{thread}</main>"));
        Assert.Equal(Plain, Read($"<article><h1>Council votes</h1>{Article}{thread}</article>"));
        Assert.Equal(Plain, Read($"<div><h1>Council votes</h1><div>{Article}</div><div>{thread}</div></div>"));
    }

    [Theory]
    [InlineData("<main><article><h1>Council votes</h1>{0}<a href='#respond'>Reply</a></article></main>")]
    [InlineData("<main><article><h1>Council votes</h1>{0}<p><a href='#respond'>Reply</a> <a>Share</a></p></article></main>")]
    [InlineData("<div><div><h1>Council votes</h1>{0}<button>Reply</button></div></div>")]
    public void An_article_that_can_be_replied_to_is_one(string frame)
    {
        var thread = Each("<div><p>{1}</p><a>Reply</a></div>");

        Assert.Equal(Plain, Read(string.Format(CultureInfo.InvariantCulture, frame, Article)));
        Assert.Equal(Plain, Read(string.Format(CultureInfo.InvariantCulture, frame, Article) + thread));
    }

    [Theory]
    [InlineData("<div class='l{0}'><p>{1}</p><b>Reader {0}, Lindon</b></div>")]
    [InlineData("<article class='u{0}'><time>1{0}:00</time><p>{1}</p></article>")]
    [InlineData("<article class='u{0}'><time>1{0}:00</time><p>{1}</p><button>Share</button></article>")]
    [InlineData("<div><p>{1}</p><a href='/m'>Read the reply of the council to Reader {0}</a></div>")]
    [InlineData("<p><strong>Question:</strong> What of the ferry, Reader {0}?</p><p><strong>Reply:</strong> {1}</p>")]
    [InlineData("<p>{1}</p><blockquote><p>We voted for the ferry on day {0}.</p><a href='/t{0}'>Reply</a></blockquote>")]
    public void Letters_and_entries_without_such_a_control_are_the_article(string entry) =>
        Assert.Equal(6, Read($"<main><h1>Council votes</h1><div>{Each(entry)}</div></main>").Count(paragraph => paragraph.Contains("thinks that the vote", StringComparison.Ordinal)));

    [Fact]
    public void Posts_without_an_article_are_what_the_page_is_about() =>
        Assert.Equal(6, Read($"<div>{Each("<div><p>{1}</p><a>Reply</a></div>")}</div><footer><p>{Plain[0]} {Plain[1]} {Plain[2]}</p></footer>").Count);

    [Theory]
    [InlineData("Reply", true)]
    [InlineData("↳ Reply", true)]
    [InlineData("Reply to Ann Lee", true)]
    [InlineData("Like · Reply · 3", true)]
    [InlineData("REPLY", true)]
    [InlineData("Reply:", false)]
    [InlineData("Reply of the council", false)]
    [InlineData("Leave a reply", false)]
    [InlineData("3 replies", false)]
    public void The_words_of_a_control_are_told_from_others(string words, bool isReply) => Assert.Equal(isReply, PageResidue.IsReplyControl(words));

    private static string Each(string post) => string.Concat(Enumerable.Range(1, 6).Select(number => string.Format(CultureInfo.InvariantCulture, post, number, Reader(number))));

    private static string Reader(int number) => $"Reader {number} thinks that the vote, of all votes in these years, was the one that nobody needed, and says why at length.";

    private static IReadOnlyList<string> Read(string body) => HtmlPage.Read(Encoding.UTF8.GetBytes($"<html><head><title>Council votes</title></head><body>{body}</body></html>")).Paragraphs;
}
