using OnRecord.Events;
using OnRecord.TestKit;

namespace OnRecord.Stances.Tests;

/// <summary>Whatever stands in an article, it is analysed, what is found lies in its text, and a board can be made of it.</summary>
public sealed class AnalyzerFuzzTests
{
    private const int Seed = 2311;
    private const int Rounds = 2_000;

    private static readonly string[] Holders =
    [
        "Ann Lee", "Mayor Berg", "the minister", "the government", "Norway", "Sarova", "he", "she", "they", "it", "I", "we", "who", "nobody", "sources",
    ];

    private static readonly string[] Cues =
    [
        "said", "denied", "declined to comment", "confirmed", "accused", "blamed", "refused", "did not say", "could not have", "told", "asked", "wants", "is", "was", "will",
    ];

    private static readonly string[] Words =
    [
        .. Holders, .. Cues,
        "that", "if", "not", "but", "because", "of", "for", "to", "the bridge", "a fraud", "no evidence", "any wrongdoing", "on Monday", "12", "%", "cracks",
        "“", "”", "\"", "'", "…", "–", "-", "(", ")", "[", "]", ",", ".", ":", "?", "\n", "\n\n", "😀", "\uD83D", "…", "– –",
    ];

    private readonly ArticleAnalyzer _analyzer = HandMade.Analyzer();

    [Fact]
    public void Any_heap_of_words_is_analysed()
    {
        var random = new Random(Seed);
        var found = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var sentences = Enumerable.Range(0, random.Next(1, 5)).Select(_ =>
                $"{random.GetItems(Holders, 1)[0]} {random.GetItems(Cues, 1)[0]} {string.Join(' ', random.GetItems(Words, random.Next(0, 25)))}.");
            found += Check(string.Join(' ', sentences));
        }

        Assert.True(found > Rounds, $"only {found} positions: the words do not reach what is to be tested");
    }

    [Fact]
    public void Any_units_are_analysed()
    {
        var random = new Random(Seed);
        for (var round = 0; round < Rounds; round++)
        {
            Check(round % 2 == 0 ? RandomText.Units(random, random.Next(0, 200), 0, 0x10000) : RandomText.Pick(random, random.Next(0, 300), "aA nN't.,“”\"-—\n ()[]9"));
        }
    }

    private int Check(string text)
    {
        var article = HandMade.Article(Guid.NewGuid(), text: text);
        var analysed = _analyzer.Analyze(HandMade.Recognized(article), CancellationToken.None);
        foreach (var position in analysed.Positions)
        {
            Assert.InRange(position.EvidenceStart, 0, text.Length);
            Assert.InRange(position.EvidenceEnd, position.EvidenceStart, text.Length);
            Assert.Equal(text[position.EvidenceStart..position.EvidenceEnd], position.Evidence);
            position.ClaimId = Guid.Empty;
        }

        Assert.All(BoardBuilder.Build(Guid.NewGuid(), 1, 1, 0, analysed.Positions).Claims, claim => Assert.NotEmpty(claim.Stands));
        return analysed.Positions.Count;
    }
}
