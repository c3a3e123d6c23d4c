using System.Text;
using System.Text.Json;
using OnRecord.TestKit;

namespace OnRecord.Ingest.Tests;

/// <summary>JSON-LD with the slips of hand-made and printed JSON; each kind in several shapes.</summary>
public sealed class JsonRepairTests
{
    private const string Text = "The harbour council voted on Tuesday for a second ferry line, which is to run from the spring of next year on.";

    public static TheoryData<string> SingleQuotes() =>
    [
        "{'@type':'NewsArticle','headline':'Council votes','datePublished':'2026-06-07T10:00:00Z','author':{'@type':'Person','name':'Ann Lee'}}",
        "{'@type': 'NewsArticle', 'headline': \"Council votes\", 'datePublished': '2026-06-07T10:00:00Z', 'isAccessibleForFree': True, 'image': None, 'author': [{'@type': 'Person', 'name': 'Ann Lee'}]}",
        "{'@type':'NewsArticle','description':'The mayor's plan, and the workers' plan','headline':'Council votes','datePublished':'2026-06-07T10:00:00Z','author':{'name':'Ann Lee'}}",
        "{'@type':'NewsArticle','description':'It\\'s a \"plan\", she said','headline':'Council votes','datePublished':'2026-06-07T10:00:00Z','author':{'name':'Ann Lee'}}",
        "{\"@type\":'NewsArticle',\"headline\":'Council votes',\"datePublished\":'2026-06-07T10:00:00Z',\"author\":{\"name\":'Ann Lee'}}",
        "{@type: 'NewsArticle', headline: 'Council votes', datePublished: '2026-06-07T10:00:00Z', author: {name: 'Ann Lee'}}",
        "{“@type”: “NewsArticle”, “headline”: “Council votes”, “datePublished”: “2026-06-07T10:00:00Z”, “author”: {“name”: “Ann Lee”}}",
        "{‘@type’: ‘NewsArticle’, ‘headline’: ‘Council votes’, ‘datePublished’: ‘2026-06-07T10:00:00Z’, ‘author’: {‘name’: ‘Ann Lee’}}",
        "{\"@type\": `NewsArticle`, \"headline\": `Council votes`, \"datePublished\": `2026-06-07T10:00:00Z`, \"author\": {\"name\": `Ann Lee`}}",
        "<!--\n[{'@type':'NewsArticle','headline':'Council votes','datePublished':'2026-06-07T10:00:00Z','author':{'name':'Ann Lee',},},]\n//-->",
        "var data = {'@type':'NewsArticle','headline':'Council ' + 'votes','datePublished':'2026-06-07T10:00:00Z','author':{'name':'Ann Lee'}};",
        "{&#39;@type&#39;:&#39;NewsArticle&#39;,&#39;headline&#39;:&#39;Council votes&#39;,&#39;datePublished&#39;:&#39;2026-06-07T10:00:00Z&#39;,&#39;author&#39;:{&#39;name&#39;:&#39;Ann Lee&#39;}}",
        "{'@type':'NewsArticle','headline':'Council\\x20votes','datePublished':'2026-06-07T10:00:00Z','author':{'name':'Ann\\u0020Lee'}}",
    ];

