using OnRecord.Events;

namespace OnRecord.Stances.Tests.Position;

/// <summary>
/// What went wrong on boards of real news, class by class: the exact positions of sentences that stand for a class. Holders without a name are lower-case
/// words of the text.
/// </summary>
public sealed class KindsOfErrorTests
{
    [Theory]
    [InlineData("The tram company said one of the drivers had taken the incorrect exit.", "The tram company AFFIRMS")]
    [InlineData("The museum said a clerk had accepted a fake ticket.", "The museum AFFIRMS")]
    [InlineData("“This is a sad night for the theatre,” Petrov said.", "Petrov AFFIRMS")]
    [InlineData("“We take care of our guests, and on this trip we failed to do so,” the operator said.", "the operator AFFIRMS")]
    [InlineData("Doctors are calling for a ban on the cream, even though they do not know what is in it.", "Doctors SUPPORTS")]
    [InlineData("“Bees don’t fly in winter, so this was odd,” said Eva Holt.", "Eva Holt AFFIRMS")]
    public void A_word_in_the_content_does_not_make_the_label(string text, string expected) => Assert.Equal([expected], Found(text));

    [Theory]
    [InlineData(
        "The mayor of Lowell called on Monday for talks with the strikers. Union leader Bo Marsh backed it. Finance chief Ann Toller rejected the idea at once. Harbour police declined to comment on the proposal.",
        "The mayor of Lowell SUPPORTS", "Bo Marsh SUPPORTS", "Ann Toller OPPOSES", "Harbour police NO_COMMENT", "talks with the strikers")]
    [InlineData(
        "Port minister Ann Toller denied a newspaper report that she held talks with the firm. Her spokesman, Tom Barr, dismissed the report. The firm declined to comment on the report.",
        "Ann Toller DENIES", "Tom Barr DENIES", "The firm NO_COMMENT", "Ann Toller held talks with the firm")]
    [InlineData(
        "Auditors said the ferry company had known of the leak for a year. The ferry company denied any link.",
        "Auditors AFFIRMS", "The ferry company DENIES", "the ferry company had known of the leak for a year")]
    public void Words_that_point_back_are_about_what_was_said(string text, params string[] expected) =>
        Assert.Equal(expected[..^1].Select(stand => $"{stand}: {expected[^1]}"), Worded(text));

    [Fact]
    public void Words_that_tell_what_they_are_about_point_nowhere() => Assert.Equal(
        ["Bo Marsh SUPPORTS: a strike", "Ann Lee OPPOSES: the proposal of the harbour board"],
        Worded("Union leader Bo Marsh called for a strike. Ann Lee rejected the proposal of the harbour board."));

    [Theory]
    [InlineData(
        "Ann Lee urged Premier Tom Reed on Thursday to withdraw his support for the closure of the mine.",
        "Ann Lee SUPPORTS: Premier Tom Reed should withdraw his support for the closure of the mine")]
    [InlineData(
        "Sailors said the port wanted to sell the pier to a bank, which it did in May.",
        "Sailors AFFIRMS: the port wanted to sell the pier to a bank", "the port SUPPORTS: the port wanted to sell the pier to a bank")]
    public void A_demand_and_a_claim_are_worded_as_statements(string text, params string[] expected) => Assert.Equal(expected, Worded(text));

    [Fact]
    public void A_possession_bears_the_name_of_its_owner() =>
        Assert.Contains("Colin Reed's government SUPPORTS", Found("Premier Colin Reed said his government supported the closure of the mine."));

    [Theory]
    [InlineData("“Well, what can I tell you?” the warden replied.")]
    [InlineData("Newsletter Sign Up Please verify you’re not a robot by ticking the box.")]
    [InlineData("In May another museum lost a painting.")]
    [InlineData("Correction: an earlier version of this article said that the mayor called an audit unnecessary.")]
    [InlineData("The lake is open to everybody.")]
    public void Nothing_is_said(string text) => Assert.Empty(Found(text));

    [Theory]
    [InlineData("Rebel leader Omar Haddad was hurt in a raid, Sudanese officials say.", "Sudanese officials AFFIRMS")]
    [InlineData("Sam Reed, 52, and Ida Reed, along with a cousin, also perished in the blaze, officials said.", "officials AFFIRMS")]
    [InlineData("Harlow Union members left. The group’s leader was also said to have been hurt, the paper added.", "the paper AFFIRMS")]
    [InlineData("Kestrel Freight’s founder and CEO said the depot will close in May.", "Kestrel Freight’s founder and CEO AFFIRMS")]
    [InlineData("Norway’s national airline plans to keep dogs and people apart.", "Norway’s national airline SUPPORTS")]
    public void Who_is_spoken_of_does_not_speak(string text, string expected) => Assert.Equal([expected], Found(text));

