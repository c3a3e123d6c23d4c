using System.Text.RegularExpressions;
using Google.Protobuf.WellKnownTypes;
using OnRecord.Api.Ingest.V1;

namespace OnRecord.Bench;

/// <summary>
/// Any number of articles like news: of each topic some articles come close together, made of the same real sentences in other choices, with
/// names that no other topic has, each at a later time. So words are as frequent as in news, and names and stories go on growing in number.
/// </summary>
/// <param name="sentences">Sentences of real articles.</param>
internal sealed partial class TopicalNews(IReadOnlyList<string> sentences)
{
    private const int OpenTopics = 200;
    private const int ArticlesPerTopic = 6;
    private const int SentencesPerTopic = 40;
    private const int SentencesPerArticle = 14;
    private const int SentencesPerParagraph = 3;
    private const int Names = 5;
    private const int MinutesApart = 2;

    // One name in so many is another in each topic.
    private const int RenamedOneIn = 3;

    private static readonly string[] Syllables = ["ba", "dor", "kel", "mi", "nov", "ra", "sti", "tur", "va", "len", "go", "ful", "eri", "pos", "hal", "win"];
    private static readonly DateTimeOffset First = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly string _run = Guid.NewGuid().ToString("N");

    /// <summary>The articles from a number on.</summary>
    public IEnumerable<SubmitArticlesRequest> Take(int first, int count) => Enumerable.Range(first, count).Select(Make);

    private SubmitArticlesRequest Make(int number)
    {
        var topic = (number % OpenTopics) + (number / (OpenTopics * ArticlesPerTopic) * OpenTopics);
        var ofTopic = new Random(topic);
        string[] pool = [.. Enumerable.Range(0, SentencesPerTopic).Select(_ => sentences[ofTopic.Next(sentences.Count)])];
        string[] names = [.. Enumerable.Range(0, Names).Select(_ => Name(ofTopic))];
        var random = new Random(~number);
        random.Shuffle(pool);
        var told = pool.Take(SentencesPerArticle).Select(sentence => Renamed(sentence, names)).ToList();
        var outlet = random.Next(200);
        return new SubmitArticlesRequest
        {
            RequestId = $"{_run}-{number}",
            Article = new ArticleInput
            {
                Title = $"{names[0]}: {told[0]}",
                Text = string.Join("\n\n", told.Chunk(SentencesPerParagraph).Select(paragraph => string.Join(' ', paragraph))),
                Url = $"https://outlet{outlet}.example/{_run}/{number}",
                Outlet = $"Outlet {outlet}",
                PublishTime = First.AddMinutes((double)number * MinutesApart).ToTimestamp(),
            },
        };
    }

    private static string Renamed(string sentence, string[] names) =>
        NameInSentence().Replace(sentence, name => Hash(name.Value) % RenamedOneIn == 0 ? names[Hash(name.Value) / RenamedOneIn % Names] : name.Value);

    private static string Name(Random random)
    {
        var name = string.Concat(Enumerable.Range(0, random.Next(2, 5)).Select(_ => Syllables[random.Next(Syllables.Length)]));
        return char.ToUpperInvariant(name[0]) + name[1..];
    }

    // The same in every process, unlike that of the framework.
    private static int Hash(string text) => text.Aggregate(17, (hash, unit) => unchecked((hash * 31) + unit)) & int.MaxValue;

    [GeneratedRegex(@"(?<=[a-z,] )[A-Z][a-z]{3,}\b")]
    private static partial Regex NameInSentence();
}
