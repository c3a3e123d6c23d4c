namespace OnRecord.Stances.Tests;

public sealed class ClaimSideTests
{
    [Theory]
    [InlineData("Karl Voss denied on Monday that he took bribes.")]
    [InlineData("Karl Voss rejected the accusation that he took bribes.")]
    [InlineData("“I never took bribes,” Voss said.")]
    [InlineData("Voss did not take any bribes, his lawyer said.")]
    [InlineData("There is no evidence that Voss took bribes, the court found.")]
    [InlineData("Claims that Voss had taken bribes are baseless and untrue, his party said.")]
    [InlineData("It is a lie that Voss takes bribes, his wife said.")]
    [InlineData("The party dismissed reports that Voss took bribes as nonsense.")]
    public void A_denial_stands_against_the_claim(string sentence) => Assert.Equal(Side.Against, Read("Karl Voss took bribes", sentence));

    [Theory]
    [InlineData("Karl Voss took bribes, a witness confirmed.")]
    [InlineData("Prosecutors said that Voss had taken bribes from builders.")]
    [InlineData("The court rejected his denial and found that Voss took bribes.")]
    [InlineData("Voss admitted that he had taken bribes.")]
    [InlineData("Voss took bribes and did not pay tax on them.")]
    public void A_statement_of_it_stands_for_the_claim(string sentence) => Assert.Equal(Side.For, Read("Karl Voss took bribes", sentence));

    [Theory]
    [InlineData("Did Karl Voss take bribes?")]
    [InlineData("Police are investigating whether Voss took bribes.")]
    [InlineData("Voss did not deny that he took bribes.")]
    [InlineData("Voss allegedly took bribes from three builders.")]
    public void What_leaves_it_open_stands_on_no_side(string sentence) => Assert.Equal(Side.Open, Read("Karl Voss took bribes", sentence));

    [Theory]
    [InlineData("Karl Voss opened the harbour bridge on Monday.")]
    [InlineData("The mayor rejected the offer.")]
    public void Another_matter_is_not_spoken_of(string sentence) => Assert.Equal(Side.None, Read("Karl Voss took bribes", sentence));

    [Fact]
    public void A_refutation_may_follow_in_a_sentence_of_its_own()
    {
        var sides = ClaimSides.Of(PreparedText.Of("Karl Voss took bribes"), PreparedText.Of("A rival said Karl Voss took bribes. He called it false."));

        Assert.Equal([Side.For, Side.Against], sides.All.Select(sentence => sentence.Side));
    }

    private static Side Read(string claim, string sentence) => ClaimSides.Of(PreparedText.Of(claim), PreparedText.Of(sentence)).All[0].Side;
}
