using OnRecord.Events;

namespace OnRecord.Stances.Tests.Position;

public sealed class HoldersTests
{
    [Theory]
    [InlineData("Ann Lee arrived on Monday. She said the bridge will reopen in May.", "Ann Lee", StanceLabel.Affirms)]
    [InlineData("Tom Reed left early. “The dam is full,” he said.", "Tom Reed", StanceLabel.Affirms)]
    [InlineData("A Kremlin spokesman said the talks had begun.", "Kremlin", StanceLabel.Affirms)]
    [InlineData("Ann Lee’s office said the mayor had left.", "Ann Lee", StanceLabel.Affirms)]
    [InlineData("A lawyer for Tom Reed said the papers had been filed.", "Tom Reed", StanceLabel.Affirms)]
    [InlineData("Kremlin spokesman Oleg Orlov said the talks had begun.", "Oleg Orlov", StanceLabel.Affirms)]
    [InlineData("Oleg Orlov, the Kremlin spokesman, denied the report.", "Oleg Orlov", StanceLabel.Denies)]
    [InlineData("The mayor’s closest adviser, Tom Reed, said the pier was sold.", "Tom Reed", StanceLabel.Affirms)]
    [InlineData("The contractor, Kestrel Freight, denied that it was told.", "Kestrel Freight", StanceLabel.Denies)]
    [InlineData("A rival bidder, Kestrel Freight, said it would wait for the ruling.", "Kestrel Freight", StanceLabel.Supports)]
    [InlineData("Tom Reed, who strongly opposes the harbour, left the room.", "Tom Reed", StanceLabel.Opposes)]
    [InlineData("“The dam is full,” said the engineer, Tom Reed.", "Tom Reed", StanceLabel.Affirms)]
    [InlineData("The Norwegian government welcomed the verdict.", "Norwegian government", StanceLabel.Supports)]
    [InlineData("The meeting was attended by members of the Norwegian government, which has rejected the plan.", "Norwegian government", StanceLabel.Opposes)]
    [InlineData("Lawyers for Ann Lee filed papers opposing the sale.", "Ann Lee", StanceLabel.Opposes)]
    [InlineData("LIMA (Reuters) - Norway claimed to have found the wreck.", "Norway", StanceLabel.Affirms)]
    [InlineData("“No deal” from Ann Lee", "Ann Lee", StanceLabel.Denies)]
    [InlineData("“I take the opportunity to congratulate him,” Tom Reed said.", "Tom Reed", StanceLabel.Supports)]
    [InlineData("Chief of Defence Staff Air Marshal Ann Lee told officers that the war was over.", "Ann Lee", StanceLabel.Affirms)]
    [InlineData("Ann Lee is a fierce critic of the harbour.", "Ann Lee", StanceLabel.Opposes)]
    [InlineData("A study by economist Tom Reed found that prices had doubled.", "Tom Reed", StanceLabel.Affirms)]
    [InlineData("The government in Norway firmly rejected the plan.", "Norway", StanceLabel.Opposes)]
    [InlineData("Prices will rise, according to NASA Administrator Ann Lee.", "Ann Lee", StanceLabel.Affirms)]
    public void The_holder_is_found(string text, string holder, StanceLabel stance) =>
        Assert.Equal([(holder, stance)], Stands.In(text));

    [Theory]
    [InlineData("Ann Lee and Tom Reed opposed the sale.", "Ann Lee OPPOSES", "Tom Reed OPPOSES")]
    [InlineData("“Prices will rise,” said Ann Lee. She continued, “The farmers deserve help.”", "Ann Lee AFFIRMS", "Ann Lee SUPPORTS")]
    [InlineData("Tom Reed said that Ann Lee had denied the report.", "Tom Reed AFFIRMS", "Ann Lee DENIES")]
    [InlineData("“It is over,” said former minister of fisheries Eva Holm, who praised the crew for its courage.", "Eva Holm AFFIRMS", "Eva Holm SUPPORTS")]
    [InlineData("The council and President Ann Lee agreed to sell the pier.", "The council SUPPORTS", "Ann Lee SUPPORTS")]
    [InlineData("Ann Lee slammed the plan and called for an inquiry.", "Ann Lee OPPOSES", "Ann Lee SUPPORTS")]
    [InlineData("Critics including Ann Lee condemned the sale. “It is a disgrace,” she said.", "Ann Lee OPPOSES", "Ann Lee OPPOSES")]
    public void Of_several_positions_each_has_its_holder(string text, params string[] stands) =>
        Assert.Equal(stands, Stands.In(text).Select(stand => $"{stand.Holder} {stand.Stance.ToString().ToUpperInvariant()}"));

    // "Read the papers" is taken for a statement, too.
    [Theory]
    [InlineData("Justice Ann Lee read the papers for a week. The judge rejected the appeal on Friday.")]
    [InlineData("A Lima judge rejected the appeal. Justice Ann Lee had read the papers for a week.")]
    public void A_title_that_one_person_bears_is_that_person(string text) =>
        Assert.Equal([("Ann Lee", StanceLabel.Affirms), ("Ann Lee", StanceLabel.Opposes)], Stands.In(text).OrderBy(stand => stand.Stance));

    [Fact]
    public void A_title_that_several_bear_names_nobody() =>
        Assert.Equal(
            [("The judge", StanceLabel.Opposes)], Stands.In("Justice Ann Lee and Justice Tom Reed read the papers. The judge rejected the appeal."));

    [Theory]
    [InlineData("The council and President Ann Lee agreed to sell the pier.", "The council", "Ann Lee")]
    [InlineData("The plan is “reckless,” said Eva Holm, a lawyer and a Conservative who once ran the port.", "Eva Holm")]
    public void A_title_or_a_description_is_no_holder_of_its_own(string text, params string[] holders) =>
        Assert.Equal(holders, Stands.In(text).Select(stand => stand.Holder));

    [Theory]
    [InlineData("The police said the road was closed.", true)]
    [InlineData("The airline said the flight would leave on Sunday.", true)]
    [InlineData("Ann Lee’s employer said it had kept the letters.", true)]
    [InlineData("A source close to the talks said the deal was off.", false)]
    [InlineData("Critics said the plan would fail.", false)]
    [InlineData("Several officials said the road was closed.", false)]
    public void A_description_tells_its_holder_apart_or_leaves_him_unnamed(string text, bool told)
    {
        var position = Assert.Single(Stands.Of(text));

        Assert.Null(position.Holder.Entity);
        Assert.Equal(told, !position.Holder.IsUnnamed);
    }
}
