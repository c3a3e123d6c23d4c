using System.IO.Compression;
using System.Text;
using OnRecord.Api.Ingest.V1;
using OnRecord.Cli.Submit;
using OnRecord.TestKit;

namespace OnRecord.Cli.Tests;

public sealed class ArticleReaderTests : IDisposable
{
    private static readonly ArticleDefaults NoDefaults = new(null, null, null, null, null);

    private readonly ScratchFolder _folder = new();

    [Fact]
    public async Task A_JSON_line_gives_its_fields()
    {
        var path = Write("a.jsonl", """
            {"id":"x1","outlet":"Example Post","published":"2026-03-01","title":"Mine closes","text":"The mine closes.","url":"https://example.org/1"}

            {"id":2,"outlet":null,"published":null,"title":null,"text":"No more is known."}
            """);

        var articles = await ReadAsync(path);

        Assert.Equal([$"{path}:1 (x1)", $"{path}:3 (2)"], articles.Select(article => article.Source));
        Assert.Equal("Mine closes", articles[0].Article!.Title);
        Assert.Equal(new DateTime(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc), articles[0].Article!.PublishTime.ToDateTime());
        Assert.Equal("", articles[1].Article!.Outlet);
        Assert.Null(articles[1].Article!.PublishTime);
    }

    [Fact]
    public async Task Every_documented_field_is_taken()
    {
        var path = Write("a.jsonl", """
            {"id":"x","text":"T.","outlet":"Post","published":"2026-03-01","title":"Mine","url":"https://example.org/1","authors":["Ana Ruiz"],"language":"en"}
            {"html":"<p>T.</p>"}
            """);

        var articles = await ReadAsync(path);

        Assert.All(articles, article => Assert.Null(article.Fault));
        Assert.Equal(["Ana Ruiz"], articles[0].Article!.Authors);
        Assert.Equal("en", articles[0].Article!.Language);
        Assert.Equal(ArticleInput.ContentOneofCase.Html, articles[1].Article!.ContentCase);
    }

    [Theory]
    [InlineData("{\"text\": ", "is not JSON")]
    [InlineData("[1, 2]", "is not a JSON object")]
    [InlineData("{\"text\": 7}", "\"text\" must be a string")]
    [InlineData("{\"text\": \"T.\", \"authors\": [7]}", "\"authors\" must be an array of strings")]
    [InlineData("{\"text\": \"T.\", \"published\": \"last Tuesday\"}", "\"last Tuesday\" is not a time")]
    [InlineData("{\"text\": \"T.\", \"outlt\": \"X\"}", "there is no field \"outlt\"; did you mean outlet")]
    [InlineData("{\"text\": \"T.\", \"Title\": \"X\"}", "there is no field \"Title\"; did you mean title")]
    [InlineData("{\"text\": \"T.\", \"mentions\": []}", "there is no field \"mentions\"; there are id, text, html, outlet")]
    public async Task A_bad_line_is_a_fault_in_words_and_the_next_one_is_read(string line, string fault)
    {
        var path = Write("a.jsonl", line + "\n{\"text\":\"Good.\"}");

        var articles = await ReadAsync(path);

        Assert.Contains(fault, articles[0].Fault, StringComparison.Ordinal);
        Assert.Equal("Good.", articles[1].Article!.Text);
    }

    [Fact]
    public async Task A_line_that_is_no_UTF8_is_a_fault_and_the_next_one_is_read()
    {
        var path = _folder.Combine("a.jsonl");
        await File.WriteAllBytesAsync(path, [.. "{\"text\":\"caf"u8, 0xE9, .. "\"}\n{\"text\":\"Good.\"}"u8]);

        var articles = await ReadAsync(path);

        Assert.Equal("is not UTF-8 text", articles[0].Fault);
        Assert.Equal("Good.", articles[1].Article!.Text);
    }

    [Fact]
    public async Task An_array_of_articles_is_refused_with_a_way_out()
    {
        var path = Write("a.json", """[{"text":"The mine closes."}]""");

        var refusal = await Assert.ThrowsAsync<UserException>(() => ReadAsync(path));

        Assert.Contains("jq -c '.[]'", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_packed_file_that_is_none_is_refused()
    {
        var path = Write("a.jsonl.gz", "not packed");

        Assert.Contains(path, Assert.Throws<UserException>(() => ArticleReader.Count([path])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_packed_file_is_read_as_it_is()
    {
        var path = _folder.Combine("a.jsonl.gz");
        await using (var file = new GZipStream(File.Create(path), CompressionLevel.Fastest))
        {
            await file.WriteAsync("{\"text\":\"Packed.\"}"u8.ToArray());
        }

        Assert.Equal("Packed.", Assert.Single(await ReadAsync(path)).Article!.Text);
        Assert.Equal(1, ArticleReader.Count([path]));
    }

    [Fact]
    public async Task A_folder_stands_for_the_articles_below_it()
    {
        Write("deep/page.html", "<html><body>Page</body></html>");
        Write("note.txt", "Plain text.");
        Write("picture.png", "no article");

        var articles = await ReadAsync(_folder.Path);

        Assert.Equal(
            [ArticleInput.ContentOneofCase.Html, ArticleInput.ContentOneofCase.Text],
            articles.Select(article => article.Article!.ContentCase));
        Assert.Equal(2, ArticleReader.Count([_folder.Path]));
    }

    [Fact]
    public async Task Text_that_is_not_UTF8_is_a_fault()
    {
        var path = _folder.Combine("a.txt");
        await File.WriteAllBytesAsync(path, [0x43, 0x61, 0x66, 0xE9]);

        Assert.Equal("is not UTF-8 text", Assert.Single(await ReadAsync(path)).Fault);
    }

    [Theory]
    [InlineData("  {\"text\":\"T.\"}", ArticleInput.ContentOneofCase.Text)]
    [InlineData("\n<!doctype html><p>T.</p>", ArticleInput.ContentOneofCase.Html)]
    [InlineData("Plain words.", ArticleInput.ContentOneofCase.Text)]
    public async Task A_file_with_another_ending_is_told_by_its_first_letter(string content, ArticleInput.ContentOneofCase expected)
    {
        var article = Assert.Single(await ReadAsync(Write("article.dat", content))).Article!;

        Assert.Equal(expected, article.ContentCase);
    }

    [Fact]
    public async Task Defaults_fill_only_what_is_missing()
    {
        var path = Write("a.jsonl", "{\"text\":\"A.\",\"outlet\":\"Own\"}\n{\"text\":\"B.\"}");

        var articles = await ReadAsync(path, NoDefaults with { Outlet = "Default" });

        Assert.Equal(["Own", "Default"], articles.Select(article => article.Article!.Outlet));
    }

    [Fact]
    public async Task A_missing_path_is_said_so() =>
        await Assert.ThrowsAsync<UserException>(() => ReadAsync(_folder.Combine("nothing.jsonl")));

    public void Dispose() => _folder.Dispose();

    private string Write(string name, string content)
    {
        var path = _folder.Combine(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content, new UTF8Encoding(false));
        return path;
    }

    private static async Task<List<OutgoingArticle>> ReadAsync(string path, ArticleDefaults? defaults = null)
    {
        var articles = new List<OutgoingArticle>();
        await foreach (var article in new ArticleReader(defaults ?? NoDefaults, null).ReadAsync([path], CancellationToken.None))
        {
            articles.Add(article);
        }

        return articles;
    }
}