    [Theory]
    [InlineData("Lomax, detectives said, hid the money in a barn.", "detectives AFFIRMS: Lomax hid the money in a barn")]
    [InlineData("The harbour deal, Bo Marsh said, was never signed.", "Bo Marsh DENIES: The harbour deal was signed")]
    [InlineData("The senator, police said, had not been on the train.", "police DENIES: The senator had been on the train")]
    [InlineData("“The cellar,” said Bo Marsh, “was never inspected.”", "Bo Marsh DENIES: The cellar was inspected")]
    [InlineData("The rebels, Ann Lee said after the talks ended, have not agreed to a ceasefire.", "Ann Lee DENIES: The rebels have agreed to a ceasefire")]
    public void An_attribution_in_mid_sentence_leaves_the_statement_whole(string text, string expected) => Assert.Equal([expected], Worded(text));

    [Theory]
    [InlineData("Police said that Karl Imhof burned the mill. Imhof said he did not.", "Karl Imhof DENIES: Karl Imhof burned the mill")]
    [InlineData("Police said that Karl Imhof burned the mill. “I did not,” Imhof said.", "Karl Imhof DENIES: Karl Imhof burned the mill")]
    [InlineData("Bo Marsh said the roof was unsafe. The builder said it was not.", "The builder DENIES: the roof was unsafe")]
    [InlineData("Residents said the firm polluted the river. The firm said it did not.", "The firm DENIES: the firm polluted the river")]
    public void A_bare_auxiliary_denies_what_was_said_before(string text, string expected) => Assert.Equal(expected, Worded(text)[^1]);

    [Theory]
    [InlineData("Farmers on the Tisza will sue Arlo Works for the loss of a harvest, their lawyer said on Friday.", "their lawyer")]
    [InlineData("The ferries will stop for the winter, the harbour master said.", "the harbour master")]
    public void Who_stands_before_the_verb_speaks(string text, string holder) => Assert.StartsWith(holder, Assert.Single(Found(text)), StringComparison.Ordinal);

    [Theory]
    [InlineData("Ann Lee insisted that the draft was ready.", "Ann Lee AFFIRMS: the draft was ready")]
    [InlineData("A guard said on Friday that paintings from the Holm museum were on sale.", "A guard AFFIRMS: paintings from the Holm museum were on sale")]
    [InlineData("Ann Lee dismissed the report as false on Monday.", "Ann Lee DENIES: the report")]
    [InlineData("Ann Lee denied the story to the Harbour Post.", "Ann Lee DENIES: the story")]
    [InlineData("Ann Lee did not immediately respond to a request for comment on the bridge sale.", "Ann Lee NO_COMMENT: the bridge sale")]
    [InlineData("Ann Lee did not respond to requests for comment about the new bridge.", "Ann Lee NO_COMMENT: the new bridge")]
    public void The_wording_is_what_is_claimed_and_nothing_beside_it(string text, string expected) => Assert.Equal([expected], Worded(text));

    [Theory]
    [InlineData("“Owen Darby must step down,” Ann Toller said.", "Ann Toller SUPPORTS")]
    [InlineData("“Owen Darby must not step down,” Bo Marsh said.", "Bo Marsh OPPOSES")]
    [InlineData("“The mine should be reopened,” Ann Toller said.", "Ann Toller SUPPORTS")]
    public void Who_says_what_must_be_done_supports_it(string text, string expected) => Assert.Equal([expected], Found(text));

    [Fact]
    public void What_somebody_else_has_said_is_theirs() => Assert.Equal(
        ["Ann Toller AFFIRMS: I was misled", "Owen Darby AFFIRMS: the dam was safe"],
        Worded("“I was misled,” Ann Toller said. “Owen Darby told me that the dam was safe.”"));

    [Theory]
    [InlineData("Her claims about being threatened are untrue, a spokesman said.", "a spokesman DENIES: she was threatened")]
    [InlineData("Karl Voss rejected the accusation that the mill took bribes.", "Karl Voss DENIES: the mill took bribes")]
    [InlineData("Helvar has been Kessia’s main supporter in the war started by Ruthenia in 2022.", "Helvar SUPPORTS: Kessia")]
    public void The_wording_is_what_is_claimed(string text, string expected) => Assert.Equal([expected], Worded(text));

    [Theory]
    [InlineData("The White House has not directly addressed the claim that it threatened the witness.", "White House NO_COMMENT")]
    [InlineData("The governor did not answer calls and e-mails requesting comment.", "The governor NO_COMMENT")]
    public void Silence_is_no_comment_and_nothing_else(string text, string expected) => Assert.Equal([expected], Found(text));

    [Theory]
    [InlineData("family")]
    [InlineData("hospital")]
    [InlineData("school")]
    [InlineData("couple")]
    [InlineData("club")]
    [InlineData("coach")]
    [InlineData("charity")]
    [InlineData("watchdog")]
    [InlineData("actress")]
    [InlineData("orchestra")]
    [InlineData("zookeeper")]
    public void Whoever_can_speak_holds_a_position(string noun)
    {
        Assert.Equal([$"The {noun} AFFIRMS"], Found($"The {noun} said that the plan was unsafe."));
        Assert.Equal([$"The {noun} AFFIRMS"], Found($"The {noun} said in a statement that the animal was dangerous."));
    }

