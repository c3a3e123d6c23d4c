using OnRecord.Events;
using OnRecord.Language;

namespace OnRecord.Stances.Tests;

/// <summary>The analysis that comes with an event stands in for one of our own.</summary>
public class ArticleAnalyzerTests
{
    private const string Text =
        "Harbour dues rise\n\nMayor Tilda Rask denied that the harbour dues would rise. “We have no such plan,” Ms. Rask said. "
        + "The shipowner Arne Holt declined to comment.";

    private static readonly ArticleContent Article =
        HandMade.Article(Guid.Parse("0b8f5a3e-7f5c-4f0f-9d2c-0d3f4f6d2a11"), text: Text) with { BodyStart = 19 };

    private readonly ArticleAnalyzer _analyzer = HandMade.Analyzer();

    [Fact]
    public void The_analysis_of_the_event_gives_the_same_positions_and_portrayals()
    {
        var own = _analyzer.Analyze(Recognized(null), CancellationToken.None);
        var shared = _analyzer.Analyze(HandMade.Recognized(Article), CancellationToken.None);

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
    public void Without_the_encoder_words_alone_decide_and_positions_have_no_vectors()
    {
        var whole = _analyzer.Analyze(Recognized(null), CancellationToken.None);
        var words = HandMade.Analyzer(new StanceOptions { Encoder = false }).Analyze(Recognized(null), CancellationToken.None);

        Assert.Equal(whole.Positions.Select(position => (position.HolderName, position.Evidence)), words.Positions.Select(position => (position.HolderName, position.Evidence)));
        Assert.NotEqual(whole.Positions.Select(position => position.Confidence), words.Positions.Select(position => position.Confidence));
        Assert.All(whole.Positions, position => Assert.NotEmpty(position.Vector));
        Assert.All(words.Positions, position => Assert.Empty(position.Vector.Concat(position.EvidenceVector)));
        Assert.Empty(words.TitleVector);
        Assert.NotEmpty(whole.TitleVector);
        Assert.Single(ClaimGrouper.Group(Guid.NewGuid(), [.. words.Positions.Take(1)]));
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

    [Fact]
    public void Every_id_is_one_of_the_entity_service()
    {
        var recognized = Recognized(null);
        var known = recognized.Entities.Select(entity => entity.EntityId).ToHashSet();

        var analysed = _analyzer.Analyze(recognized, CancellationToken.None);

        Assert.All(analysed.Positions.Where(position => !position.IsUnnamed), position => Assert.Contains(position.HolderId, known));
        Assert.All(analysed.Positions.SelectMany(position => position.Targets), target => Assert.Contains(target.EntityId, known));
        Assert.All(analysed.Portrayals, portrayal => Assert.Contains(portrayal.EntityId, known));
    }

    [Fact]
    public void A_text_of_no_article_gets_the_same_ids()
    {
        var (_, links, stances, portrayals) = _analyzer.Analyze(Text, 19, CancellationToken.None);

        Assert.Equal(
            _analyzer.Analyze(Recognized(null), CancellationToken.None).Positions.Select(position => position.HolderId),
            stances.Positions.Select(position => position.Holder.Entity?.EntityId ?? ""));
        Assert.All(portrayals, portrayal => Assert.Contains(links, link => link.Mention == portrayal.Mention && link.EntityId.Length > 0));
    }

    [Fact]
    public void A_body_under_the_name_of_its_owner_is_an_entity_like_any_other()
    {
        var recognized = HandMade.Recognized(HandMade.Article(Guid.NewGuid(), text: "The Norwegian health authorities denied the report on Monday."));

        var holder = Assert.Single(_analyzer.Analyze(recognized, CancellationToken.None).Positions);

        Assert.Equal("Norwegian health authorities", holder.HolderName);
        Assert.Contains(recognized.Entities, entity => entity.EntityId == holder.HolderId);
    }

    private static EntitiesRecognized Recognized(byte[]? analysis) =>
        HandMade.Recognized(Article) with { Analysis = analysis };

    private static string Describe(StoredPosition position) =>
        $"{position.PositionId} {position.HolderId} {position.Stance} {position.About} {position.Confidence} {position.Terms}";
}
