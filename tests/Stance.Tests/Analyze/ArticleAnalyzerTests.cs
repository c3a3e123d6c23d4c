using Microsoft.Extensions.Logging.Abstractions;
using OnRecord.Events;
using OnRecord.Language;

namespace OnRecord.Stances.Tests;

/// <summary>The analysis that comes with an event stands in for one of our own.</summary>
public class ArticleAnalyzerTests
{
    private const string Text =
        "Harbour dues rise\n\nMayor Tilda Rask denied that the harbour dues would rise. “We have no such plan,” Ms. Rask said. "
        + "The shipowner Arne Holt declined to comment.";

    private readonly ArticleAnalyzer _analyzer = new(NullLogger<ArticleAnalyzer>.Instance);
    private readonly Document _document = LanguageEngine.Default.Analyze(Text, 19);

    [Fact]
    public void The_analysis_of_the_event_gives_the_same_positions_and_portrayals()
    {
        var own = _analyzer.Analyze(Recognized(null), CancellationToken.None);
        var shared = _analyzer.Analyze(Recognized(DocumentFormat.Write(_document)), CancellationToken.None);

        Assert.NotEmpty(own.Positions);
        Assert.Equal(own.Positions.Select(Describe), shared.Positions.Select(Describe));
        Assert.Equal(own.Portrayals, shared.Portrayals);
    }

    [Fact]
    public void The_analysis_of_the_event_is_what_counts()
    {
        var wordsOnly = DocumentFormat.Write(LanguageEngine.Segment(Text, 19));

        Assert.Empty(_analyzer.Analyze(Recognized(wordsOnly), CancellationToken.None).Portrayals);
        Assert.NotEmpty(_analyzer.Analyze(Recognized(null), CancellationToken.None).Portrayals);
    }

    [Fact]
    public void Bytes_that_cannot_be_read_make_the_text_be_analysed_again()
    {
        var own = _analyzer.Analyze(Recognized(null), CancellationToken.None);

        foreach (var unreadable in new byte[][] { [], [200, 1, 2], DocumentFormat.Write(LanguageEngine.Default.Analyze("Another text.")) })
        {
            var read = _analyzer.Analyze(Recognized(unreadable), CancellationToken.None);

            Assert.Equal(own.Positions.Select(Describe), read.Positions.Select(Describe));
        }
    }

    private EntitiesRecognized Recognized(byte[]? analysis) => new(
        Schema.Version,
        HandMade.Article(Guid.Parse("0b8f5a3e-7f5c-4f0f-9d2c-0d3f4f6d2a11"), text: Text) with { BodyStart = 19 },
        Analysed: true,
        [.. _document.Chains.Select((chain, i) => new RecognizedEntity($"local-{i}", chain.Name, (EntityType)chain.Type, "", 0.5f))],
        [.. _document.Mentions.Select(mention =>
            new EntityMention(mention.Chain, mention.Range.Start, mention.Range.End, (MentionKind)mention.Form, mention.Confidence))],
        "test",
        analysis);

    private static string Describe(StoredPosition position) =>
        $"{position.PositionId} {position.HolderId} {position.Stance} {position.About} {position.Confidence} {position.Terms}";
}
