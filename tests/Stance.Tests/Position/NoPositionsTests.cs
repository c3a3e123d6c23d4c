using OnRecord.Events;

namespace OnRecord.Stances.Tests.Position;

public sealed class NoPositionsTests
{
    [Theory]
    [InlineData("Ann Lee did not deny the report.", "Ann Lee NOCOMMENT")]
    [InlineData("Tom Reed asked whether the bridge was safe.")]
    [InlineData("Norway refused to rule out an attack.", "Norway QUESTIONS")]
    [InlineData("Ann Lee could oppose the sale.")]
    [InlineData("“I must say the pier looks new,” said Tom Reed.", "Tom Reed AFFIRMS")]
    [InlineData("Ann Lee withheld support from the mayor.", "Ann Lee OPPOSES")]
    [InlineData("If Ann Lee vetoes the bill, the town will sue.")]
    [InlineData("Tom Reed said Ann Lee should support the harbour.", "Tom Reed SUPPORTS")]
    [InlineData("“They have agreed to sell the pier,” said Tom Reed.", "Tom Reed AFFIRMS")]
    [InlineData("Ann Lee said there was no doubt about the result.", "Ann Lee AFFIRMS")]
    [InlineData("Tom Reed would neither confirm nor deny the report.", "Tom Reed NOCOMMENT")]
    [InlineData("Ann Lee declined to endorse Tom Reed.", "Ann Lee OPPOSES")]
    [InlineData("Tom Reed refused to condemn the attack.", "Tom Reed SUPPORTS")]
    [InlineData("Ann Lee’s train arrived at noon.")]
    [InlineData("Ann Lee isn’t happy with the verdict.", "Ann Lee OPPOSES")]
    [InlineData("No officials opposed the sale.")]
    [InlineData("Norway has not banned the film.")]
    [InlineData("Reuters was not able to verify the report.", "Reuters QUESTIONS")]
    [InlineData("Tom Reed ordered two coffees and a sandwich.", "Tom Reed AFFIRMS")]
    [InlineData("Ann Lee suspended her campaign on Monday.")]
    [InlineData("The Courier reached out to Tom Reed for comment.")]
    [InlineData("Ann Lee said the town uses salt, as opposed to sand.", "Ann Lee AFFIRMS")]
    [InlineData("Tom Reed called to try to cancel his ticket.", "Tom Reed AFFIRMS")]
    [InlineData("Tom Reed's critics left the room early.")]
    [InlineData("Customers who want a refund must write to Norwind Ferries.")]
    [InlineData("An outside group backing Ann Lee paid for the posters.")]
    [InlineData("“I needed time to think,” said Tom Reed.", "Tom Reed AFFIRMS")]
    [InlineData("Ann Lee said the bridge may not open in May.", "Ann Lee AFFIRMS")]
    [InlineData("“It was not just the noise,” said Tom Reed.", "Tom Reed AFFIRMS")]
    [InlineData("Norway said the wreck had not yet been found.", "Norway AFFIRMS")]
    [InlineData("Norway accused of hiding the wreck")]
    [InlineData("Ann Lee urged to resign over the harbour")]
    [InlineData("Tom Reed praised the tunnel, a road intended to spare the old town.", "Tom Reed SUPPORTS")]
    [InlineData("A spokeswoman for a school in Lima said the roof had been sold.", "A spokeswoman for a school in Lima AFFIRMS")]
    [InlineData("The officials spoke on condition of anonymity in line with the rules.")]
    [InlineData("In the poll Ann Lee's support among farmers was 27 percent.")]
    [InlineData("Ann Lee's support against Tom Reed fell in the north.")]
    public void Words_that_only_look_like_a_stance_take_none(string text, params string[] stands) =>
        Assert.Equal(stands, Stands.In(text).Select(stand => $"{stand.Holder} {stand.Stance.ToString().ToUpperInvariant()}"));

    // Read wrongly in another way still: by the pillars, by "the officials".
    [Theory]
    [InlineData("The pier is not supported by pillars.", "The pier", StanceLabel.Opposes)]
    [InlineData("It is not clear which of the officials opposed the sale.", "which of the officials", StanceLabel.Opposes)]
    public void Who_does_not_take_a_stance_has_none(string text, string holder, StanceLabel stance) => Assert.DoesNotContain((holder, stance), Stands.In(text));
}
