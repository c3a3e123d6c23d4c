using OnRecord.Language;

namespace OnRecord.Stances.Tests;

public sealed class PortrayerTests
{
    private static readonly Portrayer Portrayer = new();

    [Theory]
    [InlineData("Senator Mara Lind was praised by colleagues for her courage and her outstanding work.", PortrayalLabel.Positive)]
    [InlineData("Critics slammed Mara Lind as a corrupt and dishonest liar who disgraced her office.", PortrayalLabel.Negative)]
    [InlineData("Mara Lind will speak at a conference in Oslo on Tuesday.", PortrayalLabel.Neutral)]
    public void A_sentence_portrays_the_person_it_names(string text, PortrayalLabel label)
    {
        var document = LanguageEngine.Default.Analyze(text);

        var portrayal = Portrayer.Find(document, CancellationToken.None)
            .First(found => document.Mentions[found.Mention].Range.Of(text).Contains("Lind", StringComparison.Ordinal));

        Assert.Equal(label, portrayal.Label);
        Assert.Equal(text, portrayal.Sentence.Of(text));
        Assert.InRange(portrayal.Confidence, 1 / 3f, 1f);
    }

    [Fact]
    public void Who_it_is_makes_no_difference()
    {
        static (PortrayalLabel, float) Judge(string name)
        {
            var document = LanguageEngine.Default.Analyze($"Yesterday {name} was blamed for the failure.");
            var found = Portrayer.Find(document, CancellationToken.None)[0];
            return (found.Label, found.Confidence);
        }

        Assert.Equal(Judge("Donald Trump"), Judge("Hillary Clinton"));
    }

    [Fact]
    public void An_entity_is_judged_once_per_sentence()
    {
        var document = LanguageEngine.Default.Analyze("Mara Lind said that Mara Lind would win. Mara Lind lost.");

        var found = Portrayer.Find(document, CancellationToken.None);

        Assert.Equal(found.Count, found.DistinctBy(portrayal => (portrayal.Sentence, document.Mentions[portrayal.Mention].Chain)).Count());
        Assert.Equal(2, found.Count(portrayal => document.Mentions[portrayal.Mention].Range.Of(document.Text) == "Mara Lind"));
    }
}
