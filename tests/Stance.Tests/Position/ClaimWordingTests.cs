using OnRecord.Events;

namespace OnRecord.Stances.Tests.Position;

public sealed class ClaimWordingTests
{
    [Theory]
    [InlineData("Ann Lee blamed the rebels for the attack.", "Ann Lee blamed the rebels for the attack")]
    [InlineData("Tom Reed slammed the council on Monday and accused the mayor of fraud.", "the council | [Tom Reed] accused the mayor of fraud")]
    [InlineData("Residents reported hearing a loud bang on Sunday.", "Residents reported hearing a loud bang on Sunday")]
    public void A_target_that_says_nothing_without_its_verb_gets_it_back(string text, string about) =>
        Assert.Equal(about.Split(" | "), Wordings(text));

    [Theory]
    [InlineData("Ann Lee arrived on Monday. She said she would attend the hearing.", "[Ann Lee] would attend the hearing")]
    [InlineData("Ann Lee is a lawyer. She said her client had left the country.", "[Ann Lee's] client had left the country")]
    public void A_pronoun_gives_way_to_the_name_that_it_stands_for(string text, string about) =>
        Assert.Equal(about.Split(" | "), Wordings(text));

    [Theory]
    [InlineData("Ann Lee met Tom Reed. An aide said he would attend the hearing.", "he would attend the hearing")]
    [InlineData("Tom Reed met his lawyer. “He will leave the country within days,” said Eva Holm.", "He will leave the country within days")]
    public void A_pronoun_that_may_mean_somebody_else_stays(string text, string about) => Assert.Equal([about], Wordings(text));

    [Theory]
    [InlineData("Ann Lee said she had never met the contractor.", "[Ann Lee] had met the contractor")]
    [InlineData("Ann Lee said no letter had ever arrived from the contractor.", "some letter had arrived from the contractor")]
    [InlineData("The mayor's office said the bridge was not safe for lorries.", "the bridge was safe for lorries")]
    [InlineData("“We can't see anything wrong with the bridge,” Ann Lee said.", "We can see something wrong with the bridge")]
    [InlineData("Ann Lee said there was no evidence that the bridge was unsafe.", "the bridge was unsafe")]
    public void What_is_denied_or_doubted_is_stated_positively(string text, string about) =>
        Assert.Equal(about.Split(" | "), Wordings(text));

    [Theory]
    [InlineData(
        "Ann Lee said the bridge will be closed to all lorries in the first week of May, although the council has asked for a delay until the harvest is in.",
        "the bridge will be closed to all lorries in the first week of May | a delay until the harvest is in")]
    [InlineData(
        "“The bridge was never built for such heavy lorries in the first place. It must be closed before the winter comes and the ice is back,” said Ann Lee.",
        "The bridge was built for such heavy lorries in the first place | It must be closed before the winter comes and the ice is back")]
    [InlineData(
        "Ann Lee said the council had closed the old bridge to all lorries not because of the cracks, but because of the noise.",
        "the council had closed the old bridge to all lorries not because of the cracks, but because of the noise")]
    public void A_long_claim_ends_where_it_is_whole(string text, string about) =>
        Assert.Equal(about.Split(" | "), Wordings(text));

    [Theory]
    [InlineData("Norvik Air dismissed claims that the flights to Lima will be cancelled.", "the flights to Lima will be cancelled")]
    [InlineData("The mayor denied reports of a secret meeting with the builder.", "a secret meeting with the builder")]
    [InlineData("The mayor rejected the allegation that the council paid the builder twice.", "the council paid the builder twice")]
    public void A_word_that_only_names_a_claim_gives_way_to_what_is_claimed(string text, string about) =>
        Assert.Equal(about.Split(" | "), Wordings(text));

    [Theory]
    [InlineData("Ann Lee said the reports of a secret sale were “a lie”.", "a secret sale")]
    [InlineData("Ann Lee called the allegations of fraud a complete fabrication.", "fraud")]
    public void What_is_called_false_is_what_is_claimed(string text, string about) =>
        Assert.Equal(about.Split(" | "), Wordings(text));

    [Theory]
    [InlineData("Tom Reed added he believes the roof was faulty from the start.", "the roof was faulty from the start")]
    [InlineData("“I think that the roof was faulty,” Tom Reed said.", "the roof was faulty")]
    public void What_the_holder_thinks_is_what_he_thinks(string text, string about) =>
        Assert.Equal(about.Split(" | "), Wordings(text));

