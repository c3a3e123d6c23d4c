using System.Text.Json;
using OnRecord.Api.Ingest.V1;
using OnRecord.Data;

namespace OnRecord.Bench;

/// <summary>Makes any number of articles that are no copies of one another, out of the sentences of real ones.</summary>
internal sealed class ArticleMixer
{
    private const int Paragraphs = 10;
    private const int SentencesPerParagraph = 3;

    private readonly List<string> _sentences;

    private ArticleMixer(List<string> sentences) => _sentences = sentences;

    /// <summary>Mixes the texts of a JSON-lines file.</summary>
    public static ArticleMixer Load(string path) => Of(TextFiles.ReadLines(path).Select(line =>
    {
        using var json = JsonDocument.Parse(line);
        return json.RootElement.GetProperty("text").GetString() ?? "";
    }));

    /// <summary>Mixes some texts.</summary>
    public static ArticleMixer Of(IEnumerable<string> texts) => new(
    [
        .. texts.SelectMany(text => text.ReplaceLineEndings(" ").Split(". ", StringSplitOptions.TrimEntries))
            .Where(sentence => sentence.Length is > 60 and < 400),
    ]);

    /// <summary>The article of a number: about 4 KB, with a url and a request id of its own.</summary>
    public SubmitArticlesRequest Make(string run, int number)
    {
        var random = new Random(number + string.GetHashCode(run, StringComparison.Ordinal));
        var paragraphs = Enumerable.Range(0, Paragraphs).Select(_ =>
            string.Join(". ", Enumerable.Range(0, SentencesPerParagraph).Select(_ => _sentences[random.Next(_sentences.Count)])) + ".");
        return new SubmitArticlesRequest
        {
            RequestId = $"{run}-{number}",
            Article = new ArticleInput
            {
                Text = string.Join("\n\n", paragraphs),
                Title = $"{_sentences[random.Next(_sentences.Count)][..50].Trim()} ({number})",
                Url = $"https://bench-{number % 50}.example/{run}/{number}",
                Outlet = $"Bench {number % 50}",
            },
        };
    }
}