    [Fact]
    public void Two_people_with_their_roles_are_two_holders() => Assert.Equal(
        ["Marco Rinaldi AFFIRMS", "Eva Blum AFFIRMS"],
        Found("The race was fixed, said the president of the club, Marco Rinaldi, and its lawyer, Eva Blum."));

    [Theory]
    [InlineData("Bo & Marsh analyst Eva Blum estimated that the charge equals a tenth of the tax.", "Eva Blum AFFIRMS")]
    [InlineData("“It is a long valley,” Center for Strategic and International Studies analyst Eva Blum told reporters.", "Eva Blum AFFIRMS")]
    [InlineData("“It is a quiet village,” said Eva Blum, director of outreach and engagement at the museum.", "Eva Blum AFFIRMS")]
    [InlineData("The Rev. Tom Lomax, a priest and editor at large of the Harbour Post, said he believed the roof was safe.", "Tom Lomax AFFIRMS")]
    public void Whoever_is_described_by_a_body_is_no_second_holder(string text, string expected) => Assert.Equal([expected], Found(text));

    [Theory]
    [InlineData("“My office got flooded,” Eva Blum, senior director of research at the Polar Society, told the New York Times.", "Eva Blum AFFIRMS: My office got flooded")]
    [InlineData("“The lake is open to everybody,” Father Tom Lomax, a priest at the abbey, told the Harbour Post.", "Tom Lomax AFFIRMS: The lake is open to everybody")]
    public void Who_is_told_is_no_source(string text, string expected) => Assert.Equal([expected], Worded(text));

    [Theory]
    [InlineData("Peru’s attorney general says tests have shown that the bones are old.", "Peru’s attorney general AFFIRMS")]
    [InlineData("The mine is closed, a Peruvian newspaper has reported.", "a Peruvian newspaper AFFIRMS")]
    [InlineData("The Observatory, which keeps a network of watchers, said the boats were sunk on Monday.", "The Observatory AFFIRMS")]
    [InlineData("World Health Organization officials said the water was safe.", "World Health Organization AFFIRMS")]
    public void A_place_that_describes_a_holder_is_not_the_holder(string text, string expected) => Assert.Equal([expected], Found(text));

    [Theory]
    [InlineData("A witness said the bus was late.", true)]
    [InlineData("Another lawyer for the family said the bus was late.", true)]
    [InlineData("The police said the bus was late.", false)]
    public void Who_is_brought_in_as_anybody_stays_unnamed(string text, bool unnamed) => Assert.Equal(unnamed, Assert.Single(Stands.Of(text)).Holder.IsUnnamed);

    [Theory]
    [InlineData("South Korean President Park Geun-hye denounced the launch.", "Park Geun-hye OPPOSES")]
    [InlineData("Tsai Ing-wen said the strait was calm.", "Tsai Ing-wen AFFIRMS")]
    public void Names_with_a_family_name_first_are_read_whole(string text, string expected) => Assert.Equal([expected], Found(text));

    [Theory]
    [InlineData("“No patient data have been stolen,” the clinic said.", "the clinic DENIES: some patient data have been stolen")]
    [InlineData("Nobody was hurt, police said.", "police DENIES: somebody was hurt")]
    public void What_nothing_and_nobody_deny_is_worded_positively(string text, string expected) => Assert.Equal([expected], Worded(text));

    [Theory]
    [InlineData("The tanker has leaked oil. “That’s not true,” Ann Toller said.", "Ann Toller DENIES: The tanker has leaked oil")]
    [InlineData("“We can’t confirm that,” the mayor said.", "the mayor QUESTIONS: We can’t confirm that")]
    public void What_a_short_answer_answers_is_the_sentence_before_or_else_its_own_words(string text, string expected) => Assert.Equal([expected], Worded(text));

    [Fact]
    public void A_holder_has_the_names_by_which_the_text_calls_it()
    {
        var holder = Stands.Of("Barack Obama met the governors. Obama said the dam was safe.")[^1].Holder;

        Assert.Equal(["Barack Obama", "Obama"], holder.Names);
    }

    [Theory]
    [InlineData("“I was there,” said Dwight “Lucky” Moss.", "Dwight Moss AFFIRMS")]
    [InlineData("“The agency did not break the law.” — Geoff Sparks", "Geoff Sparks DENIES")]
    public void Names_in_attributions_are_read_whole(string text, string expected) => Assert.Equal([expected], Found(text));

    private static List<string> Found(string text) => [.. Stands.Of(text).Select(Stand)];

    private static List<string> Worded(string text) => [.. Stands.Of(text).Select(position => $"{Stand(position)}: {Plain(position.About)}")];

    private static string Stand(Stances.Position position) =>
        $"{position.Holder.Name} {StanceLabels.NameOf(position.Stance)}";

    private static string Plain(string wording) => wording.Replace("[", "", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal);
}
