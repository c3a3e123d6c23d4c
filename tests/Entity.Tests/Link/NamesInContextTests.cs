using OnRecord.Language;

namespace OnRecord.Entities.Tests;

/// <summary>Which bearer of a name the words around it mean; language engine and linker as they ship, with the shipped knowledge base.</summary>
public sealed class NamesInContextTests
{
    private static readonly KnowledgeBase Knowledge = ShippedKnowledge.Load();

    private static readonly EntityRecognizer Recognizer = new(LanguageEngine.Default, Knowledge, new EntityLinker(Knowledge));

    [Theory]
    [InlineData("The council of Long Beach, California, met on Monday.", true)]
    [InlineData("The council of Long Beach, Mississippi, met on Monday.", false)]
    public void A_place_lies_in_the_region_that_follows_it(string text, bool isCalifornian) => Assert.Equal(isCalifornian, IdOf(text, "Long Beach") == "Q16739");

    [Theory]
    [InlineData("The trial in the Victorian Supreme Court ended on Wednesday in Melbourne.", false)]
    [InlineData("The appeal went to the Supreme Court in Washington on Wednesday.", true)]
    [InlineData("The appeal went to the Ohio Supreme Court on Wednesday.", false)]
    public void The_court_of_another_state_is_not_that_of_the_United_States(string text, bool isAmerican) =>
        Assert.Equal(isAmerican, IdOf(text, "Supreme Court") == "Q11201");

    [Fact]
    public void Two_middle_initials_are_two_people()
    {
        const string text = "Under George H. W. Bush the act was signed in 1991. In 2008 President George W. Bush asked Congress to end it.";

        Assert.Equal(("Q23505", "Q207"), (IdOf(text, "George H. W. Bush"), IdOf(text, "George W. Bush")));
    }

    [Theory]
    [InlineData("RUGBY UNION - ENGLISH RESULTS . LONDON 1996-08-31 Results of English rugby union on Saturday : Orrell 13 Bath 56 .", "Bath", "Q810786")]
    [InlineData("CRICKET - ENGLAND V PAKISTAN . BIRMINGHAM , England 1996-08-31 England beat Pakistan by 107 runs in the second one-day cricket international on Saturday .", "England beat", "Q1321565")]
    public void In_sport_a_team_plays_what_the_text_is_about(string text, string name, string id) => Assert.Equal(id, IdOf(text, name));

    [Fact]
    public void Those_of_a_country_are_linked_to_it_though_they_have_an_entry_as_a_people() =>
        Assert.Equal("Q801", IdOf("The Israelis have no right to prevent us from going, the minister said in Jerusalem.", "Israelis"));

    /// <summary>The id of the first mention at a name; what follows a blank in it only tells which place is meant.</summary>
    private static string IdOf(string text, string name)
    {
        var found = Recognizer.Recognize(text, 0, CancellationToken.None).Found;
        var start = text.IndexOf(name, StringComparison.Ordinal);
        return found.Entities[found.Mentions.First(mention => mention.Range.Start <= start && mention.Range.End > start).Entity].Identity.Id;
    }
}
