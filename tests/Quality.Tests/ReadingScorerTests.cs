using OnRecord.Eval;
using OnRecord.Events;
using OnRecord.Language;

namespace OnRecord.Quality.Tests;

/// <summary>The scorers of words, entities, languages and search against examples that were counted by hand.</summary>
public sealed class ReadingScorerTests
{
    private const double Exactly = 1e-9;

    [Fact]
    public void Texts_of_a_treebank_are_put_together_with_their_words_where_they_stand()
    {
        var texts = GoldText.Read(
        [
            "# treebank = one", "# newdoc id = a", "# text = I don't.", "1\tI", "2-3\tdon't", "2\tdo", "3\tn't", "4\t.", "",
            "# newpar", "# text = He does.", "1\tHe", "2\tdoes", "2.1\tgo", "3\t.", "",
            "# text = Yes.", "1\tYes", "2\t.", "",
            // Of "zum" neither word stands as it is written; the next one is found behind it.
            "# treebank = two", "# text = zum Haus", "1-2\tzum", "1\tzu", "2\tdem", "3\tHaus",
        ]);

        Assert.Equal([("one", "I don't.\nHe does. Yes."), ("two", "zum Haus")], texts.Select(text => (text.Treebank, text.Text)));
        Assert.Equal(["I", "do", "n't", ".", "He", "does", ".", "Yes", "."], texts[0].Words.Select(word => word.Of(texts[0].Text)));
        Assert.Equal(["I don't.", "He does.", "Yes."], texts[0].Sentences.Select(sentence => sentence.Of(texts[0].Text)));
        Assert.Equal([new(0, 2), new(2, 2), new(4, 8)], texts[1].Words);
    }

    [Fact]
    public void Words_and_sentences_are_right_with_both_ends()
    {
        var gold = GoldText.Read(["# text = I don't.", "1\tI", "2\tdo", "3\tn't", "4\t.", "", "# text = Yes.", "1\tYes", "2\t."]).Single();
        var score = new SegmentScore();

        // "don't" is not parted, and both sentences are taken for one.
        var (words, sentences) = score.Add([new(0, 1), new(2, 7), new(7, 8), new(9, 12), new(12, 13)], [new(0, 13)], gold);

        Assert.Equal(["do", "n't"], words.Select(word => word.Of(gold.Text)));
        Assert.Equal(["I don't.", "Yes."], sentences.Select(sentence => sentence.Of(gold.Text)));
        score.Add([], [new(0, 8)], gold);
        // Words: 4 right of 5 found and 12 wanted; sentences: 1 of 2 and 4.
        Equal([("s.words.f1", 8 / 17.0), ("s.sentences.f1", 2 / 6.0)], score.Figures("s"));
    }

    [Fact]
    public void Entities_are_right_with_their_type_and_one_of_their_names()
    {
        NamedEntity ann = new(EntityType.Person, ["Ann Lee", "Ann"]), acme = new(EntityType.Organization, ["Acme"]), lima = new(EntityType.Place, ["Lima"]);
        NamedEntity again = new(EntityType.Person, ["Ann Lee"]), place = new(EntityType.Place, ["Acme"]);
        var score = new EntitiesScore();

        // The second Ann is one too many, and Acme is no place.
        var (wrong, missed) = score.Add([new(EntityType.Person, ["Lee", "ANN"]), again, place, lima], [ann, acme, lima]);

        Assert.Equal([again, place], wrong);
        Assert.Equal([acme], missed);
        score.Add([], [ann]);
        Equal([("entities.f1", 4 / 8.0), ("entities.precision", 2 / 4.0), ("entities.recall", 2 / 4.0)], score.Figures());
    }

    [Fact]
    public void Languages_weigh_the_same_however_many_texts_they_have()
    {
        var score = new LanguageScore();
        foreach (var (gold, found) in new[] { ("fr", null), ("en", "en"), ("en", "de"), ("de", "de"), ("en", "en") })
        {
            score.Add(gold, found);
        }

        Equal([("l.de", 1), ("l.en", 2 / 3.0), ("l.fr", 0), ("l.macro", (1 + (2 / 3.0) + 0) / 3)], score.Figures("l"));
    }

    [Theory]
    [InlineData("One two three  four five six.", "One two three four five")]
    [InlineData("Only four of them.", "Only four of them.")]
    [InlineData("今日はとても良い天気です。", "今日はとても良い天気")]
    [InlineData("今日は", "今日は")]
    public void A_text_begins_with_five_words_or_ten_characters(string text, string expected) => Assert.Equal(expected, LanguageCommand.FirstPieces(text));

    [Fact]
    public void Hits_are_counted_by_the_first_that_is_relevant_and_by_how_many_are()
    {
        var score = new RetrievalScore();

        score.Add([false, true, true], relevant: 2);
        score.Add([true, false, false, true], relevant: 25);
        // The eleventh hit is not looked at.
        score.Add([.. Enumerable.Repeat(false, 10), true], relevant: 1);

        Equal([("r mrr@10", (0.5 + 1 + 0) / 3), ("r recall@10", (1 + 0.2 + 0) / 3)], score.Figures("r"));
    }

    private static void Equal((string Name, double Value)[] expected, IEnumerable<(string Name, double Value)> actual)
    {
        var figures = actual.ToList();
        Assert.Equal(expected.Select(figure => figure.Name), figures.Select(figure => figure.Name));
        Assert.All(expected.Zip(figures), pair => Assert.Equal(pair.First.Value, pair.Second.Value, Exactly));
    }
}
