using OnRecord.Language;

namespace OnRecord.Stances.Tests;

public sealed class ClaimStatementTests
{
    [Theory]
    [InlineData("Karl Voss did not take bribes", "Karl Voss took bribes", true)]
    [InlineData("Karl Voss never took bribes.", "Karl Voss took bribes .", true)]
    [InlineData("The bridge isn't safe", "The bridge is safe", true)]
    [InlineData("The town won't close the pool", "The town will close the pool", true)]
    [InlineData("The ship cannot leave port", "The ship can leave port", true)]
    [InlineData("No passenger was hurt", "passenger was hurt", true)]
    [InlineData("The minister is no longer in office", "The minister is in office", true)]
    [InlineData("Nobody was hurt", "somebody was hurt", true)]
    [InlineData("It is not true that the mayor resigned", "the mayor resigned", true)]
    [InlineData("Reports that the mayor resigned are false", "the mayor resigned", true)]
    [InlineData("It is not true that the mayor did not resign", "the mayor resigned", false)]
    [InlineData("Karl Voss took bribes", "Karl Voss took bribes", false)]
    [InlineData("The club dismissed its coach", "The club dismissed its coach", false)]
    public void A_claim_is_read_as_what_it_affirms(string claim, string positive, bool isNegated) =>
        Assert.Equal((positive, isNegated), ClaimStatement.Strip(claim));

    [Fact]
    public void Each_frame_that_denies_finds_the_claim_of_its_example() =>
        Assert.All(LanguagePack.Default.Lexicon("denying-frames"), frame => Assert.Equal((frame[2], true), ClaimStatement.Strip(frame[1])));
}