    public static TheoryData<string> MissingBrackets() =>
    [
        """{"@type":"NewsArticle","headline":"Council votes","datePublished":"2026-06-07T10:00:00Z","author":{"name":"Ann Lee"}""",
        """ "@type":"NewsArticle","headline":"Council votes","datePublished":"2026-06-07T10:00:00Z","author":{"name":"Ann Lee"}}""",
        """{"@type":"NewsArticle","headline":"Council votes","datePublished":"2026-06-07T10:00:00Z","author":{"name":"Ann Lee" """,
        """[{"@type":"NewsArticle","headline":"Council votes","datePublished":"2026-06-07T10:00:00Z","author":{"name":"Ann Lee"}}""",
        """{"@graph":[{"@type":"NewsArticle","headline":"Council votes","datePublished":"2026-06-07T10:00:00Z","author":[{"name":"Ann Lee"}]}""",
        """{"@type":"NewsArticle","author":{"@type":"Person","name":"Ann Lee","headline":"Council votes","datePublished":"2026-06-07T10:00:00Z"}""",
        """{"@type":"NewsArticle","author":[{"@type":"Person","name":"Ann Lee","headline":"Council votes","datePublished":"2026-06-07T10:00:00Z"}""",
        """{"@type":"NewsArticle","author":[{"name":"Ann Lee"},"headline":"Council votes","datePublished":"2026-06-07T10:00:00Z"}""",
        """{"@type":"NewsArticle","keywords":["ferry","council","headline":"Council votes","datePublished":"2026-06-07T10:00:00Z","author":{"name":"Ann Lee"}}""",
        """{"@type":"NewsArticle","publisher":{"name":"The Courier","logo":{"url":"/l.png","headline":"Council votes","datePublished":"2026-06-07T10:00:00Z","author":{"name":"Ann Lee"}}""",
        """{"@type":"NewsArticle","author":{"name":"Ann Lee"}},"headline":"Council votes","datePublished":"2026-06-07T10:00:00Z"}""",
        """{"@type":"NewsArticle","headline":"Council votes","datePublished":"2026-06-07T10:00:00Z","author":[{"name":"Ann Lee"]}""",
        """{"@type":"NewsArticle","headline":"Council votes","datePublished":"2026-06-07T10:00:00Z","author":{"name":"Ann Lee"},"articleBody":"The harbour coun""",
        """//<![CDATA[ {"@type":"NewsArticle","headline":"Council votes","datePublished":"2026-06-07T10:00:00Z","author":{"name":"Ann Lee"} //]]>""",
    ];

    public static TheoryData<string> MissingMarks() =>
    [
        """{"@type":"NewsArticle" "headline":"Council votes" "datePublished":"2026-06-07T10:00:00Z" "author":{"name":"Ann Lee"}}""",
        "{\n\"@type\":\"NewsArticle\"\n\"headline\":\"Council votes\"\n\"datePublished\":\"2026-06-07T10:00:00Z\",\n\"author\":{\"name\":\"Ann Lee\"}\n}",
        """{"@type":"NewsArticle","author":{"name":"Ann Lee"} "headline":"Council votes","datePublished":"2026-06-07T10:00:00Z"}""",
        """{"@type":"NewsArticle","wordCount":400 "headline":"Council votes","datePublished":"2026-06-07T10:00:00Z","author":{"name":"Ann Lee"}}""",
        """{"@type":"NewsArticle","keywords":["ferry" "council"] "headline":"Council votes","datePublished":"2026-06-07T10:00:00Z","author":{"name":"Ann Lee"}}""",
        """[{"@type":"BreadcrumbList"} {"@type":"NewsArticle","headline":"Council votes","datePublished":"2026-06-07T10:00:00Z","author":{"name":"Ann Lee"}}]""",
        """{"@type":"NewsArticle",,"headline":"Council votes",,"datePublished":"2026-06-07T10:00:00Z","author":{"name":"Ann Lee"}}""",
        """{,"@type":"NewsArticle","headline":"Council votes","datePublished":"2026-06-07T10:00:00Z","author":{"name":"Ann Lee"}}""",
        """{"@type":"NewsArticle","headline" "Council votes","datePublished":"2026-06-07T10:00:00Z","author":{"name":"Ann Lee"}}""",
        """{"@type":"NewsArticle","wordCount":,"headline":"Council votes","datePublished":"2026-06-07T10:00:00Z","author":{"name":"Ann Lee"}}""",
        "{\"@type\":\"NewsArticle\",\"headline\":\"Council votes,\n\"datePublished\":\"2026-06-07T10:00:00Z\",\"author\":{\"name\":\"Ann Lee\"}}",
        """{"@type":"NewsArticle","headline":"Council votes","description":"The "vote": what now",,"datePublished":"2026-06-07T10:00:00Z","author":{"name":"Ann Lee"}}""",
        """{"@type":"NewsArticle","headline":"Council votes","description":"He said "no", and left","datePublished":"2026-06-07T10:00:00Z","author":{"name":"Ann Lee"}}""",
        """{"@type":"NewsArticle","headline":"Council votes","datePublished":2026-06-07T10:00:00Z,"author":{"name":"Ann Lee"}}""",
        """{"@type":"NewsArticle";"headline":"Council votes";"datePublished":"2026-06-07T10:00:00Z";"author":{"name":"Ann Lee"}}""",
        """{"@type":"NewsArticle" /* kind */ "headline":"Council votes" // title""" + "\n" + """ "datePublished":"2026-06-07T10:00:00Z","author":{"name":"Ann Lee"}}""",
    ];

