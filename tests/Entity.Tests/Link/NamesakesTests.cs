using OnRecord.Language;

namespace OnRecord.Entities.Tests;

/// <summary>The shipped knowledge base and the language engine: who is meant by what the text says of them.</summary>
public sealed class NamesakesTests
{
    private static readonly KnowledgeBase Knowledge = ShippedKnowledge.Load(
    [
        new KnowledgeEntry("Q900001", Events.EntityType.Person, EntityKind.Leader, "Rufus Firefly", [], "FR", 60, "President of France")
        {
            Roles = [new KnowledgeRole("President of France", new DateOnly(2031, 5, 14), new DateOnly(2036, 5, 13))],
        },
        new KnowledgeEntry("Q900002", Events.EntityType.Person, EntityKind.Leader, "Ada Marsh", [], "FR", 60, "President of France")
        {
            Roles = [new KnowledgeRole("President of France", new DateOnly(2036, 5, 13), new DateOnly(2036, 9, 1), IsOpen: true)],
        },
    ]);

    private static readonly EntityRecognizer Recognizer = new(LanguageEngine.Default, Knowledge, new EntityLinker(Knowledge));

    [Theory]
    [InlineData("Michael Jackson, the mayor of Ripley, opened the new library on Friday.", "Michael Jackson", "")]
    [InlineData("George W. Bush, a baker in Hull, won the prize for the best bread.", "George W. Bush", "")]
    [InlineData("George Bush, a baker in Hull, won the prize for the best bread.", "George Bush", "")]
    [InlineData("George W. Bush, the former president, opened the library on Friday.", "George W. Bush", "Q207")]
    [InlineData("Angela Merkel, the German chancellor, opened the library on Friday.", "Angela Merkel", "Q567")]
    public void What_the_text_says_of_somebody_tells_the_famous_bearer_of_the_name_from_another(string text, string name, string id)
    {
        var recognition = Recognizer.Recognize(text, 0, CancellationToken.None).Found;

        var mention = recognition.Mentions.First(mention => mention.Surface == name);
        Assert.Equal(id, recognition.Entities[mention.Entity].Identity.WikidataId);
    }

    [Theory]
    [InlineData("2033-01-01", "Q900001")]
    [InlineData("2036-12-01", "Q900002")]
    [InlineData("2039-01-01", "")]
    [InlineData(null, "")]
    public void The_holder_of_an_office_is_who_held_it_on_the_day_of_the_text(string? date, string id)
    {
        var recognition = Recognizer.Recognize(
            "The strike went on in Lyon. The French president rejected the demands on Friday.", 0, CancellationToken.None,
            date is null ? null : DateOnly.Parse(date, System.Globalization.CultureInfo.InvariantCulture)).Found;

        var mention = recognition.Mentions.FirstOrDefault(mention => mention.Surface == "The French president");
        Assert.Equal(id, mention is null ? "" : recognition.Entities[mention.Entity].Identity.WikidataId);
    }

    [Theory]
    [InlineData("2010-05-01", "Q201795")]
    [InlineData("2016-05-01", "Q263725")]
    [InlineData("2040-05-01", "")]
    [InlineData(null, "")]
    public void The_head_of_a_body_is_who_headed_it_on_the_day_of_the_text(string? date, string id) =>
        Assert.Equal(id, IdOf("Stocks fell in New York after the Federal Reserve had met. The Fed chief said on Friday that rates would rise.", "The Fed chief", date));

    [Fact]
    public void The_head_of_a_body_is_whom_the_text_names_as_that() =>
        Assert.Equal("Q263725", IdOf("Janet Yellen spoke in Oslo on Monday. The Fed chief said that rates would rise.", "The Fed chief", null));

    [Fact]
    public void A_bare_family_name_before_the_full_one_of_a_relative_is_the_better_known_bearers()
    {
        const string text = "Yeltsin rests in Sochi\n\nPresident Yeltsin left Moscow on Friday for a holiday. His wife Naina Yeltsin said that the house was cold. Yeltsin will be back on Monday.";
        var recognition = Recognizer.Recognize(text, 0, CancellationToken.None).Found;
        string Of(int start) => recognition.Entities[recognition.Mentions.First(mention => mention.Range.Start <= start && mention.Range.End > start).Entity].Identity.Id;

        Assert.Equal("Q34453", Of(text.LastIndexOf("Yeltsin", StringComparison.Ordinal)));
        Assert.NotEqual("Q34453", Of(text.IndexOf("Naina", StringComparison.Ordinal)));
    }

    private static string IdOf(string text, string words, string? date)
    {
        var recognition = Recognizer.Recognize(
            text, 0, CancellationToken.None, date is null ? null : DateOnly.Parse(date, System.Globalization.CultureInfo.InvariantCulture)).Found;
        var mention = recognition.Mentions.FirstOrDefault(mention => mention.Surface == words);
        return mention is null ? "" : recognition.Entities[mention.Entity].Identity.WikidataId;
    }
}
