using OnRecord.Events;

namespace OnRecord.Stances.Tests.Position;

public sealed class NoPositionsTests
{
    [Theory]
    [InlineData("Ann Lee did not deny the report.", "Ann Lee", StanceLabel.Denies)]
    [InlineData("Tom Reed asked whether the bridge was safe.", "Tom Reed", StanceLabel.Affirms)]
    [InlineData("Norway refused to rule out an attack.", "Norway", StanceLabel.Opposes)]
    [InlineData("Ann Lee could oppose the sale.", "Ann Lee", StanceLabel.Opposes)]
    [InlineData("“I must say the pier looks new,” said Tom Reed.", "Tom Reed", StanceLabel.Supports)]
    [InlineData("Ann Lee withheld support from the mayor.", "Ann Lee", StanceLabel.Supports)]
    [InlineData("If Ann Lee vetoes the bill, the town will sue.", "Ann Lee", StanceLabel.Opposes)]
    [InlineData("Tom Reed said Ann Lee should support the harbour.", "Ann Lee", StanceLabel.Supports)]
    [InlineData("“They have agreed to sell the pier,” said Tom Reed.", "Tom Reed", StanceLabel.Supports)]
    [InlineData("Ann Lee said there was no doubt about the result.", "Ann Lee", StanceLabel.Questions)]
    [InlineData("Tom Reed would neither confirm nor deny the report.", "Tom Reed", StanceLabel.Denies)]
    [InlineData("Ann Lee declined to endorse Tom Reed.", "Ann Lee", StanceLabel.Supports)]
    [InlineData("Tom Reed refused to condemn the attack.", "Tom Reed", StanceLabel.Opposes)]
    [InlineData("Ann Lee’s train arrived at noon.", "Ann Lee", StanceLabel.Affirms)]
    [InlineData("The pier is not supported by pillars.", "The pier", StanceLabel.Opposes)]
    [InlineData("Ann Lee isn’t happy with the verdict.", "Ann Lee", StanceLabel.Supports)]
    [InlineData("No officials opposed the sale.", "No officials", StanceLabel.Opposes)]
    [InlineData("Norway has not banned the film.", "Norway", StanceLabel.Opposes)]
    [InlineData("Reuters was not able to verify the report.", "Reuters", StanceLabel.Affirms)]
    [InlineData("Tom Reed ordered two coffees and a sandwich.", "Tom Reed", StanceLabel.Supports)]
    [InlineData("Ann Lee suspended her campaign on Monday.", "Ann Lee", StanceLabel.Opposes)]
    [InlineData("The Courier reached out to Tom Reed for comment.", "The Courier", StanceLabel.Supports)]
    [InlineData("Ann Lee said the town uses salt, as opposed to sand.", "Ann Lee", StanceLabel.Opposes)]
    [InlineData("Tom Reed called to try to cancel his ticket.", "Tom Reed", StanceLabel.Supports)]
    [InlineData("Tom Reed's critics left the room early.", "Tom Reed", StanceLabel.Opposes)]
    [InlineData("Customers who want a refund must write to Norwind Ferries.", "Customers", StanceLabel.Supports)]
    [InlineData("An outside group backing Ann Lee paid for the posters.", "An outside group", StanceLabel.Supports)]
    [InlineData("It is not clear which of the officials opposed the sale.", "which of the officials", StanceLabel.Opposes)]
    [InlineData("“I needed time to think,” said Tom Reed.", "Tom Reed", StanceLabel.Supports)]
    [InlineData("Ann Lee said the bridge may not open in May.", "Ann Lee", StanceLabel.Denies)]
    [InlineData("“It was not just the noise,” said Tom Reed.", "Tom Reed", StanceLabel.Denies)]
    [InlineData("Norway said the wreck had not yet been found.", "Norway", StanceLabel.Denies)]
    [InlineData("Norway accused of hiding the wreck", "Norway", StanceLabel.Affirms)]
    [InlineData("Ann Lee urged to resign over the harbour", "Ann Lee", StanceLabel.Supports)]
    [InlineData("Tom Reed praised the tunnel, a road intended to spare the old town.", "a road", StanceLabel.Supports)]
    [InlineData("A spokeswoman for a school in Lima said the roof had been sold.", "Lima", StanceLabel.Affirms)]
    [InlineData("The officials spoke on condition of anonymity in line with the rules.", "The officials", StanceLabel.Affirms)]
    [InlineData("In the poll Ann Lee's support among farmers was 27 percent.", "Ann Lee", StanceLabel.Supports)]
    [InlineData("Ann Lee's support against Tom Reed fell in the north.", "Ann Lee", StanceLabel.Supports)]
    public void Words_that_only_look_like_a_stance_take_none(string text, string holder, StanceLabel stance) =>
        Assert.DoesNotContain((holder, stance), Stands.In(text));
}