    [Theory]
    [InlineData("LIMA (AP) -- The bridge will be closed in May, Ann Lee said.", "The bridge will be closed in May")]
    public void A_claim_begins_with_its_own_clause(string text, string about) =>
        Assert.Equal(about.Split(" | "), Wordings(text));

    // "Worried" is taken for a stance of the president, too.
    [Fact]
    public void A_clause_behind_another_begins_with_its_own() =>
        Assert.Contains("President Ann Lee signed the bill into law", Wordings("The banks are worried after President Ann Lee signed the bill into law."));

    [Theory]
    [InlineData("Ann Lee declined to comment on reports of a sale of the harbour.", "a sale of the harbour")]
    [InlineData("Tom Reed refused to discuss the trial.", "the trial")]
    public void A_silence_is_about_what_was_asked(string text, string about) =>
        Assert.Equal(about.Split(" | "), Wordings(text));

    [Fact]
    public void What_is_said_is_the_clause_and_not_its_subject() =>
        Assert.Equal(["the bridge will be closed in May"], Wordings("And, as Ann Lee announced, the bridge will be closed in May."));

    [Theory]
    [InlineData("Tom Reed told The Sun the mayor had lied.", "the mayor had lied")]
    [InlineData("Tom Reed told the paper the mayor had lied.", "the mayor had lied")]
    public void Whom_it_was_told_is_no_part_of_a_claim(string text, string about) => Assert.Equal([about], Wordings(text));

    [Theory]
    [InlineData("Police identified Tom Reed as the man who set fire to the mill.", "Tom Reed is the man who set fire to the mill")]
    [InlineData("Ann Lee described the attacks as a crime against everybody.", "the attacks are a crime against everybody")]
    [InlineData("Analysts expect Norvik Air to sell an impressive number of tickets.", "Norvik Air will sell an impressive number of tickets")]
    public void What_a_verb_says_of_its_object_is_a_statement(string text, string about) => Assert.Equal([about], Wordings(text));

    [Theory]
    [InlineData("The priest said he had been ill.", "[The priest] had been ill")]
    [InlineData("The priest told the teacher he had been ill.", "he had been ill")]
    public void He_of_whom_somebody_described_tells_is_that_one(string text, string about) => Assert.Equal([about], Wordings(text));

    [Fact]
    public void The_fact_that_is_what_it_says() =>
        Assert.Equal(["the press often paints the zoo in a bad light"], Wordings("Ann Lee lamented the fact that the press often paints the zoo in a bad light."));

    [Fact]
    public void Somebody_condemned_for_something_keeps_the_verb() =>
        Assert.Equal(["Some users condemned the artists for vandalism"], Wordings("Some users condemned the artists for vandalism."));

    [Theory]
    [InlineData("Ann Lee said the mayor did not resign.", "the mayor did resign", "the mayor did not resign")]
    [InlineData("Ann Lee said the bridge was never inspected.", "the bridge was inspected", "the bridge was never inspected")]
    [InlineData("Ann Lee denied that the bridge was inspected.", "the bridge was inspected", "")]
    [InlineData("Ann Lee said that the reports were not true.", "the reports were true", "")]
    public void A_plain_negative_keeps_the_statement_as_it_was_made(string text, string about, string stated) =>
        Assert.Equal([(about, stated)], Stands.Of(text).Select(position => (position.About, position.Stated)));

    [Fact]
    public void A_name_stands_once()
    {
        var about = Assert.Single(Wordings("Tom Reed spoke in Lima. He said he would leave the city before his term ends."));

        // "he" and "his" are one man: the second does not need his name again.
        Assert.Equal("[Tom Reed] would leave the city before his term ends", about);
    }

    [Fact]
    public void A_claim_keeps_its_condition()
    {
        var about = Assert.Single(Wordings("Ann Lee said the council of the old town would close the bridge to lorries if the engineers found more cracks in it."));

        Assert.Equal("the council of the old town would close the bridge to lorries if the engineers found more cracks in it", about);
    }

    [Fact]
    public void Evidence_keeps_the_words_of_the_article()
    {
        const string text = "Ann Lee arrived on Monday. She said she had never met the contractor.";

        var position = Assert.Single(Stands.Of(text));

        Assert.Equal("She said she had never met the contractor.", position.Evidence.Of(text));
    }

    private static IEnumerable<string> Wordings(string text) => Stands.Of(text).Select(position => position.About);
}
