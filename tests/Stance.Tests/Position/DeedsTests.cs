using OnRecord.Events;

namespace OnRecord.Stances.Tests.Position;

public sealed class DeedsTests
{
    [Theory]
    [InlineData("Ann Lee vetoed the bill.", "Ann Lee", StanceLabel.Opposes)]
    [InlineData("Norway blocked the merger.", "Norway", StanceLabel.Opposes)]
    [InlineData("Tom Reed voted against the budget.", "Tom Reed", StanceLabel.Opposes)]
    [InlineData("Ann Lee voted for the budget.", "Ann Lee", StanceLabel.Supports)]
    [InlineData("Norway sued the company.", "Norway", StanceLabel.Opposes)]
    [InlineData("Tom Reed congratulated Ann Lee on her victory.", "Tom Reed", StanceLabel.Supports)]
    [InlineData("The Supreme Court struck down the law.", "Supreme Court", StanceLabel.Opposes)]
    [InlineData("The Supreme Court upheld the law.", "Supreme Court", StanceLabel.Supports)]
    [InlineData("Ann Lee filed a lawsuit against the harbour authority.", "Ann Lee", StanceLabel.Opposes)]
    [InlineData("The Senate approved the treaty.", "Senate", StanceLabel.Supports)]
    [InlineData("The treaty was ratified by Norway.", "Norway", StanceLabel.Supports)]
    [InlineData("Norway imposed sanctions on the bank.", "Norway", StanceLabel.Opposes)]
    [InlineData("The law was overturned by the Supreme Court.", "Supreme Court", StanceLabel.Opposes)]
    [InlineData("Ann Lee boycotted the ceremony.", "Ann Lee", StanceLabel.Opposes)]
    [InlineData("Tom Reed voted to close the harbour in May.", "Tom Reed", StanceLabel.Supports)]
    [InlineData("Tom Reed voted to ban the ferry in May.", "Tom Reed", StanceLabel.Opposes)]
    public void A_deed_takes_a_side(string text, string holder, StanceLabel stance) =>
        Assert.Equal([(holder, stance)], Stands.In(text));
}