    [Theory]
    [MemberData(nameof(SingleQuotes))]
    [MemberData(nameof(MissingBrackets))]
    [MemberData(nameof(MissingMarks))]
    public void What_was_meant_is_read(string json)
    {
        var page = Page(json);

        Assert.Equal("Council votes", page.Title);
        Assert.Equal(["Ann Lee"], page.Authors);
        Assert.Equal(new DateTimeOffset(2026, 6, 7, 10, 0, 0, TimeSpan.Zero), page.PublishedAt);
        Assert.Equal([Text], page.Paragraphs);
    }

    [Theory]
    [InlineData("{{ page.schema }}")]
    [InlineData("{\"@type\":\"NewsArticle\",\"headline\":[\"Wrong\"]: \"right\"}")]
    [InlineData("{\"@type\":\"NewsArticle\",\"headline\":{{ title }}}")]
    [InlineData("NewsArticle: Wrong")]
    [InlineData("{\"@type\":\"NewsArticle\", {\"headline\":\"Wrong\"}}")]
    [InlineData("{")]
    [InlineData("{'")]
    public void What_cannot_be_told_is_passed_over(string json) => Assert.Equal("A title", Page(json).Title);

    [Fact]
    public void A_text_that_breaks_off_is_not_taken_for_the_whole()
    {
        using var repaired = JsonDocument.Parse(JsonRepair.Repair("""{"headline":"Council votes","articleBody":"The harbour coun""", 64, out var isCut));

        Assert.True(isCut);
        Assert.Equal(JsonValueKind.Null, repaired.RootElement.GetProperty("articleBody").ValueKind);
    }

    [Fact]
    public void Depth_is_limited_as_in_sound_json()
    {
        Assert.Throws<JsonException>(() => LenientJson.Read(new string('[', 100_000)));
        Assert.ThrowsAny<JsonException>(() => LenientJson.Read(string.Concat(Enumerable.Repeat("{'a':", 65))));
        Assert.Single(LenientJson.Read(string.Concat(Enumerable.Repeat("{'a':", 60))));
    }

    [Theory]
    [InlineData("'")]
    [InlineData("\"/*")]
    [InlineData("'//")]
    [InlineData("','")]
    [InlineData("'a':")]
    [InlineData("'a'+")]
    [InlineData("'      ")]
    [InlineData("{'a':")]
    [InlineData("[")]
    [InlineData("]}")]
    [InlineData("a ")]
    [InlineData("\\")]
    [InlineData("“”")]
    public Task A_script_made_to_be_slow_is_not(string piece) => BoundedWork.EndsAsync(() =>
    {
        foreach (var beginning in (string[])["", "{'a':", "['", "{'a':'"])
        {
            try
            {
                LenientJson.Read(beginning + string.Concat(Enumerable.Repeat(piece, 1_000_000 / piece.Length)));
            }
            catch (JsonException)
            {
                // Refused or read: in bounded time.
            }
        }
    });

    [Fact]
    public void Random_damage_gives_json_or_a_refusal()
    {
        var random = new Random(7);
        const string Sound = """{"@type":"NewsArticle","headline":"It's \"on\"","author":[{"name":"Ann Lee"},{"name":'Tom'}],"n":1.5e3,"ok":true, /* c */ "x":null}""";
        for (var round = 0; round < 5_000; round++)
        {
            var text = new StringBuilder(Sound);
            for (var slip = random.Next(1, 6); slip > 0; slip--)
            {
                var at = random.Next(text.Length);
                _ = random.Next(3) switch
                {
                    0 => text.Remove(at, Math.Min(random.Next(1, 5), text.Length - at)),
                    1 => text.Insert(at, "{}[]:,'\"\\/*“”;+"[random.Next(15)]),
                    _ => text.Replace(text[at], (char)random.Next(32, 127), at, 1),
                };
            }

            try
            {
                Assert.NotEmpty(LenientJson.Read(text.ToString()));
            }
            catch (JsonException)
            {
                // A clear refusal.
            }
        }
    }

    private static HtmlPage Page(string json) =>
        HtmlPage.Read(Encoding.UTF8.GetBytes($"<html><head><title>A title</title><script type=\"application/ld+json\">{json}</script></head><body><p>{Text}</p></body></html>"));
}
