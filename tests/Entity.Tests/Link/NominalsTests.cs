using OnRecord.Language;

namespace OnRecord.Entities.Tests;

/// <summary>Noun phrases that only the knowledge base can tell, in whole texts with the shipped models.</summary>
public sealed class NominalsTests
{
    private static readonly KnowledgeBase Knowledge = ShippedKnowledge.Load();
    private static readonly EntityRecognizer Recognizer = new(LanguageEngine.Default, Knowledge, new EntityLinker(Knowledge));

    [Theory]
    [InlineData("Norway will vote in May. Turnout in the country is seldom low.", "the country", "Norway")]
    [InlineData("A storm closed schools in Boston and Chicago. Parents across the nation complained.", "the nation", "United States")]
    [InlineData("Emmanuel Macron flew to Warsaw on Monday. The French president will stay for two days.", "The French president", "Emmanuel Macron")]
    [InlineData("Taylor Swift has a new record. The much admired singer wrote it at home.", "The much admired singer", "Taylor Swift")]
    [InlineData("David Cameron lost the vote, and many in his party were glad.", "his party", "Conservative Party")]
    [InlineData("Der Spiegel was sued on Friday. A lawyer for the magazine said that nothing was wrong.", "the magazine", "Der Spiegel")]
    [InlineData("Snow fell in Oslo on Sunday, and buses in the city stood still.", "the city", "Oslo")]
    public void A_noun_phrase_means_the_entity_of_its_kind(string text, string phrase, string name) =>
        Assert.Equal(name, NameOf(text, phrase));

    [Theory]
    [InlineData("Norway and Sweden played on Sunday, and the country that won was happy.", "the country that won")]
    [InlineData("Norway and Sweden met on Sunday. Nobody in the country cared.", "the country")]
    [InlineData("Emmanuel Macron flew to Warsaw. The Polish president met nobody.", "The Polish president")]
    [InlineData("Norway signed. The president of the club did not.", "The president")]
    [InlineData("Oslo lies by the sea. The city of Bergen does too.", "The city")]
    [InlineData("Paris and London compete. Rents in the city have doubled.", "the city")]
    public void A_phrase_that_fits_two_or_none_is_left_alone(string text, string phrase) =>
        Assert.Equal("", NameOf(text, phrase));

    [Fact]
    public void A_town_without_an_entry_stands_between_the_phrase_and_a_city_that_has_one() =>
        Assert.NotEqual("London", NameOf("LONDON (Wire) - Troops entered Qarlanza on Sunday. Qarlanza had been quiet. Half of the city is burning.", "the city"));

    [Theory]
    [InlineData("Apple TV is filming a series about the energy business.", "Apple TV")]
    [InlineData("She ran the London Marathon in three hours.", "London Marathon")]
    public void A_name_inside_a_longer_one_is_not_meant(string text, string whole)
    {
        var recognition = Recognizer.Recognize(text, 0, CancellationToken.None).Found;

        Assert.Equal(whole, Assert.Single(recognition.Mentions).Surface);
    }

    [Theory]
    [InlineData("The plan failed, Apple CEO Tim Cook said.", "Apple")]
    [InlineData("Apple Hires Former Banker To Run Its New Health Unit", "Apple")]
    public void A_title_or_a_headline_lengthens_no_name(string text, string name) =>
        Assert.Equal(name, NameOf(text, name));

    [Theory]
    [InlineData("Ministers met on Friday. Brussels rejected the plan.", "Brussels", "European Union")]
    [InlineData("Ministers met in Brussels on Friday.", "Brussels", "Brussels")]
    [InlineData("The Kremlin denied the report.", "Kremlin", "Kremlin")]
    [InlineData("Downing Street denied the report.", "Downing Street", "Downing Street")]
    public void A_seat_of_power_is_known(string text, string words, string name) => Assert.Equal(name, NameOf(text, words));

    [Fact]
    public void A_first_name_means_the_titled_person_who_bears_it() =>
        Assert.Equal("Catherine, Princess of Wales", NameOf("The Duchess of Cambridge opened a school on Tuesday. Kate wore blue.", "Kate"));

    private static string NameOf(string text, string words)
    {
        var recognition = Recognizer.Recognize(text, 0, CancellationToken.None).Found;
        var mention = recognition.Mentions.FirstOrDefault(mention => mention.Surface == words);
        return mention is null ? "" : recognition.Entities[mention.Entity].Identity.Name;
    }
}
